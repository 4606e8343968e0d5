import hypothesis.strategies as st
from hypothesis import given, settings

from billing.arithmetic import find_arithmetic
from billing.einvoice import read, read_many, write, write_earve
from billing.papers import to_tables
from tests.billing.einvoice.papers import draw_months, make_invoice, make_line
from tests.billing.einvoice.same import differences


@given(st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_what_is_written_as_ubl_is_read_to_the_cent(seed: int) -> None:
    for invoice in draw_months(seed, 2):
        read_back = read(write(invoice), "out.xml")
        assert read_back.findings == ()
        assert differences(to_tables([invoice]), read_back) == []


@given(st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_what_is_written_as_e_arve_is_read_to_the_cent(seed: int) -> None:
    for invoice in draw_months(seed, 2):
        read_back = read(write(invoice, "earve"), "out.xml")
        assert read_back.findings == ()
        assert differences(to_tables([invoice]), read_back) == []


def test_many_invoices_in_one_file_are_all_there() -> None:
    invoices = draw_months(3, 20)
    read_back = read(write_earve(invoices), "all.xml")
    assert read_back.findings == ()
    assert differences(to_tables(invoices), read_back) == []


def test_both_ways_of_writing_say_the_same() -> None:
    invoices = draw_months(4, 30)
    ubl = read_many([(f"{n}.xml", write(one)) for n, one in enumerate(invoices)])
    earve = read_many([(f"{n}.xml", write(one, "earve")) for n, one in enumerate(invoices)])
    assert differences(ubl, earve) == []
    assert find_arithmetic(ubl.documents, ubl.billed) == ()


def test_the_same_invoice_always_gives_the_same_bytes() -> None:
    first, again = draw_months(5, 6), draw_months(5, 6)
    assert [write(one) for one in first] == [write(one) for one in again]
    assert write_earve(first) == write_earve(again)


def test_an_hour_is_written_as_sixty_minutes() -> None:
    line = make_line(1, 90, 3000, base=60, net=4500, quantity=15_000, unit="hour")
    billed = read(write(make_invoice([line]))).billed
    assert billed["unit"].tolist() == ["min"]
    assert billed["minutes"].tolist() == [90]
    assert read(write(make_invoice([line]), "earve")).billed["unit"].tolist() == ["hour"]


def test_an_academic_hour_is_never_rounded() -> None:
    line = make_line(1, 50, 3500)
    assert line.net == 3889
    text = write(make_invoice([line])).decode()
    assert '<cbc:InvoicedQuantity unitCode="MIN">50</cbc:InvoicedQuantity>' in text
    assert '<cbc:BaseQuantity unitCode="MIN">45</cbc:BaseQuantity>' in text
    assert '<cbc:PriceAmount currencyID="EUR">35.00</cbc:PriceAmount>' in text


def test_two_files_with_the_same_number_are_told_apart() -> None:
    data = write(make_invoice([make_line(1, 45, 3500)]))
    both = read_many([("a.xml", data), ("b.xml", data)])
    assert both.documents["document"].tolist() == ["10000018/TP26-0001", "10000018/TP26-0001#2"]
    assert both.billed["document"].tolist() == both.documents["document"].tolist()
    assert both.documents["sha256"].nunique() == 1
