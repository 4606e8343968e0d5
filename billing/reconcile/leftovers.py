"""P5: what is left over is brought together where it agrees in most, at least cost in all.

Within one seller: rows of the client first of all, of another client only where everything else
agrees. Where several ways cost the same, nothing is guessed: the rows and lines are one match
that is told as ambiguous (P09).
"""

from collections.abc import Iterator

import numpy as np

from billing.joining import NONE, Bools, Ints, cross, pack
from billing.kinds import Kind
from billing.reconcile.assign import Ways, assign
from billing.reconcile.matching import LEFT_OVER, Matching
from billing.results import Told, tell
from billing.sides import month_start

ALONE = 60
"""What a row or a line costs that is left alone; a pair may cost less than two of them."""
OTHER_DAY, EACH_DAY_MOST, OTHER_MONTH = 8, 31, 10
OTHER_COMPONENT, OTHER_CLIENT, NOT_TOLD = 40, 45, 5
OTHER_MINUTES, OTHER_NET, OTHER_ACTIVITY, OTHER_WORKER = 18, 16, 5, 3
NET_MOST = 20
MOST_APART = 2
"""Of day, component, minutes and net, so many may differ."""
_LINE_MARKS = ("seller", "client", "component", "day", "minutes", "net", "worker", "activity")


def join_leftovers(m: Matching) -> Iterator[Told]:
    """Join what is left over, and tell where it could as well be joined otherwise."""
    rows = m.rows
    lines_at = np.flatnonzero(m.free_lines & (m.lines.net > 0))
    rows_at = np.flatnonzero(m.free_rows & ~rows.summed & (rows.first > 0) & (m.net > 0))
    if not len(lines_at) or not len(rows_at):
        return
    line_class, line_first = _classes([getattr(m.lines, name)[lines_at] for name in _LINE_MARKS])
    row_class, row_first = _classes(
        [
            *(getattr(rows, name)[rows_at] for name in ("seller", "client", "component", "first")),
            *(m.minutes[rows_at], m.net[rows_at], rows.worker[rows_at], rows.activity[rows_at]),
        ]
    )
    one, other = _arcs(m, lines_at[line_first], rows_at[row_first])
    cost, allowed = _costs(m, lines_at[line_first][one], rows_at[row_first][other])
    ways = Ways(
        left=np.bincount(line_class),
        right=np.bincount(row_class),
        one=one[allowed],
        other=other[allowed],
        cost=cost[allowed],
        alone=ALONE,
    )
    found = assign(ways)
    ours = _Members(line_class, lines_at, (m.lines.name, m.lines.start))
    theirs = _Members(row_class, rows_at, (rows.name, rows.place, rows.issued))
    pairs = [
        (ours.next(int(ways.one[at]), n), theirs.next(int(ways.other[at]), n))
        for at in np.flatnonzero(found.flow)
        if (n := int(found.flow[at]))
    ]
    if pairs:
        m.join(
            np.concatenate([pair[0] for pair in pairs]),
            np.concatenate([pair[1] for pair in pairs]),
            LEFT_OVER,
        )
    for left, right in found.tied:
        yield _tell_tied(m, ours.all(left), theirs.all(right))


def _tell_tied(m: Matching, lines: Ints, rows: Ints) -> Told:
    group = m.put(lines, rows, LEFT_OVER)
    cents = int(m.net[rows].sum()) - int(m.lines.net[lines].sum())
    row = rows[np.lexsort((m.rows.name[rows], m.rows.place[rows]))[0]] if len(rows) else NONE
    line = lines[np.lexsort((m.lines.name[lines], m.lines.start[lines]))[0]] if len(lines) else NONE
    document = m.rows.document[row] if len(rows) else NONE
    return tell(
        Kind.P09,
        1,
        primary=True,
        cents=cents,
        group=group,
        row=row,
        line=line,
        document=document,
        found=len(rows),
        wanted=len(lines),
    )


class _Members:
    """Those of each class, in a fixed order, handed out one after another."""

    def __init__(self, of: Ints, places: Ints, keys: tuple[Ints, ...]) -> None:
        by = np.lexsort((*(key[places] for key in keys), of))
        self._places = places[by]
        self._begin = np.searchsorted(of[by], np.arange(int(of.max()) + 2))
        self._given = np.zeros(int(of.max()) + 1, dtype=np.int64)

    def next(self, of: int, count: int) -> Ints:
        """The next few of a class."""
        begin = self._begin[of] + self._given[of]
        self._given[of] += count
        return self._places[begin : begin + count]

    def all(self, classes: Ints) -> Ints:
        """Everyone of some classes who was not handed out."""
        parts = [
            self._places[self._begin[c] + self._given[c] : self._begin[c + 1]] for c in classes
        ]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _classes(marks: list[Ints]) -> tuple[Ints, Ints]:
    """Class of each by all of its marks, in an order of their own, and one place of each class."""
    key, _ = pack([(mark, mark[:0]) for mark in marks])
    _, first, of = np.unique(key, return_index=True, return_inverse=True)
    return of, first


def _arcs(m: Matching, lines: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Places of lines and rows that might belong together."""
    a, b = m.lines, m.rows
    same = cross(*pack([(a.seller[lines], b.seller[rows]), (a.client[lines], b.client[rows])]))
    whole = [(getattr(a, n)[lines], getattr(b, n)[rows]) for n in ("seller", "component")]
    whole += [(a.day[lines], b.first[rows]), (a.net[lines], m.net[rows])]
    else_same = cross(*pack([*whole, (a.minutes[lines], m.minutes[rows])]))
    someone = cross(*pack(whole))
    other = a.client[lines][else_same[0]] != b.client[rows][else_same[1]]
    other &= b.client[rows][else_same[1]] != NONE
    untold = b.client[rows][someone[1]] == NONE
    return (
        np.concatenate((same[0], else_same[0][other], someone[0][untold])),
        np.concatenate((same[1], else_same[1][other], someone[1][untold])),
    )


def _costs(m: Matching, lines: Ints, rows: Ints) -> tuple[Ints, Bools]:
    """What each arc costs, and whether it may be taken."""
    a, b = m.lines, m.rows
    days = np.abs(a.day[lines] - b.first[rows])
    months = month_start(a.day[lines]) != month_start(b.first[rows])
    component, untold = a.component[lines] != b.component[rows], b.component[rows] == NONE
    client, nobody = a.client[lines] != b.client[rows], b.client[rows] == NONE
    minutes = (a.minutes[lines] != m.minutes[rows]) & (m.minutes[rows] >= 0)
    off = np.abs(a.net[lines] - m.net[rows])
    cost = np.where(days > 0, OTHER_DAY + np.minimum(days, EACH_DAY_MOST), 0)
    cost += np.where(months, OTHER_MONTH, 0)
    cost += np.where(component, np.where(untold, NOT_TOLD, OTHER_COMPONENT), 0)
    cost += np.where(client, np.where(nobody, NOT_TOLD, OTHER_CLIENT), 0)
    cost += np.where(minutes, OTHER_MINUTES, 0)
    share = np.minimum(off * 100 // np.maximum(a.net[lines], 1), NET_MOST)
    cost += np.where(off > 0, OTHER_NET + share, 0)
    for name, more in (("activity", OTHER_ACTIVITY), ("worker", OTHER_WORKER)):
        ours, theirs = getattr(a, name)[lines], getattr(b, name)[rows]
        cost += np.where((ours != theirs) & (theirs != NONE), more, 0)
    apart = (days > 0) + (component & ~untold) + minutes.astype(np.int64) + (off > 0)
    return cost, (apart <= MOST_APART) & (cost < 2 * ALONE)
