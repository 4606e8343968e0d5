"""Single cases of bringing lines and rows together, told by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd

from billing.books import Books, Known
from billing.reconcile import Reconciled, reconcile
from billing.reconcile.explain_sum import _transposed
from billing.tables import ATTENDED, PRICED, conform
from tests.billing.builders import FIRST, a_month, added, changed, render, row_of, without


def three_alike() -> Books:
    """Three meetings of one client, component, day and length, and their three rows."""
    books = a_month(1, 12, 1)
    at = int(np.flatnonzero((books.priced["over_year"] == 0) & (books.priced["net"] > 0))[0])
    line, cost = row_of(books, "attended", at), row_of(books, "priced", at)
    lines = [
        {**line, "line": f"L{k}", "meeting": f"M{k}", "start": 500 + 200 * k} for k in range(3)
    ]
    for k, one in enumerate(lines):
        one["begun"] = one["day"] * 1440 + 500 + 200 * k
    attended = pd.DataFrame({n: [one[n] for one in lines] for n in ATTENDED.names})
    priced = pd.DataFrame({n: [cost[n]] * 3 for n in PRICED.names}).assign(line=attended["line"])
    return render(conform(ATTENDED, attended), books.prices, conform(PRICED, priced))


def kinds(found: Reconciled) -> list[tuple[str, int]]:
    frame = found.results[found.results["primary"]]
    return sorted(zip(frame["kind"].astype("str"), frame["cents"].tolist(), strict=True))


def test_three_meetings_and_two_rows_of_one_key_are_two_pairs_and_one_that_is_missing() -> None:
    books = without(three_alike(), "billed", 1)
    net = int(books.priced["net"][0])
    found = reconcile(books)
    assert kinds(found) == [("P01", 0), ("P01", 0), ("P03", -net)]
    missing = found.results["line"][found.results["kind"] == "P03"].tolist()
    assert missing == ["L2"]


def test_three_meetings_and_five_rows_of_one_key_are_three_pairs_and_two_that_are_twice() -> None:
    books = three_alike()
    row = row_of(books, "billed", 0)
    more = [{**row, "number": str(k), "row": k} for k in (8, 9)]
    net = int(books.priced["net"][0])
    found = reconcile(added(books, "billed", *more))
    assert kinds(found) == [*[("P01", 0)] * 3, *[("U01", net)] * 2]
    assert found.results["number"][found.results["kind"] == "U01"].tolist() == ["8", "9"]


def test_rows_that_agree_are_paired_by_worker_where_the_worker_is_told() -> None:
    books = three_alike()
    for at, worker in enumerate(("A", "B", "C")):
        books = changed(books, "attended", at, worker=worker)
        books = changed(books, "billed", 2 - at, worker=worker)
    found = reconcile(books)
    pairs = dict(zip(found.matches["line"], found.matches["number"], strict=True))
    assert pairs == {"L0": "3", "L1": "2", "L2": "1"}
    assert kinds(found) == [("P01", 0)] * 3


def test_our_own_id_goes_before_everything_that_a_row_says() -> None:
    books = three_alike()
    for at, line in enumerate(("L2", "L0", "L1")):
        books = changed(books, "billed", at, object=line)
    found = reconcile(changed(books, "billed", 0, client="C-other", worker="W-other"))
    pairs = dict(zip(found.matches["line"], found.matches["number"], strict=True))
    assert pairs == {"L2": "1", "L0": "2", "L1": "3"}
    assert set(found.matches["by"]) == {"P2"}
    assert kinds(found) == [("A01", 0), ("P01", 0), ("P01", 0)]
    told = found.results[["kind", "primary"]].astype("str")
    assert [*map(tuple, told.to_numpy())][:2] == [("A01", "True"), ("A06", "False")]


def test_an_id_that_comes_twice_is_billed_twice() -> None:
    books = changed(three_alike(), "billed", 0, object="L0")
    again = {**row_of(books, "billed", 0), "number": "9", "client": "C-else", "object": "L0"}
    found = reconcile(added(books, "billed", again))
    assert ("U01", int(books.billed["net"][0])) in kinds(found)


def two_days(*days: int) -> Books:
    """Two meetings on the 10th and the 14th, and a row for each of the days given."""
    books = three_alike()
    line, cost = row_of(books, "attended", 0), row_of(books, "priced", 0)
    lines = [
        {**line, "line": f"D{day}", "meeting": f"D{day}", "day": FIRST + day} for day in (10, 14)
    ]
    attended = pd.DataFrame({n: [one[n] for one in lines] for n in ATTENDED.names})
    priced = pd.DataFrame({n: [cost[n]] * 2 for n in PRICED.names}).assign(line=attended["line"])
    row = row_of(books, "billed", 0)
    rows = [
        {**row, "number": str(k), "first": FIRST + day, "last": FIRST + day}
        for k, day in enumerate(days)
    ]
    whole = without(added(books, "billed", *rows), "billed", 0, 1, 2)
    return replace(whole, attended=conform(ATTENDED, attended), priced=conform(PRICED, priced))


def test_a_row_half_way_between_two_meetings_is_nobodys() -> None:
    found = reconcile(two_days(12))
    net = int(found.identity.expected) // 2
    assert kinds(found) == [("P09", -net)]
    assert found.matches["kind"].tolist() == ["n:1", "n:1"]


def test_a_row_that_is_nearer_to_one_meeting_is_that_ones() -> None:
    found = reconcile(two_days(11))
    net = int(found.identity.expected) // 2
    assert kinds(found) == [("A03", 0), ("P03", -net)]
    assert found.results["line"].tolist() == [
        "D14" if k == "P03" else "D10" for k in found.results["kind"]
    ]


def test_two_rows_of_one_day_stand_for_one_another() -> None:
    found = reconcile(two_days(12, 12))
    assert kinds(found) == [("A03", 0), ("A03", 0)]


def test_a_month_told_beforehand_makes_a_row_of_another_month_late() -> None:
    books = a_month(1, 12, 1)
    row = {**row_of(books, "billed", 0), "client": "C-x", "first": FIRST + 1, "last": FIRST + 1}
    narrow = Known(first=FIRST + 5, last=FIRST + 29)
    assert ("A04", row["net"]) in kinds(reconcile(added(books, "billed", row), narrow))


def test_two_neighbouring_figures_that_changed_places_are_seen() -> None:
    assert _transposed(5500, 5050)
    assert _transposed(1234, 1324)
    assert not _transposed(1234, 4231)
    assert not _transposed(1234, 1243 + 1)
    assert not _transposed(0, 9)
