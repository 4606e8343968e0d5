"""What strangers write, read without loss: two invented files, and small changes of ours."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from billing.arithmetic import find_arithmetic
from billing.einvoice import Read, read, validate, write, write_earve
from billing.einvoice.units import FROM_EARVE, FROM_UBL, TO_EARVE, TO_UBL
from billing.invoice import Allowance, Share
from tests.billing.einvoice.papers import draw_months, make_invoice, make_line

GOLDEN = Path(__file__).parent / "golden"
OURS = make_invoice([make_line(1, 45, 3500), make_line(2, 50, 3500)])


def golden(name: str) -> Read:
    return read((GOLDEN / name).read_bytes(), name)


def changed(old: str, new: str, syntax: str = "ubl") -> Read:
    text = write(OURS, "earve" if syntax == "earve" else "ubl").decode()
    assert old in text
    return read(text.replace(old, new, 1).encode(), "x.xml")


def columns(found: Read, *names: str) -> list[tuple[object, ...]]:
    return list(zip(*(found.billed[name].tolist() for name in names), strict=True))


def faults(found: Read) -> list[tuple[str, object, str]]:
    return [
        (each.rule, each.facts["why"], each.where.column if each.where else "")
        for each in found.findings
    ]


def test_a_strangers_ubl_is_read_line_by_line() -> None:
    found = golden("stranger_ubl.xml")
    assert found.findings == ()
    assert columns(found, "number", "quantity", "unit", "base", "minutes", "net", "allowance") == [
        ("A", 15_000, "hour", 60, 90, 6000, 0),
        ("B", -10_000, "meeting", 0, -1, -780, 220),
        ("C", 900_000, "min", 60, 90, 6000, 0),
        ("*1", -10_000, "sum", 0, -1, -1000, 0),
    ]
    assert found.billed["said"].tolist()[0] == "Tugiisik. kahel korral. klient C001"
    assert found.billed["unit_price"].tolist()[1] == 100_000
    assert found.billed["row"].tolist()[0] == 47


def test_the_head_of_a_strangers_ubl_is_read() -> None:
    head = golden("stranger_ubl.xml").documents.iloc[0]
    assert (head["number"], head["seller"], head["buyer"]) == ("2026-77", "10000018", "70000013")
    assert head["issued"] == date(2026, 12, 1).toordinal()
    assert (head["first"], head["last"]) == (0, 0)
    assert (head["net"], head["vat"], head["gross"]) == (10_220, 2453, 12_673)
    assert head["reference"] == "T-5"


def test_a_strangers_e_arve_loses_no_cent_to_its_ten_thousandths() -> None:
    found = golden("stranger_earve.xml")
    assert found.findings == ()
    assert columns(found, "number", "unit", "net", "said")[:4] == [
        ("1", "academic_hour", 2333, "Kogemusnõustamine C001"),
        ("2", "academic_hour", 2333, "Kogemusnõustamine C002"),
        ("3", "meeting", 4500, "Soodustusega"),
        ("4", "sum", 2000, "Sulgudes"),
    ]
    assert columns(found, "net", "said")[4:] == [(1, "Ümardus"), (-2, "Ümardus")]
    assert found.billed["allowance"].tolist()[2] == 500
    assert found.documents["net"].tolist() == [11_165]


def test_what_we_write_changes_only_on_purpose() -> None:
    shares = (Share("AMIF", 2542), Share("Ministry of the Interior", 847))
    taken = (Allowance(500, "Üle kuu piirhinna"),)
    line = make_line(1, 50, 3500, net=3389, allowances=taken, shares=shares)
    invoice = make_invoice([line])
    assert write(invoice) == (GOLDEN / "ours_ubl.xml").read_bytes()
    assert write(invoice, "earve") == (GOLDEN / "ours_earve.xml").read_bytes()


@pytest.mark.parametrize("name", ["stranger_ubl.xml", "stranger_earve.xml"])
def test_sums_of_strangers_are_right(name: str) -> None:
    found = golden(name)
    assert find_arithmetic(found.documents, found.billed) == ()
    assert validate((GOLDEN / name).read_bytes(), name) == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('unitCode="MIN">45<', 'unitCode="MIN">45.00001<', ("P10", "decimals", "InvoicedQuantity")),
        ('unitCode="MIN">45<', 'unitCode="XYZ">45<', ("P10", "unit", "InvoicedQuantity")),
        ('unitCode="MIN">45<', 'unitCode="MIN">NaN<', ("P10", "not_a_number", "InvoicedQuantity")),
        (
            'unitCode="MIN">45<',
            'unitCode="MIN">1e308<',
            ("P10", "not_a_number", "InvoicedQuantity"),
        ),
        (
            'unitCode="MIN">45<',
            f'unitCode="MIN">{"9" * 30}<',
            ("P10", "too_large", "InvoicedQuantity"),
        ),
        (
            'unitCode="MIN">45<',
            f'unitCode="MIN">{"9" * 9999}<',
            ("P10", "not_a_number", "InvoicedQuantity"),
        ),
        (
            ">35.00</cbc:PriceAmount>",
            ">35,00</cbc:PriceAmount>",
            ("P10", "not_a_number", "PriceAmount"),
        ),
        (
            'BaseQuantity unitCode="MIN">45<',
            'BaseQuantity unitCode="MIN">0<',
            ("P10", "base", "BaseQuantity"),
        ),
        (
            'BaseQuantity unitCode="MIN">45<',
            'BaseQuantity unitCode="C62">45<',
            ("P10", "base", "BaseQuantity"),
        ),
        (
            "<cbc:StartDate>2026-11-03<",
            "<cbc:StartDate>2026-11-31<",
            ("P10", "not_a_day", "StartDate"),
        ),
        (
            "<cbc:IssueDate>2026-12-03<",
            "<cbc:IssueDate>03.12.2026<",
            ("D01", "not_a_day", "IssueDate"),
        ),
        (">0.00</cbc:TaxAmount>", "></cbc:TaxAmount>", ("D01", "not_a_number", "TaxAmount")),
        ("<cbc:Percent>0<", "<cbc:Percent>x<", ("P10", "not_a_number", "Percent")),
    ],
)
def test_what_cannot_be_taken_is_told_and_its_line_is_kept(
    old: str, new: str, fault: tuple[str, str, str]
) -> None:
    text = write(OURS).decode()
    at = text.index("<cac:InvoiceLine>") if fault[0] == "P10" else 0
    assert old in text[at:]
    found = read((text[:at] + text[at:].replace(old, new, 1)).encode(), "x.xml")
    assert fault in faults(found)
    assert len(found.billed) == 2
    assert found.billed["net"].tolist() == [3500, 3889]
    told = next(each for each in found.findings if each.where is not None)
    assert told.where is not None
    assert told.where.file == "x.xml"
    assert told.where.row is not None


def test_a_net_that_cannot_be_read_is_told_and_missed_in_the_total() -> None:
    text = write(OURS).decode()
    at = text.index("<cac:InvoiceLine>")
    found = read((text[:at] + text[at:].replace(">35.00<", "> <", 1)).encode(), "x.xml")
    assert ("P10", "not_a_number", "LineExtensionAmount") in faults(found)
    rules = [each.rule for each in find_arithmetic(found.documents, found.billed)]
    assert "D06" in rules


def test_a_missing_seller_or_number_is_told_and_the_lines_are_kept() -> None:
    without_number = changed("<cbc:ID>TP26-0001</cbc:ID>", "")
    assert ("D01", "missing", "Invoice") in faults(without_number)
    assert without_number.documents["document"].tolist() == ["10000018/"]
    assert len(without_number.billed) == 2


def test_another_currency_is_told() -> None:
    found = changed('<cbc:PayableAmount currencyID="EUR">', '<cbc:PayableAmount currencyID="SEK">')
    assert ("D10", "currency", "PayableAmount") in faults(found)


def test_totals_that_no_table_holds_are_checked_while_reading() -> None:
    payable = changed(">73.89</cbc:PayableAmount>", ">73.90</cbc:PayableAmount>")
    assert [(each.rule, each.amount) for each in payable.findings] == [("D06", 1)]
    agreed = changed(
        '<cbc:PayableAmount currencyID="EUR">73.89',
        '<cbc:PrepaidAmount currencyID="EUR">3.00</cbc:PrepaidAmount>'
        '<cbc:PayableRoundingAmount currencyID="EUR">0.01</cbc:PayableRoundingAmount>'
        '<cbc:PayableAmount currencyID="EUR">70.90',
    )
    assert agreed.findings == ()
    lines = changed(">73.89</cbc:LineExtensionAmount>", ">73.80</cbc:LineExtensionAmount>")
    assert [(each.rule, each.amount) for each in lines.findings] == [("D06", 9)]


def test_a_file_of_another_kind_is_told() -> None:
    found = read(b"<html><body/></html>", "page.html")
    assert faults(found) == [("D01", "unknown_kind", "html")]
    assert len(found.documents) == 0


def test_a_credit_e_arve_is_minus_whatever_its_signs() -> None:
    note = next(one for one in draw_months(21, 60) if one.kind == "credit")
    text = write(note, "earve").decode()
    as_plus = text.replace(">-", ">")
    for found in (read(text.encode()), read(as_plus.encode())):
        assert found.documents["gross"].tolist() == [-note.gross]
        assert found.billed["net"].tolist() == [-line.net for line in note.lines]
        assert find_arithmetic(found.documents, found.billed) == ()


def test_a_credit_e_arve_is_written_minus_and_asks_for_nothing() -> None:
    note = next(one for one in draw_months(21, 60) if one.kind == "credit")
    text = write(note, "earve").decode()
    for name in ("ItemAmount", "ItemSum", "InvoiceSum", "TotalSum", "TotalToPay", "TotalAmount"):
        told = re.findall(rf"<{name}>([^<]*)<", text)
        assert told, name
        assert all(one.startswith("-") for one in told), name
    assert not re.search(r"<ItemPrice>-", text)
    assert "<Payable>NO</Payable>" in text
    assert "<PaymentTotalSum>0.00</PaymentTotalSum>" in text


def test_an_e_arve_line_without_reserves_is_a_price_a_unit() -> None:
    text = write(OURS, "earve").decode()
    start, end = text.index("<ItemReserve"), text.index("<ItemDetailInfo>")
    bare = text[:start] + text[end:]
    bare = bare.replace("<ItemUnit>min<", "<ItemUnit>Tund<", 1)
    bare = bare.replace(">45.0000</ItemAmount>", ">1</ItemAmount><ItemPrice>35</ItemPrice>", 1)
    row = read(bare.encode()).billed.iloc[0]
    assert (row["unit"], row["base"], row["minutes"], row["net"]) == ("hour", 60, 60, 3500)
    assert (row["object"], row["first"]) == ("", 0)


def test_a_sum_after_its_discount_is_told_by_the_net_before_vat() -> None:
    text = write(OURS, "earve").decode()
    discount = '<Addition addCode="DSC"><AddContent>a</AddContent><AddSum>-5</AddSum></Addition>'
    vat = '<VAT vatId="TAXEX">\n            <SumBeforeVAT>35.0000'
    assert vat in text
    after = read(text.replace(vat, discount + vat, 1).encode())
    assert (after.billed["net"][0], after.billed["allowance"][0]) == (3500, 500)
    before = read(text.replace(vat, discount + vat.replace("35.0000", "30.0000"), 1).encode())
    assert (before.billed["net"][0], before.billed["allowance"][0]) == (3000, 500)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<TotalNumberInvoices>1<", "<TotalNumberInvoices>2<", ("D01", "count", "Footer")),
        ("<TotalAmount>73.89<", "<TotalAmount>73.80<", ("D06", "footer", "Footer")),
        ("<ItemUnit>min<", "<ItemUnit>fortnight<", ("P10", "unit", "ItemDetailInfo")),
        (">45.0000<", ">forty<", ("P10", "not_a_number", "ItemAmount")),
        (">35.00/45<", ">35.00001/45<", ("P10", "decimals", "ItemEntry")),
        (">2026-11-03/2026-11-03<", ">yesterday<", ("P10", "not_a_day", "ItemEntry")),
        (
            "<VATRate>0.00</VATRate>",
            "<VATRate>-1</VATRate>",
            ("D01", "rate", "VAT"),
        ),
        (
            "<InvoiceDate>2026-12-03<",
            "<InvoiceDate>2026-13-03<",
            ("D01", "not_a_day", "InvoiceDate"),
        ),
    ],
)
def test_what_cannot_be_taken_of_an_e_arve_is_told(
    old: str, new: str, fault: tuple[str, str, str]
) -> None:
    found = changed(old, new, "earve")
    assert fault in faults(found)
    assert found.billed["net"].tolist() == [3500, 3889]


@pytest.mark.parametrize(
    ("old", "new", "broken"),
    [
        ("<FileId>", "<AppId>a</AppId><FileId>", "form.order"),
        ("<Version>1.2</Version>", "", "form.missing"),
        ("<RowNo>1<", f"<RowNo>{'1' * 101}<", "form.t100"),
        ("<ItemSum>35.0000<", "<ItemSum>35.00001<", "form.d4"),
        ("<TotalSum>73.89<", "<TotalSum>73.891<", "form.d2"),
        (">Arve TP26-0001<", ">Счёт<", "form.latin"),
        ('type="DEB"', 'type="PRE"', "form.debcre"),
        ("<Currency>EUR</Currency>", "<Currency>EUR</Currency><Novel/>", "form.unknown"),
    ],
)
def test_a_breach_of_the_form_of_e_arve_is_told(old: str, new: str, broken: str) -> None:
    text = write(OURS, "earve").decode()
    assert old in text
    findings = validate(text.replace(old, new, 1).encode(), "x.xml")
    assert broken in [each.facts.get("id") for each in findings]


def test_words_of_a_payment_are_in_letters_that_banks_take() -> None:
    invoice = make_invoice([make_line(1, 45, 3500)])
    strange = write_earve([replace(invoice, number="Š-Ž-ő-Ж")]).decode()
    assert "<PaymentDescription>Arve Š-Ž-o-?</PaymentDescription>" in strange


def test_a_footer_is_told_with_the_cents_it_has_too_many() -> None:
    found = changed("<TotalAmount>73.89<", "<TotalAmount>73.80<", "earve")
    assert [each.amount for each in found.findings] == [-9]


def test_every_unit_that_is_written_is_read_again() -> None:
    assert all(FROM_UBL[code] == unit for unit, code in TO_UBL.items())
    assert all(FROM_EARVE[word] == unit for unit, word in TO_EARVE.items())
