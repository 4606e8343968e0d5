"""What holds of every comparison, whatever was delivered and whatever was billed."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.books import Books, Known
from billing.reconcile import Memory, Reconciled, reconcile
from billing.tables import ATTENDED, BILLED, PRICED, conform, empty
from tests.billing.builders import FIRST, LAST, a_month, added, render, row_of
from tests.billing.reconcile.chaos import a_wild_month, matched, of_seller, shuffled, told

OPEN = Known(first=FIRST, last=LAST)
WILD = st.builds(
    a_wild_month,
    st.integers(0, 10_000),
    st.integers(4, 30),
    st.integers(0, 6),
    apart=st.booleans(),
)
SOME = settings(max_examples=20, deadline=None)


def check_whole(books: Books, found: Reconciled) -> None:
    """Every cent is told, and every line and row stands in one match."""
    billed, expected = int(books.billed["net"].sum()), int(books.priced["net"].sum())
    primary = found.results["cents"][found.results["primary"]]
    assert billed - expected == int(primary.sum())
    assert (found.identity.billed, found.identity.expected) == (billed, expected)
    rows = found.matches["row_at"][found.matches["row_at"] >= 0]
    lines = found.matches["line_at"][found.matches["line_at"] >= 0]
    assert sorted(rows) == list(range(len(books.billed)))
    assert lines.is_unique
    idle = set(range(len(books.attended))) - set(lines)
    assert not books.priced["net"].to_numpy()[sorted(idle)].any()
    keys = found.results["key"][found.results["key"] != ""]
    assert keys.is_unique


def check_by_match(books: Books, found: Reconciled) -> None:
    """Of each match, its own primary results make its own difference."""
    net = books.billed["net"].to_numpy()
    due = books.priced["net"].to_numpy()
    at = found.matches
    delta = np.where(at["row_at"] >= 0, np.append(net, 0)[at["row_at"]], 0)
    delta = delta - np.where(at["line_at"] >= 0, np.append(due, 0)[at["line_at"]], 0)
    by_match = pd.Series(delta).groupby(at["match"].to_numpy()).sum()
    primary = found.results[found.results["primary"]]
    cents = primary["cents"].groupby(primary["group"].to_numpy()).sum()
    assert by_match.to_dict() == cents.reindex(by_match.index, fill_value=0).to_dict()
    assert set(primary["group"]) <= set(by_match.index)


@SOME
@given(WILD)
def test_every_cent_is_told_once_and_everything_stands_in_one_match(books: Books) -> None:
    found = reconcile(books)
    check_whole(books, found)
    check_by_match(books, found)


@SOME
@given(WILD, st.integers(0, 1000))
def test_the_order_of_the_rows_does_not_matter(books: Books, seed: int) -> None:
    one, other = reconcile(books), reconcile(shuffled(books, seed))
    assert told(one, by_row=True) == told(other, by_row=True)
    assert matched(one) == matched(other)
    assert set(one.results["key"]) == set(other.results["key"])


@SOME
@given(WILD)
def test_providers_one_by_one_are_the_same_as_all_at_once(books: Books) -> None:
    whole = replace(books, billed=_nameless(books.billed))
    parts = [
        reconcile(of_seller(whole, seller), OPEN)
        for seller in sorted(set(whole.attended["provider"].astype("str")))
    ]
    found = reconcile(whole, OPEN)
    assert _of_one(told(found)) == sorted(one for part in parts for one in _of_one(told(part)))
    assert matched(found) == sorted(one for part in parts for one in matched(part))


def _of_one(results: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Results without those that look across providers: somebody in two meetings at once."""
    return [one for one in results if one[0] not in {"O01", "O02", "F04"}]


def _nameless(billed: pd.DataFrame) -> pd.DataFrame:
    """Rows without our ids: an id of another provider's line would need that line."""
    return conform(BILLED, billed.assign(object=[""] * len(billed)))


@SOME
@given(st.lists(WILD, min_size=2, max_size=3), st.integers(0, 1000))
def test_a_run_with_a_memory_finds_what_a_first_run_finds(months: list[Books], seed: int) -> None:
    memory = Memory()
    for books in (*months, shuffled(months[0], seed), months[0]):
        found, fresh = reconcile(books, memory=memory), reconcile(books)
        assert told(found, by_row=True) == told(fresh, by_row=True)
        assert matched(found) == matched(fresh)
        check_by_match(books, found)


def test_after_one_change_only_the_block_of_its_provider_is_compared() -> None:
    books, memory = a_month(5, 200, 4), Memory()
    reconcile(books, memory=memory)
    assert memory.compared == 4
    reconcile(shuffled(books, 3), memory=memory)
    assert memory.compared == 0
    row = {**row_of(books, "billed", 0), "number": "999"}
    found = reconcile(added(books, "billed", row), memory=memory)
    assert memory.compared == 1
    assert found.totals.set_index("kind")["cents"].to_dict() == {"U01": row["net"], "P01": 0}


@SOME
@given(st.integers(0, 10_000), st.integers(1, 80), st.booleans())
def test_the_invoices_drawn_from_a_month_are_right(seed: int, lines: int, apart: bool) -> None:  # noqa: FBT001
    books = a_month(seed, lines, 2, apart=apart)
    found = reconcile(books)
    assert set(found.results["kind"][found.results["primary"]]) <= {"P01"}
    assert found.identity.told == found.identity.residue == 0


@SOME
@given(st.integers(0, 10_000), st.integers(4, 40), st.integers(0, 6))
def test_one_more_meeting_changes_nothing_for_other_clients(
    seed: int, lines: int, faults: int
) -> None:
    books = a_wild_month(seed, lines, 2 * faults)
    if not len(books.attended):
        return
    more = a_month(seed + 1, 6, 1)
    names = {"line": [f"new-{n}" for n in more.attended["line"]]}
    new = ["C-new"] * len(more.attended)
    attended = more.attended.assign(
        **names, client=new, worker=new, meeting=[f"new-{n}" for n in more.attended["meeting"]]
    )
    priced = more.priced.assign(**names)
    # The price list of the month has the same first rows; a provider's own rows come last.
    both = replace(
        books,
        attended=conform(ATTENDED, pd.concat((_plain(books.attended), _plain(attended)))),
        priced=conform(PRICED, pd.concat((_plain(books.priced), _plain(priced)))),
    )
    before, after = reconcile(books, OPEN), reconcile(both, OPEN)
    mine = after.results[~after.results["line"].str.startswith("new-")]
    assert told(before) == told(replace(after, results=mine))


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({name: "object" for name in frame if frame[name].dtype == "category"})


def test_nothing_delivered_and_nothing_billed_is_nothing_to_tell() -> None:
    prices = a_month(1, 4).prices
    found = reconcile(render(empty(ATTENDED), prices, empty(PRICED)))
    assert not len(found.results)
    assert not len(found.matches)
    assert found.identity.holds
