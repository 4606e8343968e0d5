"""Our invoices and credit notes as UBL (Peppol BIS Billing 3.0).

Every unit of time is written as minutes, priced for a base of 45 or 60 of them, so that no
quantity is rounded. What a ceiling cut off is an allowance of the line. A seller outside VAT
names no VAT number at all, its own or the buyer's (BR-O-02).
"""

from typing import Any

from lxml import etree

from billing.arithmetic import CREDIT, UNIT_MINUTES
from billing.einvoice.figures import write_cents, write_number
from billing.einvoice.funders import write_funders
from billing.einvoice.tree import add
from billing.einvoice.ubl_names import (
    BY_CODE,
    CAC,
    CBC,
    CREDIT_NOTE,
    CREDIT_TRANSFER,
    CUSTOMIZATION,
    E4_DECIMALS,
    INVOICE,
    OBJECT,
    PROFILE,
    PROPERTIES,
    REDUCTION,
)
from billing.einvoice.units import TO_UBL
from billing.invoice import CURRENCY, Invoice, Line
from billing.parties import Party, Seller

OUTSIDE = "O"
EXPLAINED = ("E", OUTSIDE)
"""Categories of VAT that ask for a reason (BR-E-10, BR-O-10)."""
_TYPES = {"invoice": "380", CREDIT: "381"}


def write_ubl(invoice: Invoice) -> bytes:
    """The document in UTF-8; KeyError on a line whose unit UBL does not know."""
    credit = invoice.kind == CREDIT
    space, name = (CREDIT_NOTE, "CreditNote") if credit else (INVOICE, "Invoice")
    spaces: Any = {None: space, "cac": CAC[1:-1], "cbc": CBC[1:-1]}
    root = etree.Element(f"{{{space}}}{name}", nsmap=spaces)
    _head(root, invoice, name)
    outside = all(group.category == OUTSIDE for group in invoice.vat)
    _party(add(root, f"{CAC}AccountingSupplierParty"), invoice.seller, invoice, outside=outside)
    _party(add(root, f"{CAC}AccountingCustomerParty"), invoice.buyer, invoice, outside=outside)
    _payment(root, invoice)
    _totals(root, invoice)
    for line in invoice.lines:
        _line(root, line, credit=credit)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _head(root: etree._Element, invoice: Invoice, name: str) -> None:
    add(root, f"{CBC}CustomizationID", CUSTOMIZATION)
    add(root, f"{CBC}ProfileID", PROFILE)
    add(root, f"{CBC}ID", invoice.number)
    add(root, f"{CBC}IssueDate", invoice.issued.isoformat())
    if invoice.due is not None and invoice.kind != CREDIT:
        add(root, f"{CBC}DueDate", invoice.due.isoformat())
    add(root, f"{CBC}{name}TypeCode", _TYPES[invoice.kind])
    add(root, f"{CBC}Note", invoice.note)
    add(root, f"{CBC}DocumentCurrencyCode", CURRENCY)
    add(root, f"{CBC}BuyerReference", invoice.reference)
    period = add(root, f"{CAC}InvoicePeriod")
    add(period, f"{CBC}StartDate", invoice.first.isoformat())
    add(period, f"{CBC}EndDate", invoice.last.isoformat())
    if invoice.corrects:
        corrected = add(add(root, f"{CAC}BillingReference"), f"{CAC}InvoiceDocumentReference")
        add(corrected, f"{CBC}ID", invoice.corrects)
        if invoice.corrects_issued is not None:
            add(corrected, f"{CBC}IssueDate", invoice.corrects_issued.isoformat())
    if invoice.reference:
        add(add(root, f"{CAC}ContractDocumentReference"), f"{CBC}ID", invoice.reference)


def _party(at: etree._Element, party: Party, invoice: Invoice, *, outside: bool) -> None:
    party_node = add(at, f"{CAC}Party")
    vat = "" if outside else party.vat_on(invoice.issued) or party.vat_on(invoice.last)
    scheme, address = party.address_on(invoice.issued)
    add(party_node, f"{CBC}EndpointID", address, schemeID=scheme)
    add(add(party_node, f"{CAC}PartyName"), f"{CBC}Name", party.name)
    place = add(party_node, f"{CAC}PostalAddress")
    add(place, f"{CBC}StreetName", party.street)
    add(place, f"{CBC}CityName", party.city)
    add(place, f"{CBC}PostalZone", party.postcode)
    add(add(place, f"{CAC}Country"), f"{CBC}IdentificationCode", party.country)
    if vat:
        scheme_node = add(party_node, f"{CAC}PartyTaxScheme")
        add(scheme_node, f"{CBC}CompanyID", vat)
        add(add(scheme_node, f"{CAC}TaxScheme"), f"{CBC}ID", "VAT")
    entity = add(party_node, f"{CAC}PartyLegalEntity")
    add(entity, f"{CBC}RegistrationName", party.name)
    add(entity, f"{CBC}CompanyID", party.registry, schemeID=BY_CODE)
    if isinstance(party, Seller) and party.email:
        add(add(party_node, f"{CAC}Contact"), f"{CBC}ElectronicMail", party.email)


