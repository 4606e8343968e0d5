from dataclasses import replace

import pytest

from billing.books import Books
from billing.tables import BILLED, PRICED, conform
from tests.billing.builders import render, with_totals
from tests.billing.checks.given import books_of, meeting, told

CUTS = {"over_units": 700, "over_month": 500, "over_year": 300}


def cut_books() -> Books:
    """One line of 40 euros, of which three ceilings cut 15."""
    books = books_of(meeting(1))
    priced = books.priced.assign(**{name: [cents] for name, cents in CUTS.items()}, net=[2500])
    return render(books.attended, books.prices, conform(PRICED, priced))


def billed_with(allowance: int) -> Books:
    books = cut_books()
    billed = books.billed.assign(allowance=[allowance], net=[4000 - allowance])
    return with_totals(replace(books, billed=conform(BILLED, billed)))


def test_what_the_ceilings_cut_and_the_invoice_takes_off_is_right() -> None:
    assert told(billed_with(1500)) == []


@pytest.mark.parametrize(
    ("allowance", "kinds"),
    [
        (0, [("E04", 700), ("E06", 500), ("E05", 300)]),
        (800, [("E04", 700)]),
        (1000, [("E06", 500)]),
        (1200, [("E05", 300)]),
        (300, [("E04", 700), ("E06", 500)]),
        (700, [("E06", 500), ("E05", 300)]),
    ],
)
def test_what_a_ceiling_cut_and_is_billed_all_the_same_is_told_ceiling_by_ceiling(
    allowance: int, kinds: list[tuple[str, int]]
) -> None:
    found = [(kind, cents) for kind, _, cents, _ in told(billed_with(allowance))]
    assert sorted(found) == sorted(kinds)


def test_a_cut_that_no_ceiling_makes_is_another_price() -> None:
    assert [one[0] for one in told(billed_with(1400))] == ["T04"]
    assert [one[0] for one in told(billed_with(1600))] == ["T05"]
