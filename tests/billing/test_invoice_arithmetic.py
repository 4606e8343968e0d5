from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import hypothesis.strategies as st
import pandas as pd
import pytest
from hypothesis import given, settings

from billing.arithmetic import UNIT_MINUTES, check_arithmetic, find_arithmetic, line_cents
from billing.einvoice.desk import plain_row
from billing.invoice import Invoice, group_vat
from billing.papers import Papers, to_tables
from billing.tables import BILLED, table
from tests.billing.einvoice.papers import draw_months, make_invoice, make_line

SMALL = st.integers(-(10**9), 10**9)


def lines_of(**columns: list[object]) -> pd.DataFrame:
    size = len(next(iter(columns.values())))
    plain = plain_row("d", "1", "", 0)
    return table(BILLED, {name: columns.get(name, [plain[name]] * size) for name in BILLED.names})


@given(
    SMALL,
    SMALL,
    st.sampled_from(["min", "hour", "academic_hour", "meeting"]),
    st.sampled_from([0, 45, 60]),
    st.integers(-(10**6), 10**6),
)
@settings(max_examples=300)
def test_a_line_is_what_decimal_arithmetic_says(
    quantity: int, price: int, unit: str, base: int, allowance: int
) -> None:
    found = lines_of(
        quantity=[quantity],
        unit_price=[price],
        unit=[unit],
        base=[base if unit != "meeting" else 0],
        allowance=[allowance],
    )
    length = UNIT_MINUTES.get(unit, 1)
    exact = Decimal(quantity) * price * length / Decimal(10**6)
    if unit in UNIT_MINUTES:
        exact /= base or length
    rounded = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    sign = -1 if quantity < 0 else 1
    assert line_cents(found).tolist() == [rounded - sign * allowance]


def test_what_passes_sixty_four_bits_is_still_exact() -> None:
    found = lines_of(quantity=[10**11], unit_price=[10**11], unit=["hour"], base=[60])
    assert line_cents(found).tolist() == [10**16]
    most = lines_of(quantity=[10**18], unit_price=[10**18], unit=["hour"], base=[1])
    assert line_cents(most).tolist() == [2**61]


def test_random_documents_of_ours_are_right() -> None:
    papers = to_tables(draw_months(7, 200))
    off = check_arithmetic(papers.documents, papers.billed)
    assert not off.line.any()
    assert not off.net.any()
    assert not off.gross.any()
    assert find_arithmetic(papers.documents, papers.billed) == ()


def taxed() -> Invoice:
    taxes = {"vat_category": "S", "vat_rate": 2400}
    lines = [make_line(1, 45, 3333, **taxes), make_line(2, 50, 3500, **taxes)]
    return make_invoice([*lines, make_line(3, 45, 100)])


@pytest.mark.parametrize(
    ("table_name", "column", "cents", "found"),
    [
        ("billed", "net", 1, [("D05", 1), ("D06", -1), ("D08", -1)]),
        ("documents", "net", 1, [("D06", 1), ("D06", -1)]),
        ("documents", "gross", -99, [("D06", -99)]),
        ("documents", "vat", 99, [("D06", -99), ("D08", 99)]),
        ("documents", "vat", -1, [("D06", 1), ("D08", -1)]),
    ],
)
def test_one_cent_is_found_and_told_with_its_sign(
    table_name: str, column: str, cents: int, found: list[tuple[str, int]]
) -> None:
    papers = to_tables([taxed()])
    frame = getattr(papers, table_name).copy()
    frame.loc[0, column] += cents
    other = replace(papers, **{table_name: frame})
    findings = find_arithmetic(other.documents, other.billed)
    assert [(each.rule, each.amount) for each in findings] == found


def test_vat_of_the_lines_alone_is_not_the_vat_of_the_document() -> None:
    taxes = {"vat_category": "S", "vat_rate": 2400}
    lines = [make_line(n, 45, 102, **taxes) for n in range(1, 4)]
    assert sum(group.vat for group in group_vat(lines)) == 73
    assert sum(group.vat for line in lines for group in group_vat([line])) == 72
    papers = to_tables([make_invoice(lines)])
    assert find_arithmetic(papers.documents, papers.billed) == ()


def test_a_cent_of_vat_is_let_pass_only_in_a_credit_note_that_names_its_invoice() -> None:
    invoice = taxed()
    assert _rules_with_vat(replace(invoice, kind="credit", corrects="TP26-0000"), 1) == []
    assert _rules_with_vat(replace(invoice, kind="credit", corrects="TP26-0000"), 3) == ["D08"]
    assert _rules_with_vat(replace(invoice, kind="credit"), 1) == ["D08"]
    assert _rules_with_vat(invoice, 1) == ["D08"]


def _rules_with_vat(invoice: Invoice, cents: int) -> list[str]:
    papers = to_tables([invoice])
    shifted = papers.documents.assign(
        vat=papers.documents["vat"] + cents, gross=papers.documents["gross"] + cents
    )
    return [each.rule for each in find_arithmetic(shifted, papers.billed)]


@pytest.mark.parametrize(
    ("category", "rate", "rules"),
    [("E", 0, []), ("S", 2400, ["D08"]), ("E", 2400, ["D07", "D08"]), ("S", 0, ["D07"])],
)
def test_a_rate_belongs_to_its_category(category: str, rate: int, rules: list[str]) -> None:
    papers = _with_column(
        to_tables([make_invoice([make_line(1, 45, 3500)])]), "vat_category", category
    )
    papers = _with_column(papers, "vat_rate", rate)
    assert [each.rule for each in find_arithmetic(papers.documents, papers.billed)] == rules


def test_outside_vat_goes_with_nothing_else() -> None:
    lines = [make_line(1, 45, 3500, vat_category="O"), make_line(2, 45, 3500)]
    papers = to_tables([make_invoice(lines)])
    found = find_arithmetic(papers.documents, papers.billed)
    assert [(each.rule, each.facts["line"]) for each in found] == [("D07", "1")]


def test_a_line_of_no_document_is_a_programmers_error() -> None:
    papers = to_tables([taxed()])
    with pytest.raises(ValueError, match="not there"):
        check_arithmetic(papers.documents.iloc[:0], papers.billed)


def _with_column(papers: Papers, column: str, value: object) -> Papers:
    values = [value] * len(papers.billed)
    billed = {n: papers.billed[n] if n != column else values for n in BILLED.names}
    return replace(papers, billed=table(BILLED, billed))
