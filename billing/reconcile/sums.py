"""P4: a row that speaks of many meetings, compared with their sum.

A row for client, component and month stands against every meeting in its days; a row for the
members of a group against the parts of one meeting. Rows that speak of the same days are one sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from billing.joining import NONE, Bools, Ints, number, pack
from billing.kinds import Kind
from billing.reconcile.explain_sum import Sum, explain
from billing.reconcile.matching import BY_SUM, Matching
from billing.results import Told, gather, tell
from billing.sides import ACTIVITIES, PARTICIPANT, Sides

_DAYS = 4_000_000
"""More than there are days."""


@dataclass(frozen=True, slots=True)
class _Round:
    """Which rows are sums of what: the ids that rows and lines have to share."""

    names: tuple[str, ...]
    heads: bool = False
    """The sum is over the members of a group meeting."""


_ROUNDS = (
    _Round(("seller", "client", "component", "activity")),
    _Round(("seller", "client", "component")),
    _Round(("seller", "component", "activity"), heads=True),
)


def join_sums(m: Matching, sides: Sides, why: Ints, rounding: int) -> Iterator[Told]:
    """Join every sum with its meetings, and tell what it is right or wrong by."""
    for one in _ROUNDS:
        rows = np.flatnonzero(_rows_of(m, one))
        if len(rows):
            yield from _join_round(m, sides, why, rounding, one, rows)


def _rows_of(m: Matching, one: _Round) -> Bools:
    rows = m.rows
    if one.heads:
        group = (rows.activity == ACTIVITIES["group"]) | (rows.unit == PARTICIPANT)
        told = (rows.client == NONE) & group & (rows.first > 0)
    else:
        told = (rows.client != NONE) & rows.summed
        told &= (rows.activity != NONE) == ("activity" in one.names)
    found: Bools = m.free_rows & told & (rows.component != NONE)
    return found


def _join_round(
    m: Matching, sides: Sides, why: Ints, rounding: int, one: _Round, rows: Ints
) -> Iterator[Told]:
    lines = np.arange(len(m.lines.net))
    left, right = pack([_key(m, name, lines, rows, heads=one.heads) for name in one.names])
    left, right, _ = number(left, right)
    of_row, begins, ends = _clusters(right, m.rows.low[rows], m.rows.high[rows])
    place = np.searchsorted(begins, left * _DAYS + m.lines.day, side="right") - 1
    # A line belongs to the sum that begins last before it, if it ends on its day or after it.
    inside = (place >= 0) & (left * _DAYS + m.lines.day <= ends[np.maximum(place, 0)])
    of_line = np.where(inside, place, NONE)
    taken = (m.line_match == NONE) & inside & (m.lines.full > 0)
    count = len(begins)
    billed, due, some = (np.zeros(count, dtype=np.int64) for _ in range(3))
    np.add.at(billed, of_row, m.net[rows])
    np.add.at(due, of_line[taken], m.lines.net[taken])
    np.add.at(some, of_line[taken], 1)
    right_sums = (billed == due) & (some > 0)
    yield _join_right(m, right_sums, (of_line, taken), (of_row, rows))
    wrong = np.flatnonzero(~right_sums)
    if not len(wrong):
        return
    by_line, by_row = np.argsort(of_line, kind="stable"), np.argsort(of_row, kind="stable")
    told: list[Told] = []
    for at in wrong:
        low, high = np.searchsorted(of_line[by_line], (at, at + 1))
        here = by_line[low:high]
        low, high = np.searchsorted(of_row[by_row], (at, at + 1))
        if len(here):
            mine = rows[by_row[low:high]]
            told += explain(Sum(m, sides, why, rounding, here, mine, heads=one.heads), m)
    yield gather(told)


def _key(m: Matching, name: str, lines: Ints, rows: Ints, *, heads: bool) -> tuple[Ints, Ints]:
    theirs = getattr(m.rows, name)[rows]
    if heads and name == "activity":
        theirs = np.full(len(rows), ACTIVITIES["group"])
    return getattr(m.lines, name)[lines], theirs


def _clusters(key: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints, Ints]:
    """Sum of each row, and begin and end of each sum: rows of one key whose days touch are one."""
    begins, ends = key * _DAYS + low, key * _DAYS + high
    by = np.argsort(begins, kind="stable")
    furthest = np.maximum.accumulate(ends[by])
    new = np.ones(len(by), dtype=np.bool_)
    new[1:] = begins[by][1:] > furthest[:-1]
    of_row = np.empty(len(by), dtype=np.int64)
    of_row[by] = np.cumsum(new) - 1
    last = np.append(np.flatnonzero(new)[1:], len(by)) - 1
    return of_row, begins[by][new], furthest[last]


def _join_right(
    m: Matching, right: Bools, ours: tuple[Ints, Bools], theirs: tuple[Ints, Ints]
) -> Told:
    of_line, taken = ours
    of_row, rows = theirs
    made = np.full(len(right), NONE)
    made[right] = m.new(int(right.sum()), BY_SUM)
    lines = np.flatnonzero(taken)
    lines = lines[right[of_line[lines]]]
    m.line_match[lines] = made[of_line[lines]]
    good = right[of_row]
    m.row_match[rows[good]] = made[of_row[good]]
    first = np.zeros(len(right), dtype=np.int64)
    first[of_row[::-1]] = rows[::-1]
    at = np.flatnonzero(right)
    return tell(
        Kind.P02,
        len(at),
        primary=True,
        group=made[at],
        row=first[at],
        document=m.rows.document[first[at]],
        found=m.net[first[at]],
    )
