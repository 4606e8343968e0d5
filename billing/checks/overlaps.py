"""O01, O02, O04, F04: somebody in two meetings at once, and days that are too long."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from billing.given import Given
from billing.joining import NONE, Bools, Ints, pack
from billing.kinds import Kind
from billing.results import Told, tell


def check_overlaps(given: Given) -> Iterator[Told]:
    """Each delivered line that begins before the one before it has ended; the later one is told.

    A client's two meetings under two programmes are the same need paid twice (F04).
    """
    lines = given.lines
    held = lines.delivered & (lines.lasted > 0)
    yield from _clients(given, np.flatnonzero(held & (lines.client != NONE)))
    meetings = np.flatnonzero(held & (lines.worker != NONE))
    meetings = meetings[~pd.Series(_of_worker(given, meetings)).duplicated().to_numpy()]
    later, earlier, shared = _sweep(given, lines.worker, meetings)
    yield _tell(given, Kind.O02, later, earlier, shared)
    yield from _long_days(given, meetings)


def _of_worker(given: Given, at: Ints) -> Ints:
    """One number for worker and meeting."""
    lines = given.lines
    return pack([(lines.worker[at], at[:0]), (lines.meeting[at], at[:0])])[0]


def _clients(given: Given, at: Ints) -> Iterator[Told]:
    later, earlier, shared = _sweep(given, given.lines.client, at)
    programme = given.programme
    twice = (programme[later] != programme[earlier]) & (programme[later] != NONE)
    twice &= programme[earlier] != NONE
    for kind, which in ((Kind.F04, twice), (Kind.O01, ~twice)):
        yield _tell(given, kind, later[which], earlier[which], shared[which])


def _tell(given: Given, kind: Kind, later: Ints, earlier: Ints, shared: Ints) -> Told:
    lines = given.lines
    return tell(
        kind,
        len(later),
        line=later,
        cents=lines.net[later],
        minutes=shared,
        found=lines.day[later],
        other_line=earlier,
    )


def _sweep(given: Given, who: Ints, at: Ints) -> tuple[Ints, Ints, Ints]:
    """Lines that begin before an earlier one has ended, that one, and the minutes they share."""
    lines = given.lines
    ends = lines.begun + lines.lasted
    if not len(at):
        return at, at, at
    first = lines.begun[at].min()
    room = int(ends[at].max() - first) + 1
    at = _one_by_one(at, who[at] * room + lines.begun[at] - first, (lines.name, ends))
    mark = who[at] * room + (ends[at] - first)
    furthest = np.maximum.accumulate(mark)
    new: Bools = np.ones(len(at), dtype=np.bool_)
    new[1:] = mark[1:] > furthest[:-1]
    holder = np.maximum.accumulate(np.where(new, np.arange(len(at)), 0))
    before = np.append(0, holder[:-1])
    same = who[at] == who[at[before]]
    same[0] = False
    shared = np.minimum(ends[at[before]], ends[at]) - lines.begun[at]
    hit = same & (shared > 0)
    return at[hit], at[before[hit]], shared[hit]


def _one_by_one(at: Ints, when: Ints, then: tuple[Ints, Ints]) -> Ints:
    """Lines by who and when they began; only where both are the same, by what comes then."""
    by = np.argsort(when, kind="stable")
    at, when = at[by], when[by]
    again = when[1:] == when[:-1]
    tied = np.append(again, False) | np.append(False, again)
    some = at[tied]
    at[tied] = some[np.lexsort((*(column[some] for column in then), when[tied]))]
    return at


def _long_days(given: Given, at: Ints) -> Iterator[Told]:
    known, lines = given.known.workers, given.lines
    if known is None:
        return
    columns = zip(known["worker"], known["day_minutes"], strict=True)
    limits = {str(name): int(minutes) for name, minutes in columns}
    most = np.asarray([limits.get(name, 0) for name in given.sides.workers] or [0], dtype=np.int64)
    at = at[np.lexsort((lines.name[at], lines.begun[at]))]
    key, _ = pack([(lines.worker[at], at[:0]), (lines.day[at], at[:0])])
    _, of = np.unique(key, return_inverse=True)
    total = np.zeros(int(of.max()) + 1 if len(of) else 0, dtype=np.int64)
    last = np.zeros(len(total), dtype=np.int64)
    np.add.at(total, of, lines.lasted[at])
    last[of] = at
    limit = most[lines.worker[last]] if len(last) else total
    over = (limit > 0) & (total > limit)
    yield tell(
        Kind.O04,
        int(over.sum()),
        line=last[over],
        minutes=(total - limit)[over],
        found=total[over],
        wanted=limit[over],
    )
