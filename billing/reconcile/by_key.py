"""P3: seller, client, component, day, minutes and net; then with less, where nothing else fits.

With the net in the key, rows that agree stand for one another and counts decide: three meetings
and two rows of one key are two pairs and one meeting that was not billed. Without it a pair is
made only where the key stands once on either side among what is still free.
"""

import numpy as np

from billing.joining import NONE, Bools, Ints, number, pack, pair_counted, pair_unique
from billing.reconcile.matching import BY_KEY, Matching

_BASE = ("seller", "client", "component", "day")


def join_by_key(m: Matching) -> None:
    """Join what agrees, from the whole key to its least part; then what nothing was due for."""
    due = m.lines.full > 0
    _join_exact(m, due)
    for minutes in (True, False):
        _join_unique(m, due, minutes=minutes)
    for minutes in (True, False):
        _join_unique(m, ~due, minutes=minutes)


def _join_exact(m: Matching, due: Bools) -> None:
    """Pairs of the whole key: at once where it stands once, else by the finer marks and counts."""
    lines, rows = _free(m, due)
    left, right = _base(m, lines, rows)
    left, right = pack(
        [(left, right), (_billable(m, lines), m.minutes[rows]), (m.lines.net[lines], m.net[rows])]
    )
    one, other, count = number(left, right)
    held = np.bincount(one, minlength=count), np.bincount(other, minlength=count)
    once, many = (held[0] == 1) & (held[1] == 1), (held[0] > 0) & (held[1] > 0)
    where = np.zeros(count, dtype=np.int64)
    where[other] = np.arange(len(other))
    ours = np.flatnonzero(once[one])
    m.join(lines[ours], rows[where[one[ours]]], BY_KEY)
    some = many & ~once
    _join_alike(m, (lines[some[one]], one[some[one]]), (rows[some[other]], other[some[other]]))
    _join_granted(m, due)


def _join_alike(m: Matching, ours: tuple[Ints, Ints], theirs: tuple[Ints, Ints]) -> None:
    """Pairs of a key that stands several times: those of one worker and kind first."""
    (lines, left), (rows, right) = ours, theirs
    if not len(lines):
        return
    line_order = _rank(m.lines.name[lines], m.lines.start[lines])
    row_order = _rank(m.rows.name[rows], m.rows.place[rows], m.rows.issued[rows])
    for names in (("worker", "activity"), ("worker",), ()):
        a, b = (
            np.flatnonzero(m.line_match[lines] == NONE),
            np.flatnonzero(m.row_match[rows] == NONE),
        )
        parts = [(left[a], right[b])]
        parts += [(getattr(m.lines, n)[lines[a]], getattr(m.rows, n)[rows[b]]) for n in names]
        one, other = pair_counted(*pack(parts), line_order[a], row_order[b])
        m.join(lines[a[one]], rows[b[other]], BY_KEY)


def _join_granted(m: Matching, due: Bools) -> None:
    """Pairs of lines of which the referral grants a part, and rows over just that part."""
    part = due & (m.lines.granted < m.lines.minutes)
    lines, rows = _free(m, part)
    if len(lines) and len(rows):
        left, right = _base(m, lines, rows)
        keys = pack(
            [
                (left, right),
                (m.lines.granted[lines], m.minutes[rows]),
                (m.lines.net[lines], m.net[rows]),
            ]
        )
        one, other = pair_unique(*keys)
        m.join(lines[one], rows[other], BY_KEY)


def _join_unique(m: Matching, which: Bools, *, minutes: bool) -> None:
    lines, rows = _free(m, which)
    if not len(lines) or not len(rows):
        return
    parts = [_base(m, lines, rows)]
    if minutes:
        parts.append((_billable(m, lines), m.minutes[rows]))
    one, other = pair_unique(*pack(parts))
    m.join(lines[one], rows[other], BY_KEY)


def _free(m: Matching, which: Bools) -> tuple[Ints, Ints]:
    told = (m.rows.client != NONE) & (m.rows.component != NONE) & ~m.rows.summed
    return np.flatnonzero(m.free_lines & which), np.flatnonzero(m.free_rows & told)


def _base(m: Matching, lines: Ints, rows: Ints) -> tuple[Ints, Ints]:
    theirs = {"day": "first"}
    return pack(
        [
            (getattr(m.lines, name)[lines], getattr(m.rows, theirs.get(name, name))[rows])
            for name in _BASE
        ]
    )


def _billable(m: Matching, lines: Ints) -> Ints:
    return m.lines.minutes[lines]


def _rank(*keys: Ints) -> Ints:
    """Place of each in line; the last key weighs most."""
    found = np.empty(len(keys[0]), dtype=np.int64)
    found[np.lexsort(keys)] = np.arange(len(keys[0]))
    return found
