"""UBL invoices and credit notes of others (EN 16931, Peppol BIS Billing 3.0), read into rows."""

from collections.abc import Iterator

from lxml import etree

from billing.einvoice.desk import Desk, Row, join_words, line_of, plain_row
from billing.einvoice.ubl_line import read_category, read_charge, read_line
from billing.einvoice.ubl_names import BY_CODE, CAC, CBC, EURO_DECIMALS, ROOTS
from billing.kinds import Kind

_REFERENCES = ("Contract", "Originator")


def read_ubl(desk: Desk, root: etree._Element) -> None:
    """One document with its lines, onto the desk."""
    kind = ROOTS[str(root.tag)]
    sign = -1 if kind == "credit" else 1
    number = desk.text(root, f"{CBC}ID")
    seller = _code(desk, root, "Supplier")
    document = desk.name(seller, number)
    for missing in (name for name, told in (("number", number), ("seller", seller)) if not told):
        desk.fault(Kind.D01, document, root, "missing", facts={"element": missing})
    currency = desk.text(root, f"{CBC}DocumentCurrencyCode")
    tags = (f"{CAC}InvoiceLine", f"{CAC}CreditNoteLine")
    lines = [read_line(desk, document, line, sign) for tag in tags for line in root.findall(tag)]
    desk.billed += lines
    desk.billed += _extras(desk, document, root, sign)
    _currencies(desk, document, root, currency)
    total = root.find(f"{CAC}LegalMonetaryTotal")
    total = root if total is None else total
    net = _amount(desk, document, total, "TaxExclusiveAmount")
    gross = _amount(desk, document, total, "TaxInclusiveAmount")
    _totals(desk, document, total, net, gross)
    period = f"{CAC}InvoicePeriod/{CBC}"
    corrected = f"{CAC}BillingReference/{CAC}InvoiceDocumentReference/{CBC}ID"
    desk.documents.append(
        {
            "document": document,
            "number": number,
            "kind": kind,
            "seller": seller,
            "buyer": _code(desk, root, "Customer"),
            "issued": desk.day(Kind.D01, document, root, f"{CBC}IssueDate"),
            "first": desk.day(Kind.D01, document, root, f"{period}StartDate"),
            "last": desk.day(Kind.D01, document, root, f"{period}EndDate"),
            "corrects": desk.text(root, corrected),
            "currency": currency,
            "net": sign * net,
            "vat": sign * _vat(desk, document, root, currency, net),
            "gross": sign * gross,
            "reference": _reference(desk, root),
            "file": desk.file,
            "sha256": desk.sha256,
            "syntax": desk.syntax,
        }
    )


def _amount(
    desk: Desk, document: str, node: etree._Element, name: str, otherwise: int | None = None
) -> int:
    return desk.number(Kind.D01, document, node, f"{CBC}{name}", EURO_DECIMALS, otherwise)


def _code(desk: Desk, root: etree._Element, side: str) -> str:
    """Registry code of a party: its legal entity, else its electronic address or identifier."""
    party = root.find(f"{CAC}Accounting{side}Party/{CAC}Party")
    if party is None:
        return ""
    told = desk.text(party, f"{CAC}PartyLegalEntity/{CBC}CompanyID")
    if told:
        return told
    for path in (f"{CBC}EndpointID", f"{CAC}PartyIdentification/{CBC}ID"):
        found = party.find(path)
        if found is not None and found.get("schemeID") == BY_CODE:
            return join_words(found.text or "")
    return ""


def _reference(desk: Desk, root: etree._Element) -> str:
    """Contract, project, tender, order or the buyer's reference: the first that is told."""
    paths = [f"{CAC}{name}DocumentReference/{CBC}ID" for name in _REFERENCES]
    paths += [f"{CAC}ProjectReference/{CBC}ID", f"{CAC}OrderReference/{CBC}ID"]
    told = (desk.text(root, path) for path in (*paths, f"{CBC}BuyerReference"))
    return next((words for words in told if words), "")


def _vat(desk: Desk, document: str, root: etree._Element, currency: str, net: int) -> int:
    """VAT in the document's currency; its groups have to make it, and their bases the net."""
    for total in root.findall(f"{CAC}TaxTotal"):
        amount = total.find(f"{CBC}TaxAmount")
        if amount is None or amount.get("currencyID", currency) != currency:
            continue
        stated = desk.value(Kind.D01, document, amount, amount.text or "", EURO_DECIMALS)
        groups = total.findall(f"{CAC}TaxSubtotal")
        made = sum(_amount(desk, document, group, "TaxAmount") for group in groups)
        if groups and made != stated:
            desk.fault(Kind.D08, document, amount, "groups", stated - made)
        if groups and all(group.find(f"{CBC}TaxableAmount") is not None for group in groups):
            based = sum(_amount(desk, document, group, "TaxableAmount") for group in groups)
            if based != net:
                desk.fault(Kind.D08, document, amount, "bases", based - net)
        return stated
    return 0


def _totals(desk: Desk, document: str, total: etree._Element, net: int, gross: int) -> None:
    """Totals that the tables do not hold: sum of lines to net, and gross to what is to be paid."""
    lines = _amount(desk, document, total, "LineExtensionAmount", net)
    charges = _amount(desk, document, total, "ChargeTotalAmount", 0)
    allowances = _amount(desk, document, total, "AllowanceTotalAmount", 0)
    due = gross - _amount(desk, document, total, "PrepaidAmount", 0)
    due += _amount(desk, document, total, "PayableRoundingAmount", 0)
    payable = _amount(desk, document, total, "PayableAmount", due)
    for why, off in (("lines", net - lines - charges + allowances), ("payable", payable - due)):
        if off:
            desk.fault(Kind.D06, document, total, why, off)


def _currencies(desk: Desk, document: str, root: etree._Element, currency: str) -> None:
    """Amounts in another currency than the document's; VAT may be told in a second one."""
    for part in root:
        if part.tag == f"{CAC}TaxTotal":
            continue
        for node in part.iter():
            told = node.get("currencyID", currency)
            if told != currency:
                desk.fault(Kind.D10, document, node, "currency", facts={"currency": told[:9]})


def _extras(desk: Desk, document: str, root: etree._Element, sign: int) -> Iterator[Row]:
    """Discounts and charges of the whole document, as lines of their own."""
    for place, extra in enumerate(root.findall(f"{CAC}AllowanceCharge"), 1):
        cents = sign * read_charge(desk, Kind.D01, document, extra)
        category, rate = read_category(desk, document, extra.find(f"{CAC}TaxCategory"))
        words = desk.text(extra, f"{CBC}AllowanceChargeReason")
        row = plain_row(document, f"*{place}", words, cents)
        yield row | {"vat_category": category, "vat_rate": rate, "row": line_of(extra)}
