"""The difference of each pair, accounted for cause by cause; what is left is unexplained (X01)."""

from collections.abc import Iterator

import numpy as np

from billing.books import Known
from billing.checks import CAUSES, MARKS
from billing.joining import NONE, Bools, Ints, pack
from billing.kinds import ORDER, Kind
from billing.pairs import Pairs, Part
from billing.reconcile.matching import Matching
from billing.results import Told, tell
from billing.sides import Sides

_SAME = ("seller", "client", "component", "first", "net")


def pairs_of(m: Matching, sides: Sides, why: Ints, known: Known) -> Pairs:
    """Every one-to-one match, line beside row."""
    line_at, row_at = m.all_pairs()
    return Pairs(
        lines=m.lines.take(line_at),
        rows=m.rows.take(row_at),
        line_at=line_at,
        row_at=row_at,
        group=m.line_match[line_at],
        net=m.net[row_at],
        minutes=m.minutes[row_at],
        why=why[line_at],
        rebilled=_rebilled(m, row_at),
        prices=sides.prices,
        known=known,
    )


def _rebilled(m: Matching, at: Ints) -> Bools:
    """Rows whose equal was credited whole."""
    gone = np.concatenate(m.rebilled) if m.rebilled else np.zeros(0, dtype=np.int64)
    if not len(gone):
        return np.zeros(len(at), dtype=np.bool_)
    mine, theirs = pack([(getattr(m.rows, n)[at], getattr(m.rows, n)[gone]) for n in _SAME])
    return np.asarray(np.isin(mine, theirs))


def tell_differences(pairs: Pairs) -> Iterator[Told]:
    """What each pair is right or wrong by: its causes to the cent, then what else is not so."""
    delta = pairs.net - pairs.lines.net
    primary = np.full(len(delta), len(ORDER))
    marks = [part for mark in MARKS for part in mark(pairs)]
    off = pairs.other_minutes & (pairs.lines.full > 0)
    some = np.flatnonzero((delta != 0) | off)
    wrong = pairs.take(some)
    rest = delta[some].copy()
    if len(some):
        for cause in CAUSES:
            for part in cause(wrong, rest):
                rest[part.at] -= part.cents
                primary[some[part.at]] = NONE
                yield _tell(wrong, part, primary=True)
        left = np.flatnonzero(rest)
        primary[some[left]] = NONE
        yield _tell(wrong, Part(Kind.X01, left, rest[left]), primary=True)
    yield from _tell_marks(pairs, marks, primary)


def _tell_marks(pairs: Pairs, marks: list[Part], primary: Ints) -> Iterator[Told]:
    """Marks; of a pair that has no cents to account for, the weightiest mark is its result.

    A mark with cents of its own (VAT) is never part of the difference of nets.
    """
    free = primary == len(ORDER)
    for part in marks:
        here = free[part.at] & (part.cents == 0)
        at = part.at[here]
        primary[at] = np.minimum(primary[at], ORDER[part.kind.value])
    for part in marks:
        first = (primary[part.at] == ORDER[part.kind.value]) & (part.cents == 0)
        yield _tell(pairs, part, primary=first)
    right = np.flatnonzero(primary == len(ORDER))
    yield tell(
        Kind.P01,
        len(right),
        primary=True,
        group=pairs.group[right],
        line=pairs.line_at[right],
        row=pairs.row_at[right],
        document=pairs.rows.document[right],
    )


def _tell(pairs: Pairs, part: Part, *, primary: bool | Bools) -> Told:
    at = part.at
    return tell(
        part.kind,
        len(at),
        primary=primary,
        cents=part.cents,
        minutes=part.minutes,
        group=pairs.group[at],
        row=pairs.row_at[at],
        line=pairs.line_at[at],
        document=pairs.rows.document[at],
        found=part.found,
        wanted=part.wanted,
    )
