"""Our invoices as Estonian e-invoices 1.2, one file for as many as are given.

Its lines know no period and no base of a price: days, exact price and our ids go into the
reserves of the line, and minutes stay minutes. What each funder pays stands in the line's
accounting. Amounts of a credit note are minus; no rule about it was found, so the reader takes
either (docs/decisions/0013).
"""

from collections.abc import Sequence
from unicodedata import normalize

from lxml import etree

from billing.arithmetic import CREDIT, UNIT_MINUTES
from billing.einvoice.desk import fingerprint
from billing.einvoice.earve_form import DAYS, E4_DECIMALS, FUNDERS, PRICE, RESERVES, VAT_IDS
from billing.einvoice.figures import half_away, write_cents, write_number
from billing.einvoice.funders import write_funders
from billing.einvoice.tree import add, clean, shorten
from billing.einvoice.units import TO_EARVE
from billing.invoice import CURRENCY, Invoice, Line
from billing.parties import Party, Seller
from billing.tables import E4

OUTSIDE = "O"
_SAID = {category: told for told, category in VAT_IDS.items()}
_SHORT, _NORMAL, _LONG, _PAYMENT = 20, 100, 500, 210
_CENT_E4 = 100


def write_earve(invoices: Sequence[Invoice]) -> bytes:
    """The file in UTF-8; KeyError on a category of VAT or a unit that the form does not know.

    Raises ValueError where there is no invoice: a file has one at least.
    """
    if not invoices:
        message = "a file of e-invoices without an invoice"
        raise ValueError(message)
    root = etree.Element("E_Invoice")
    head = add(root, "Header")
    add(head, "Date", max(invoice.issued for invoice in invoices).isoformat())
    names = " ".join(invoice.document for invoice in invoices)
    add(head, "FileId", fingerprint(names.encode("utf-8"))[:_SHORT])
    add(head, "Version", "1.2")
    for invoice in invoices:
        _invoice(root, invoice)
    foot = add(root, "Footer")
    add(foot, "TotalNumberInvoices", str(len(invoices)))
    add(foot, "TotalAmount", write_cents(sum(_sign(each) * each.gross for each in invoices)))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _invoice(root: etree._Element, invoice: Invoice) -> None:
    node = add(
        root,
        "Invoice",
        invoiceId=clean(invoice.number),
        regNumber=invoice.buyer.registry,
        sellerRegnumber=invoice.seller.registry,
    )
    parties = add(node, "InvoiceParties")
    outside = all(group.category == OUTSIDE for group in invoice.vat)
    _party(add(parties, "SellerParty"), invoice.seller, invoice, outside=outside)
    _party(add(parties, "BuyerParty"), invoice.buyer, invoice, outside=outside)
    _information(node, invoice)
    _sums(node, invoice)
    group = add(add(node, "InvoiceItem"), "InvoiceItemGroup")
    for line in invoice.lines:
        _line(group, line, _sign(invoice))
    _payment(node, invoice)


def _sign(invoice: Invoice) -> int:
    return -1 if invoice.kind == CREDIT else 1


def _party(node: etree._Element, party: Party, invoice: Invoice, *, outside: bool) -> None:
    add(node, "Name", shorten(party.name, _NORMAL))
    add(node, "RegNumber", party.registry)
    if not outside:
        add(node, "VATRegNumber", party.vat_on(invoice.issued) or party.vat_on(invoice.last))
    email = party.email if isinstance(party, Seller) else ""
    if email or party.street:
        contact = add(node, "ContactData")
        add(contact, "E-mailAddress", email)
        if party.street:
            place = add(contact, "LegalAddress")
            add(place, "PostalAddress1", shorten(party.street, _NORMAL))
            add(place, "City", shorten(party.city or "-", _NORMAL))
            add(place, "PostalCode", party.postcode)
            add(place, "Country", party.country)
    if isinstance(party, Seller) and party.iban:
        account = add(node, "AccountInfo")
        add(account, "AccountNumber", party.iban)
        add(account, "IBAN", party.iban)


def _information(at: etree._Element, invoice: Invoice) -> None:
    node = add(at, "InvoiceInformation")
    credit = invoice.kind == CREDIT
    kind = add(node, "Type", type="CRE" if credit else "DEB")
    add(kind, "SourceInvoice", invoice.corrects)
    add(node, "ContractNumber", invoice.reference)
    add(node, "DocumentName", "KREEDITARVE" if credit else "ARVE")
    add(node, "InvoiceNumber", invoice.number)
    add(node, "InvoiceContentText", shorten(invoice.note, _NORMAL))
    add(node, "InvoiceDate", invoice.issued.isoformat())
    if invoice.due is not None:
        add(node, "DueDate", invoice.due.isoformat())
    period = add(node, "Period")
    add(period, "StartDate", invoice.first.isoformat())
    add(period, "EndDate", invoice.last.isoformat())
    if invoice.exemption:
        _note(node, "Extension", "exemption", invoice.exemption)


