from dataclasses import replace

import pytest

from billing.arithmetic import find_arithmetic
from billing.invoice import Allowance, minutes_of, vat_on
from billing.papers import from_tables, to_tables
from tests.billing.einvoice.papers import (
    BUYER,
    REGISTERED,
    UNREGISTERED,
    draw_months,
    make_invoice,
    make_line,
)

SELLERS = {party.registry: party for party in (REGISTERED, UNREGISTERED)}
BUYERS = {BUYER.registry: BUYER}


def test_rows_become_the_same_invoices_again() -> None:
    invoices = draw_months(11, 40)
    again = from_tables(to_tables(invoices), SELLERS, BUYERS)
    assert [one.net for one in again] == [one.net for one in invoices]
    assert [one.vat for one in again if one.kind == "invoice"] == [
        one.vat for one in invoices if one.kind == "invoice"
    ]
    for one, other in zip(again, invoices, strict=True):
        for mine, theirs in zip(one.lines, other.lines, strict=True):
            allowances = (Allowance(theirs.allowance, ""),) if theirs.allowance else ()
            assert mine == replace(theirs, allowances=allowances)


def test_rows_of_a_credit_note_are_minus() -> None:
    credit = replace(make_invoice([make_line(1, 45, 3500)]), kind="credit", corrects="TP26-0000")
    papers = to_tables([credit])
    assert papers.documents[["net", "gross"]].iloc[0].tolist() == [-3500, -3500]
    assert papers.billed[["quantity", "net"]].iloc[0].tolist() == [-450_000, -3500]
    assert papers.billed["minutes"].tolist() == [45]
    assert find_arithmetic(papers.documents, papers.billed) == ()


def test_an_unknown_party_is_a_programmers_error() -> None:
    with pytest.raises(KeyError):
        from_tables(to_tables([make_invoice([make_line(1, 45, 3500)])]), {}, BUYERS)


def test_nothing_is_nothing() -> None:
    papers = to_tables([])
    assert [len(papers.documents), len(papers.billed), len(papers.split)] == [0, 0, 0]
    assert from_tables(papers, {}, {}) == ()
    assert find_arithmetic(papers.documents, papers.billed) == ()


def test_vat_is_rounded_half_away_from_zero() -> None:
    assert [vat_on(net, 2400) for net in (2, 3, -2, 1000)] == [0, 1, 0, 240]
    assert [vat_on(net, 5000) for net in (1, -1)] == [1, -1]


@pytest.mark.parametrize(
    ("quantity", "unit", "minutes"),
    [
        (450_000, "min", 45),
        (15_000, "hour", 90),
        (20_000, "academic_hour", 90),
        (11_111, "academic_hour", -1),
        (-450_000, "min", 45),
        (10_000, "meeting", -1),
    ],
)
def test_a_quantity_has_whole_minutes_or_none(quantity: int, unit: str, minutes: int) -> None:
    assert minutes_of(quantity, unit) == minutes