def _payment(root: etree._Element, invoice: Invoice) -> None:
    """How to pay; a credit note is set off against its invoice."""
    if invoice.kind == CREDIT:
        terms = add(root, f"{CAC}PaymentTerms")
        add(terms, f"{CBC}Note", f"Tasaarveldus arvega {invoice.corrects}")
        return
    if invoice.seller.iban:
        means = add(root, f"{CAC}PaymentMeans")
        add(means, f"{CBC}PaymentMeansCode", CREDIT_TRANSFER)
        add(means, f"{CBC}PaymentID", invoice.number)
        account = add(means, f"{CAC}PayeeFinancialAccount")
        add(account, f"{CBC}ID", invoice.seller.iban)
        add(account, f"{CBC}Name", invoice.seller.name)
    if invoice.due is None:
        add(add(root, f"{CAC}PaymentTerms"), f"{CBC}Note", "Kohe")


def _totals(root: etree._Element, invoice: Invoice) -> None:
    tax = add(root, f"{CAC}TaxTotal")
    _amount(tax, "TaxAmount", invoice.tax)
    for group in invoice.vat:
        part = add(tax, f"{CAC}TaxSubtotal")
        _amount(part, "TaxableAmount", group.net)
        _amount(part, "TaxAmount", group.vat)
        reason = invoice.exemption if group.category in EXPLAINED else ""
        _category(part, "TaxCategory", group.category, group.rate, reason)
    total = add(root, f"{CAC}LegalMonetaryTotal")
    _amount(total, "LineExtensionAmount", invoice.net)
    _amount(total, "TaxExclusiveAmount", invoice.net)
    _amount(total, "TaxInclusiveAmount", invoice.gross)
    _amount(total, "PayableAmount", invoice.gross)


def _line(root: etree._Element, line: Line, *, credit: bool) -> None:
    name, counted = ("CreditNoteLine", "Credited") if credit else ("InvoiceLine", "Invoiced")
    node = add(root, f"{CAC}{name}")
    length = UNIT_MINUTES.get(line.unit, 0)
    code = TO_UBL["min" if length else line.unit]
    add(node, f"{CBC}ID", line.number)
    size = write_number(line.quantity * (length or 1), E4_DECIMALS)
    add(node, f"{CBC}{counted}Quantity", size, unitCode=code)
    _amount(node, "LineExtensionAmount", line.net)
    add(node, f"{CBC}AccountingCost", write_funders(line))
    period = add(node, f"{CAC}InvoicePeriod")
    add(period, f"{CBC}StartDate", line.first.isoformat())
    add(period, f"{CBC}EndDate", line.last.isoformat())
    if line.object:
        ours = add(node, f"{CAC}DocumentReference")
        add(ours, f"{CBC}ID", line.object)
        add(ours, f"{CBC}DocumentTypeCode", OBJECT)
    for taken in line.allowances:
        allowance = add(node, f"{CAC}AllowanceCharge")
        add(allowance, f"{CBC}ChargeIndicator", "false")
        add(allowance, f"{CBC}AllowanceChargeReasonCode", REDUCTION)
        add(allowance, f"{CBC}AllowanceChargeReason", taken.reason)
        _amount(allowance, "Amount", taken.cents)
    _item(node, line)
    price = add(node, f"{CAC}Price")
    euros = write_number(line.unit_price, E4_DECIMALS, 2)
    add(price, f"{CBC}PriceAmount", euros, currencyID=CURRENCY)
    if length:
        add(price, f"{CBC}BaseQuantity", str(line.base or length), unitCode=code)


def _item(node: etree._Element, line: Line) -> None:
    item = add(node, f"{CAC}Item")
    add(item, f"{CBC}Name", line.said or line.component)
    if line.component:
        add(add(item, f"{CAC}SellersItemIdentification"), f"{CBC}ID", line.component)
    _category(item, "ClassifiedTaxCategory", line.vat_category, line.vat_rate, "")
    for name in PROPERTIES:
        if getattr(line, name):
            told = add(item, f"{CAC}AdditionalItemProperty")
            add(told, f"{CBC}Name", name)
            add(told, f"{CBC}Value", getattr(line, name))


def _category(at: etree._Element, name: str, category: str, rate: int, reason: str) -> None:
    node = add(at, f"{CAC}{name}")
    add(node, f"{CBC}ID", category)
    if category != OUTSIDE:
        add(node, f"{CBC}Percent", write_number(rate, 2))
    add(node, f"{CBC}TaxExemptionReason", reason)
    add(add(node, f"{CAC}TaxScheme"), f"{CBC}ID", "VAT")


def _amount(at: etree._Element, name: str, cents: int) -> None:
    add(at, f"{CBC}{name}", write_cents(cents), currencyID=CURRENCY)