def _sums(at: etree._Element, invoice: Invoice) -> None:
    node, sign = add(at, "InvoiceSumGroup"), _sign(invoice)
    add(node, "InvoiceSum", write_cents(sign * invoice.net))
    for group in invoice.vat:
        vat = add(node, "VAT", vatId=_SAID[group.category])
        add(vat, "SumBeforeVAT", write_cents(sign * group.net))
        add(vat, "VATRate", write_number(group.rate, 2, 2))
        add(vat, "VATSum", write_cents(sign * group.vat))
        add(vat, "SumAfterVAT", write_cents(sign * (group.net + group.vat)))
    add(node, "TotalVATSum", write_cents(sign * invoice.tax))
    add(node, "TotalSum", write_cents(sign * invoice.gross))
    add(node, "TotalToPay", write_cents(sign * invoice.gross))
    add(node, "Currency", CURRENCY)


def _line(at: etree._Element, line: Line, sign: int) -> None:
    node = add(at, "ItemEntry")
    add(node, "RowNo", line.number)
    if line.shares:
        accounting = add(node, "Accounting")
        for share in line.shares:
            entry = add(accounting, "JournalEntry")
            add(entry, "CostObjective", shorten(share.funder, _SHORT))
            add(entry, "Sum", write_cents(sign * share.cents))
    add(node, "Description", shorten(line.said or line.component or "-", _LONG))
    for name in RESERVES:
        if getattr(line, name):
            _note(node, "ItemReserve", name, getattr(line, name))
    _note(node, "ItemReserve", DAYS, f"{line.first.isoformat()}/{line.last.isoformat()}")
    price = write_number(line.unit_price, E4_DECIMALS, 2)
    _note(node, "ItemReserve", PRICE, f"{price}/{line.base}" if line.base else price)
    if line.shares:
        _note(node, "ItemReserve", FUNDERS, write_funders(line))
    detail = add(node, "ItemDetailInfo")
    add(detail, "ItemUnit", TO_EARVE[line.unit])
    add(detail, "ItemAmount", write_number(sign * line.quantity, E4_DECIMALS, E4_DECIMALS))
    per_unit, rest = divmod(line.unit_price * UNIT_MINUTES.get(line.unit, 1), line.base or 1)
    if not rest:
        add(detail, "ItemPrice", write_number(per_unit, E4_DECIMALS, E4_DECIMALS))
    add(node, "ItemSum", _fine(sign * (line.net + line.allowance) * _CENT_E4))
    for taken in line.allowances:
        less = add(node, "Addition", addCode="DSC")
        add(less, "AddContent", shorten(taken.reason or "-", _NORMAL))
        add(less, "AddSum", _fine(-sign * taken.cents * _CENT_E4))
    _vat(node, line, sign)


def _vat(node: etree._Element, line: Line, sign: int) -> None:
    """VAT of one line, to the ten-thousandth: only the document's is rounded to cents."""
    net = sign * line.net * _CENT_E4
    vat = half_away(net * line.vat_rate, E4)
    at = add(node, "VAT", vatId=_SAID[line.vat_category])
    add(at, "SumBeforeVAT", _fine(net))
    add(at, "VATRate", write_number(line.vat_rate, 2, 2))
    add(at, "VATSum", _fine(vat))
    add(at, "SumAfterVAT", _fine(net + vat))
    add(node, "ItemTotal", _fine(net + vat))


def _payment(at: etree._Element, invoice: Invoice) -> None:
    node, asked = add(at, "PaymentInfo"), invoice.kind != CREDIT
    add(node, "Currency", CURRENCY)
    add(node, "PaymentDescription", _latin(f"Arve {invoice.number}")[:_PAYMENT])
    add(node, "Payable", "YES" if asked else "NO")
    if invoice.due is not None:
        add(node, "PayDueDate", invoice.due.isoformat())
    add(node, "PaymentTotalSum", write_cents(invoice.gross if asked else 0))
    add(node, "PayerName", shorten(invoice.buyer.name, _NORMAL))
    add(node, "PaymentId", invoice.number)
    add(node, "PayToAccount").text = invoice.seller.iban
    add(node, "PayToName", shorten(invoice.seller.name, _NORMAL))


def _latin(text: str) -> str:
    """Words in the letters that banks take: Latin-1 and the Estonian s and z with a caron."""
    kept = []
    for letter in clean(text):
        plain = normalize("NFKD", letter)[:1]
        fits = letter <= "\u00ff" or letter in "\u0160\u0161\u017d\u017e"
        kept.append(letter if fits else plain if plain <= "\u00ff" else "?")
    return "".join(kept)


def _note(at: etree._Element, name: str, told: str, words: str) -> None:
    add(add(at, name, extensionId=told), "InformationContent", words)


def _fine(size: int) -> str:
    """Ten-thousandths of a euro with all four decimals."""
    return write_number(size, E4_DECIMALS, E4_DECIMALS)
