from dataclasses import replace
from typing import Any

import pytest

from billing.books import GRANTS, SHARES, Books, Known
from billing.tables import NO_END, SPLIT
from tests.billing.checks.given import (
    DAY,
    OTHER_PROGRAMME,
    PROGRAMME,
    books_of,
    meeting,
    some,
    told,
)

GRANT: dict[str, Any] = {
    "grant": "G", "programme": PROGRAMME, "first": 1, "last": NO_END, "budget": -1
}  # fmt: skip
TWO = [
    {"grant": "G", "funder": "EU", "percent": 75},
    {"grant": "G", "funder": "state", "percent": 25},
]


def split(*rows: tuple[str, str, str, int], cents: int = 4000) -> Books:
    books = books_of(meeting(1), meeting(2, client="C2", day=DAY + 1), cents=cents)
    names = ("line", "funder", "grant", "cents")
    table = some(SPLIT, *(dict(zip(names, row, strict=True)) for row in rows))
    return replace(books, split=table)


def halves(one: int = 3000, other: int = 1000, **facts: Any) -> Books:
    rows = [("L1", "EU", "G", one), ("L1", facts.get("funder", "state"), "G", other)]
    rest = [("L2", "EU", "G", 3000), ("L2", "state", "G", 1000)]
    return split(*rows, *rest)


def test_shares_of_the_grant_are_right() -> None:
    known = Known(shares=some(SHARES, *TWO), grants=some(GRANTS, GRANT))
    assert told(halves(), known) == []


def test_shares_that_do_not_make_the_line_are_told() -> None:
    assert told(halves(3000, 999)) == [("F02", "L1", -1, 0)]


def test_a_share_a_whole_cent_beside_its_percent_is_told() -> None:
    known = Known(shares=some(SHARES, *TWO))
    assert told(halves(3001, 999), known) == [("F02", "L1", -1, 0), ("F02", "L1", 1, 0)]


@pytest.mark.parametrize("cents", [3333, 3334])
def test_less_than_a_cent_of_rounding_is_right(cents: int) -> None:
    known = Known(shares=some(SHARES, {**TWO[0], "percent": 75}, {**TWO[1], "percent": 25}))
    one = cents * 3 // 4
    rows = [(f"L{k}", "EU", "G", one) for k in (1, 2)]
    rest = [(f"L{k}", "state", "G", cents - one) for k in (1, 2)]
    assert told(split(*rows, *rest, cents=cents), known) == []


def test_a_funder_whom_the_grant_does_not_have_is_told() -> None:
    known = Known(shares=some(SHARES, *TWO))
    assert told(halves(funder="bank"), known) == [("F01", "L1", 1000, 0)]


def test_a_line_of_two_grants_is_told_with_the_smaller_part() -> None:
    books = split(("L1", "EU", "G", 3000), ("L1", "EU", "H", 1000), ("L2", "EU", "G", 4000))
    assert told(books) == [("F03", "L1", 1000, 0)]


def test_a_meeting_outside_the_days_of_the_grant_is_told() -> None:
    books = split(("L1", "EU", "G", 4000), ("L2", "EU", "G", 4000))
    known = Known(grants=some(GRANTS, {**GRANT, "last": DAY}))
    assert told(books, known) == [("F05", "L2", 4000, 0)]


def test_a_component_that_the_grant_does_not_pay_is_told() -> None:
    books = split(("L1", "EU", "G", 4000), ("L2", "EU", "G", 4000))
    known = Known(grants=some(GRANTS, {**GRANT, "programme": OTHER_PROGRAMME}))
    assert told(books, known) == [("F06", "L1", 4000, 0), ("F06", "L2", 4000, 0)]
    known = Known(grants=some(GRANTS, {**GRANT, "programme": ""}))
    assert told(books, known) == []


@pytest.mark.parametrize(
    ("budget", "over"), [(8000, []), (7999, [("L2", 1)]), (3000, [("L1", 1000), ("L2", 4000)])]
)
def test_what_lies_beyond_the_budget_is_told_in_the_order_of_service(
    budget: int, over: list[tuple[str, int]]
) -> None:
    books = split(("L2", "EU", "G", 4000), ("L1", "EU", "G", 4000))
    known = Known(grants=some(GRANTS, {**GRANT, "budget": budget}))
    found = [(line, cents) for kind, line, cents, _ in told(books, known) if kind == "E10"]
    assert sorted(found) == over
