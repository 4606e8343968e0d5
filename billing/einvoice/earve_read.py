"""Estonian e-invoices 1.2 of others, one or many in a file, read into rows.

Lines have ten-thousandths of a euro, documents cents: a sum of a line is rounded to cents, and
where the document adds first and rounds then, the difference is a line of its own, so that
nothing is lost.
"""

from lxml import etree

from billing.einvoice.desk import Desk, Row, join_words, plain_row
from billing.einvoice.earve_form import E4_DECIMALS, EURO_DECIMALS, VAT_IDS
from billing.einvoice.earve_line import Entry, Group, read_entry
from billing.einvoice.figures import half_away
from billing.kinds import Kind
from billing.tables import NO_DAY

ROOT = "E_Invoice"
_CENT_E4 = 100
_HEAD = "InvoiceInformation/"


def read_earve(desk: Desk, root: etree._Element) -> None:
    """Every invoice of the file, onto the desk; the footer has to agree."""
    before = len(desk.documents)
    gross = sum(_invoice(desk, invoice) for invoice in root.findall("Invoice"))
    foot = root.find("Footer")
    if foot is None:
        desk.fault(Kind.D01, desk.file, root, "missing", facts={"element": "Footer"})
        return
    told = desk.number(Kind.D01, desk.file, foot, "TotalNumberInvoices", 0)
    found = len(desk.documents) - before
    if told != found:
        desk.fault(Kind.D01, desk.file, foot, "count", facts={"found": found})
    total = desk.number(Kind.D06, desk.file, foot, "TotalAmount", EURO_DECIMALS)
    if abs(total) != abs(gross):
        desk.fault(Kind.D06, desk.file, foot, "footer", abs(total) - abs(gross))


def _invoice(desk: Desk, invoice: etree._Element) -> int:
    """One invoice; its gross with our sign."""
    number = desk.text(invoice, f"{_HEAD}InvoiceNumber") or join_words(invoice.get("invoiceId", ""))
    seller = desk.text(invoice, "InvoiceParties/SellerParty/RegNumber")
    seller = seller or join_words(invoice.get("sellerRegnumber", ""))
    document = desk.name(seller, number)
    for missing in (name for name, told in (("number", number), ("seller", seller)) if not told):
        desk.fault(Kind.D01, document, invoice, "missing", facts={"element": missing})
    sums = _sum_group(invoice)
    if sums is None:
        desk.fault(Kind.D01, document, invoice, "missing", facts={"element": "InvoiceSumGroup"})
        sums = invoice
    kind = invoice.find(f"{_HEAD}Type")
    credit = kind is not None and kind.get("type") == "CRE"
    total = desk.number(Kind.D01, document, sums, "TotalSum", EURO_DECIMALS)
    sign = -1 if credit and total > 0 else 1
    groups = _groups(desk, document, sums)
    vat = desk.number(
        Kind.D01, document, sums, "TotalVATSum", EURO_DECIMALS, sum(group.vat for group in groups)
    )
    entries = [
        read_entry(desk, document, entry, groups, place, credit=credit, sign=sign)
        for place, entry in enumerate(invoice.iterfind("InvoiceItem/InvoiceItemGroup/ItemEntry"), 1)
    ]
    net = _net(desk, document, sums, total - vat)
    rows = [entry.row for entry in entries]
    rows += _between(desk, document, sums, sign, entries, net)
    desk.billed += rows
    rounding = _cents(desk, document, sums, "Rounding")
    desk.documents.append(
        {
            **_head(desk, document, invoice),
            "number": number,
            "seller": seller,
            "kind": "credit" if credit else "invoice",
            "net": sign * (net + rounding),
            "vat": sign * vat,
            "gross": sign * total,
        }
    )
    return sign * total


def _head(desk: Desk, document: str, invoice: etree._Element) -> Row:
    """What a document says of itself beside its sums."""
    period = f"{_HEAD}Period/"
    currency = desk.text(invoice, "InvoiceSumGroup/Currency")
    buyer = desk.text(invoice, "InvoiceParties/BuyerParty/RegNumber")
    return {
        "document": document,
        "buyer": buyer or join_words(invoice.get("regNumber", "")),
        "issued": desk.day(Kind.D01, document, invoice, f"{_HEAD}InvoiceDate"),
        "first": desk.day(Kind.D01, document, invoice, f"{period}StartDate") or NO_DAY,
        "last": desk.day(Kind.D01, document, invoice, f"{period}EndDate") or NO_DAY,
        "corrects": desk.text(invoice, f"{_HEAD}Type/SourceInvoice"),
        "currency": currency or desk.text(invoice, "PaymentInfo/Currency"),
        "reference": desk.text(invoice, f"{_HEAD}ContractNumber"),
        "file": desk.file,
        "sha256": desk.sha256,
        "syntax": desk.syntax,
    }


def _sum_group(invoice: etree._Element) -> etree._Element | None:
    """Sums in euros, where there are two groups of them."""
    found = invoice.findall("InvoiceSumGroup")
    euros = [group for group in found if (group.findtext("Currency") or "").strip() == "EUR"]
    return next(iter(euros or found), None)


def _groups(desk: Desk, document: str, sums: etree._Element) -> list[Group]:
    """VAT by category and rate, in cents."""
    groups = []
    for found in sums.findall("VAT"):
        rate = desk.rate(Kind.D01, document, found, "VATRate")
        fine = desk.number(Kind.D01, document, found, "VATSum", E4_DECIMALS)
        category = VAT_IDS.get(found.get("vatId", ""), "S" if rate else "")
        groups.append(Group(category, rate, half_away(fine, _CENT_E4)))
    return groups


def _net(desk: Desk, document: str, sums: etree._Element, otherwise: int) -> int:
    """Sum of the lines in cents, as stated."""
    fine = desk.number(Kind.D01, document, sums, "InvoiceSum", E4_DECIMALS, otherwise * _CENT_E4)
    return half_away(fine, _CENT_E4)


def _cents(desk: Desk, document: str, node: etree._Element, path: str) -> int:
    return half_away(desk.number(Kind.D01, document, node, path, E4_DECIMALS, 0), _CENT_E4)


def _between(
    desk: Desk,
    document: str,
    sums: etree._Element,
    sign: int,
    entries: list[Entry],
    net: int,
) -> list[Row]:
    """What stands between the lines and the net of the document, as lines of their own.

    Cents by which lines differ when each is rounded alone, the document's own rounding, and
    its discounts and charges.
    """
    extra = [
        (join_words(a.findtext("AddContent") or ""), _addition(desk, document, a, net))
        for a in sums.findall("Addition")
    ]
    fine = sum(entry.fine for entry in entries)
    each = sum(half_away(entry.fine, _CENT_E4) for entry in entries)
    if half_away(fine, _CENT_E4) != each and half_away(fine, _CENT_E4) == net:
        extra.append(("Ümardus", net - each))
    extra.append(("Ümardus", _cents(desk, document, sums, "Rounding")))
    return [
        plain_row(document, f"*{place}", words, sign * cents)
        for place, (words, cents) in enumerate(extra, 1)
        if cents
    ]


def _addition(desk: Desk, document: str, found: etree._Element, net: int) -> int:
    """A charge in cents, or a discount, which is minus."""
    fine = desk.number(Kind.D01, document, found, "AddSum", E4_DECIMALS, 0)
    size = half_away(abs(fine), _CENT_E4) * (-1 if net < 0 else 1)
    return size if found.get("addCode") == "CHR" else -size
