"""P6: what nothing was joined with: billed twice, paid before, of another month, or unknown."""

from collections.abc import Iterator

import numpy as np

from billing.joining import NONE, Bools, Ints, pack
from billing.kinds import Kind
from billing.reconcile.matching import ALONE, Matching
from billing.results import Told, tell
from billing.sides import Rows, Sides
from billing.tables import NO_DAY

_SAME = ("seller", "client", "component", "first", "last", "minutes", "net")


def tell_rest(m: Matching, sides: Sides, open_since: int) -> Iterator[Told]:
    """Every row and line that is in no match becomes one of its own, and is told."""
    yield _tell_missing(m)
    rows = m.rows
    at = np.flatnonzero(m.free_rows)
    if not len(at):
        return
    m.row_match[at] = m.new(len(at), ALONE)
    here, elsewhere, twin = _twins(m, at)
    left = np.ones(len(at), dtype=np.bool_)
    day = np.where(rows.first[at] != NO_DAY, rows.first[at], rows.low[at])
    out = (rows.first[at] != NO_DAY) & ((day < sides.first) | (day > sides.last))
    nobody = (rows.client[at] == NONE) & (rows.component[at] == NONE)
    nobody |= (rows.client[at] == NONE) & (rows.first[at] == NO_DAY)
    nobody |= rows.unit[at] == NONE
    for kind, which in (
        (Kind.U04, _paid(rows, sides.earlier, at)),
        (Kind.U02, elsewhere),
        (Kind.U01, here),
        (Kind.P10, nobody & (rows.object[at] == 0)),
        (Kind.A05, out & (day < open_since)),
        (Kind.A04, out),
        (Kind.P04, left.copy()),
    ):
        mine = at[left & which]
        yield tell(
            kind,
            len(mine),
            primary=True,
            cents=m.net[mine],
            minutes=m.minutes[mine].clip(min=0),
            group=m.row_match[mine],
            row=mine,
            document=rows.document[mine],
            found=rows.first[mine] if kind in {Kind.A04, Kind.A05} else m.net[mine],
            other_row=twin[left & which],
        )
        left &= ~which


def _tell_missing(m: Matching) -> Told:
    due = np.flatnonzero(m.free_lines & (m.lines.net > 0))
    m.line_match[due] = m.new(len(due), ALONE)
    return tell(
        Kind.P03,
        len(due),
        primary=True,
        cents=-m.lines.net[due],
        minutes=-m.lines.minutes[due],
        group=m.line_match[due],
        line=due,
        wanted=m.lines.net[due],
    )


def _twins(m: Matching, at: Ints) -> tuple[Bools, Bools, Ints]:
    """Rows with an equal that is joined: on their own document, or on another; and that equal.

    Equal is who, what, when, how long and how much; or our own id, sent back twice.
    """
    rows = m.rows
    joined = np.flatnonzero((m.row_match != NONE) & ~rows.held & ~rows.credit)
    joined = joined[~np.isin(joined, at)]
    here = np.zeros(len(at), dtype=np.bool_)
    elsewhere, twin = here.copy(), np.full(len(at), NONE)
    for names, some in (
        (_SAME, np.ones(len(at), dtype=np.bool_)),
        (("seller", "object"), rows.object[at] != 0),
    ):
        pool = joined if names is _SAME else joined[rows.object[joined] != 0]
        mine, theirs = pack(
            [(getattr(rows, name)[at], getattr(rows, name)[pool]) for name in names]
        )
        open_ = some & (twin == NONE)
        for same_paper in (True, False):
            keys = (mine, theirs)
            if same_paper:
                keys = pack([keys, (rows.document[at], rows.document[pool])])
            by = np.lexsort((rows.name[pool], keys[1]))
            place = np.searchsorted(keys[1][by], keys[0])
            hit = (place < len(by)) & open_ & (twin == NONE)
            hit[hit] = keys[1][by[place[hit]]] == keys[0][hit]
            (here if same_paper else elsewhere)[hit] = True
            twin[hit] = pool[by[place[hit]]]
    return here, elsewhere, twin


def _paid(rows: Rows, earlier: Rows, at: Ints) -> Bools:
    """Rows that an earlier invoice has already: the same id, or the same in everything."""
    if not len(earlier.net):
        return np.zeros(len(at), dtype=np.bool_)
    mine, theirs = pack([(getattr(rows, n)[at], getattr(earlier, n)) for n in _SAME])
    known = (rows.object[at] != 0) & np.isin(rows.object[at], earlier.object)
    told = (rows.client[at] != NONE) & (rows.component[at] != NONE)
    return np.asarray((np.isin(mine, theirs) & told) | known)
