"""The cheapest order of a worker's day, by labels: compiled.

A *label* is a way to have come so far: from home through some calls, now done at a need, at
a minute, at a cost. A label that is no earlier, no cheaper, no less loaded and remembers no
fewer needs than another at the same need is dropped, and so is one whose cheapest way on is
of no interest.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

from optimizer.tables import Ints

Floats = NDArray[np.float64]
F = TypeVar("F", bound=Callable[..., object])
NJIT: Any = njit
"""``_nrt`` is not in its stubs."""

NEED, MINUTE, MASK, LOAD, CALL, BEFORE, NEXT, LINE = range(8)
"""Rows of the bench: where, when, what is remembered, loaded, called; and chains of labels."""
FIELDS = 8
HOME = -1
OUT_OF_ROOM = -1


class Shape(NamedTuple):
    """A route as the compiled functions read it; see ``routes.Route``."""

    at: Ints
    lo: Ints
    hi: Ints
    minutes: Ints
    ways: NDArray[np.int16]
    next_at: Ints
    next_need: NDArray[np.int16]
    out: Ints
    back: Ints
    begin: int
    end: int
    grid: int
    slot: int
    """Minutes within which ends known from behind are the same."""


class Prices(NamedTuple):
    """What calls and ways cost, and what may be of interest."""

    call: Floats
    travel: float
    behind: Floats
    """(needs, slots) least cost from the end of a need until home."""
    most: float
    """Days that cost as much are of no interest."""


class Limits(NamedTuple):
    """What a day may: load, and meeting again what was forgotten."""

    load: Ints
    """Per call."""
    load_most: int
    bit: Ints
    """(needs) -1: never remembered."""
    keep: Ints
    """(needs) bits that survive a visit there."""
    rough: bool
    """Labels are dropped whatever they remember and carry."""


class Bench(NamedTuple):
    """Room for labels, and for what is known of each need and minute."""

    whole: Ints
    """(FIELDS, labels)"""
    cost: Floats
    by_minute: Ints
    """Newest label that ends in a minute of the shift."""
    by_need: Ints
    best: Floats
    """(needs) cheapest day that ends there, and its last label."""
    best_label: Ints


class Paths(NamedTuple):
    """Where days are written to: calls from the last to the first."""

    calls: Ints
    lengths: Ints
    costs: Floats


def inner(function: F) -> F:
    """Compile what compiled functions call; without counting references, nothing may allocate."""
    return cast("F", NJIT(_nrt=False)(function))


def entry(function: F) -> F:
    """Compile what Python calls: kept on disk, other threads run meanwhile."""
    return cast("F", NJIT(_nrt=False, nogil=True, cache=True)(function))


@inner
def start_of(r: Shape, k: int, ready: int) -> int:
    """First start of a call for somebody who is ready then; beyond ``hi``: none."""
    if ready <= r.lo[k]:
        return int(r.lo[k])
    return ready if r.grid == 1 else -(-ready // r.grid) * r.grid


@inner
def cheapest_way_on(r: Shape, p: Prices, i: int, minute: int) -> float:
    """Least cost from the end of a need at that minute until home, slots behind known."""
    least = p.travel * r.back[i]
    for n in range(r.next_at[i], r.next_at[i + 1]):
        j = np.int64(r.next_need[n])
        way = np.int64(r.ways[i, j])
        for k in range(r.at[j], r.at[j + 1]):
            start = start_of(r, k, int(minute + way))
            if start <= r.hi[k]:
                after = (start + r.minutes[j] - r.begin) // r.slot
                least = min(least, p.travel * way + p.call[k] + p.behind[j, after])
    return float(least)


@entry
def look_back(r: Shape, p: Prices, first: Ints, last: Ints) -> float:
    """Fill ``behind``, circles allowed, in the slots in which each need can end.

    Gives the least cost of a day begun at home, 0 at most.
    """
    needs, slots = p.behind.shape
    for s in range(slots - 1, -1, -1):
        for i in range(needs):
            if first[i] <= s <= last[i]:
                p.behind[i, s] = cheapest_way_on(r, p, i, r.begin + s * r.slot)
    least = 0.0
    for j in range(needs):
        for k in range(r.at[j], r.at[j + 1]):
            after = (r.lo[k] + r.minutes[j] - r.begin) // r.slot
            least = min(least, p.travel * r.out[j] + p.call[k] + p.behind[j, after])
    return least


@inner
def is_as_good(m: Limits, b: Bench, label: int, one: tuple[int, float, int, int]) -> bool:
    """Whether a label makes a new one at the same need needless."""
    minute, cost, load, mask = one
    if b.whole[MINUTE, label] > minute or b.cost[label] > cost:
        return False
    as_free = b.whole[LOAD, label] <= load and b.whole[MASK, label] & ~mask == 0
    return bool(m.rough or as_free)


@inner
def is_needless(m: Limits, b: Bench, label: int, one: tuple[int, float, int, int]) -> bool:
    """Whether a new label makes one at the same need needless."""
    minute, cost, load, mask = one
    if b.whole[MINUTE, label] < minute or b.cost[label] < cost:
        return False
    as_free = b.whole[LOAD, label] >= load and mask & ~b.whole[MASK, label] == 0
    return bool(m.rough or as_free)


@inner
def is_beaten(m: Limits, b: Bench, j: int, one: tuple[int, float, int, int]) -> bool:
    """Whether a label at the need is as good; those that the new one beats are dropped."""
    before, label = -1, b.by_need[j]
    while label >= 0:
        if is_as_good(m, b, label, one):
            return True
        after = b.whole[NEXT, label]
        if is_needless(m, b, label, one):
            b.whole[NEED, label] = HOME
            if before < 0:
                b.by_need[j] = after
            else:
                b.whole[NEXT, before] = after
        else:
            before = label
        label = after
    return False


@inner
def keep_label(
    r: Shape,
    p: Prices,
    b: Bench,
    used: int,
    where: tuple[int, int, int],
    one: tuple[int, float, int, int],
) -> None:
    """Write a label down, and the day that ends with it if none was cheaper there."""
    j, k, before = where
    minute, cost, load, mask = one
    b.whole[NEED, used], b.whole[MINUTE, used], b.whole[MASK, used] = j, minute, mask
    b.whole[LOAD, used], b.whole[CALL, used], b.whole[BEFORE, used] = load, k, before
    b.whole[NEXT, used], b.by_need[j] = b.by_need[j], used
    b.whole[LINE, used] = b.by_minute[minute - r.begin]
    b.by_minute[minute - r.begin] = used
    b.cost[used] = cost
    if cost + p.travel * r.back[j] < b.best[j]:
        b.best[j], b.best_label[j] = cost + p.travel * r.back[j], used


@inner
def go_on(r: Shape, p: Prices, m: Limits, b: Bench, used: int, label: int, j: int) -> int:
    """Go on from a label (HOME: from home) to a need, in each of its calls; labels used."""
    mask, load, cost, ready, way = np.int64(0), np.int64(0), 0.0, r.begin, r.out[j]
    if label != HOME:
        mask, load = b.whole[MASK, label], b.whole[LOAD, label]
        cost, ready = b.cost[label], b.whole[MINUTE, label]
        way = np.int64(r.ways[b.whole[NEED, label], j])
    if m.bit[j] >= 0:
        if (mask >> m.bit[j]) & 1:
            return used
        mask = mask & m.keep[j] | (np.int64(1) << m.bit[j])
    else:
        mask &= m.keep[j]
    for k in range(r.at[j], r.at[j + 1]):
        start = start_of(r, k, ready + way)
        if start > r.hi[k] or load + m.load[k] > m.load_most:
            continue
        done = start + r.minutes[j]
        now = cost + p.travel * way + p.call[k]
        if now + p.behind[j, (done - r.begin) // r.slot] >= p.most:
            continue
        one = (done, now, load + m.load[k], mask)
        if is_beaten(m, b, j, one):
            continue
        if used == len(b.cost):
            return OUT_OF_ROOM
        keep_label(r, p, b, used, (j, k, label), one)
        used += 1
    return used


@inner
def write_down(b: Bench, paths: Paths) -> int:
    """The cheapest days, the cheapest first, one for each last need; tells how many."""
    for found in range(len(paths.costs)):
        cheapest = -1
        for j in range(len(b.best)):
            if b.best_label[j] >= 0 and (cheapest < 0 or b.best[j] < b.best[cheapest]):
                cheapest = j
        if cheapest < 0:
            return found
        label, length = b.best_label[cheapest], 0
        while label >= 0 and length < paths.calls.shape[1]:
            paths.calls[found, length] = b.whole[CALL, label]
            length += 1
            label = b.whole[BEFORE, label]
        paths.costs[found], paths.lengths[found] = b.best[cheapest], length
        b.best_label[cheapest] = -1
    return len(paths.costs)


@entry
def find_days(r: Shape, p: Prices, m: Limits, b: Bench, paths: Paths) -> int:
    """Write the cheapest days below ``most`` down; how many, or OUT_OF_ROOM."""
    used = 0
    for j in range(len(r.minutes)):
        used = go_on(r, p, m, b, used, HOME, j)
        if used == OUT_OF_ROOM:
            return OUT_OF_ROOM
    for minute in range(len(b.by_minute)):
        label = b.by_minute[minute]
        while label >= 0:
            i = b.whole[NEED, label]
            if i != HOME:
                for n in range(r.next_at[i], r.next_at[i + 1]):
                    used = go_on(r, p, m, b, used, label, int(r.next_need[n]))
                    if used == OUT_OF_ROOM:
                        return OUT_OF_ROOM
            label = b.whole[LINE, label]
    return write_down(b, paths)
