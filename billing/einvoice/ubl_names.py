"""Names and codes of UBL 2.1 that reader and writer share."""

CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CREDIT_NOTE = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
ROOTS = {f"{{{INVOICE}}}Invoice": "invoice", f"{{{CREDIT_NOTE}}}CreditNote": "credit"}
"""Root element -> kind of document."""
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
BY_CODE = "0191"
"""Scheme of codes of the Estonian business register (ISO 6523)."""
OBJECT = "130"
"""Type of a document reference that names the object of a line (UNCL 1001)."""
REDUCTION = "95"
"""Reason of an allowance: a discount (UNCL 5189)."""
CREDIT_TRANSFER = "30"
"""Means of payment (UNCL 4461)."""
PROPERTIES = ("client", "worker", "activity")
"""Properties of an item that carry our ids."""
EURO_DECIMALS = 2
E4_DECIMALS = 4
