"""A01–A06: another client, component, day, month or worker than the meeting had."""

from collections.abc import Iterator

import numpy as np

from billing.joining import NONE, Bools, Ints
from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where
from billing.sides import month_start
from billing.tables import NO_DAY


def mark_attribution(pairs: Pairs) -> Iterator[Part]:
    """What a row says of whom, what, when and by whom, where it is not so; no cents by itself."""
    lines, rows = pairs.lines, pairs.rows
    nothing = np.zeros(len(pairs.net), dtype=np.int64)
    late = (lines.day < pairs.known.open_since) & (pairs.known.open_since != NO_DAY)
    moved = (rows.first != NO_DAY) & (month_start(rows.first) != month_start(lines.day))
    moved |= ((lines.day < rows.low) | (lines.day > rows.high)) & (rows.first == NO_DAY)
    day = (rows.first != NO_DAY) & (rows.first != lines.day) & ~moved & ~rows.summed
    days = {"found": rows.first, "wanted": lines.day}
    yield from parts_where(Kind.A05, late, nothing, found=lines.day, wanted=lines.day)
    yield from parts_where(Kind.A04, (moved | _outside(pairs)) & ~late, nothing, **days)
    yield from parts_where(Kind.A01, _other(rows.client, lines.client), nothing)
    part = _other(rows.component, lines.component) & (pairs.net == lines.net)
    yield from parts_where(Kind.A02, part, nothing)
    yield from parts_where(Kind.A03, day, nothing, **days)
    yield from parts_where(Kind.A06, _other(rows.worker, lines.worker), nothing)


def _outside(pairs: Pairs) -> Bools:
    """Whether the document's own period leaves out the day of the meeting."""
    begins, ends = pairs.rows.begins, pairs.rows.ends
    day = pairs.lines.day
    told: Bools = (begins != NO_DAY) & (ends != NO_DAY)
    return told & ((day < begins) | (day > ends))


def _other(told: Ints, was: Ints) -> Bools:
    found: Bools = (told != NONE) & (told != was)
    return found
