"""The cheapest order of a worker's day, by labels: compiled.

A *label* is a way to have come so far: from home through some calls, now done at a need, at
a minute, at a cost. A label that is no earlier, no cheaper, no less loaded and remembers no
fewer needs than another at the same need is dropped, and so is one whose cheapest way on is
of no interest.
"""

from pathlib import Path
from typing import Any, cast

import numpy as np

from optimizer.bench import (
    BEFORE,
    CALL,
    HOME,
    LINE,
    LOAD,
    MASK,
    MINUTE,
    NEED,
    NEXT,
    ODD,
    OUT_OF_ROOM,
    Bench,
    Limits,
    New,
    Paths,
    Prices,
    Shape,
    entry,
    inner,
)
from optimizer.tables import Ints


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
def price_of(m: Limits, triples: int) -> float:
    """What a second need of each of these triples costs."""
    total, number = 0.0, 0
    while triples > 0:
        if triples & 1:
            total += m.triple_price[number]
        triples >>= 1
        number += 1
    return total


@inner
def is_as_good(m: Limits, b: Bench, label: int, new: New) -> bool:
    """Whether a label makes a new one at the same need needless."""
    minute, cost, load, mask, odd = new
    if b.whole[MINUTE, label] > minute or b.cost[label] > cost:
        return False
    if m.rough:
        return True
    if b.whole[LOAD, label] > load or b.whole[MASK, label] & ~mask != 0:
        return False
    return bool(b.cost[label] + price_of(m, b.whole[ODD, label] & ~odd) <= cost)


@inner
def is_needless(m: Limits, b: Bench, label: int, new: New) -> bool:
    """Whether a new label makes one at the same need needless."""
    minute, cost, load, mask, odd = new
    if b.whole[MINUTE, label] < minute or b.cost[label] < cost:
        return False
    if m.rough:
        return True
    if b.whole[LOAD, label] < load or mask & ~b.whole[MASK, label] != 0:
        return False
    return bool(cost + price_of(m, odd & ~b.whole[ODD, label]) <= b.cost[label])


@inner
def is_beaten(m: Limits, b: Bench, j: int, new: New) -> bool:
    """Whether a label at the need is as good; those that the new one beats are dropped."""
    before, label = -1, b.by_need[j]
    while label >= 0:
        if is_as_good(m, b, label, new):
            return True
        after = b.whole[NEXT, label]
        if is_needless(m, b, label, new):
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
    new: New,
) -> None:
    """Write a label down, and the day that ends with it if none was cheaper there."""
    j, k, before = where
    minute, cost, load, mask, odd = new
    b.whole[NEED, used], b.whole[MINUTE, used], b.whole[MASK, used] = j, minute, mask
    b.whole[LOAD, used], b.whole[ODD, used] = load, odd
    b.whole[CALL, used], b.whole[BEFORE, used] = k, before
    b.whole[NEXT, used], b.by_need[j] = b.by_need[j], used
    b.whole[LINE, used] = b.by_minute[minute - r.begin]
    b.by_minute[minute - r.begin] = used
    b.cost[used] = cost
    if cost + p.travel * r.back[j] < b.best[j]:
        b.best[j], b.best_label[j] = cost + p.travel * r.back[j], used


@inner
def was_met(b: Bench, label: int, j: int) -> bool:
    """Whether a need is met on the way to a label."""
    while label >= 0:
        if b.whole[NEED, label] == j:
            return True
        label = b.whole[BEFORE, label]
    return False


@inner
def go_on(r: Shape, p: Prices, m: Limits, b: Bench, used: int, label: int, j: int) -> int:
    """Go on from a label (HOME: from home) to a need, in each of its calls; labels used."""
    mask, load, odd = np.int64(0), np.int64(0), np.int64(0)
    cost, ready, way = 0.0, r.begin, r.out[j]
    if label != HOME:
        mask, load, odd = b.whole[MASK, label], b.whole[LOAD, label], b.whole[ODD, label]
        cost, ready = b.cost[label], b.whole[MINUTE, label]
        way = np.int64(r.ways[b.whole[NEED, label], j])
        if m.rough and was_met(b, label, j):
            return used
    if m.bit[j] >= 0:
        if (mask >> m.bit[j]) & 1:
            return used
        mask = mask & m.keep[j] | (np.int64(1) << m.bit[j])
    else:
        mask &= m.keep[j]
    cost += p.travel * way + price_of(m, odd & m.triples[j])
    odd ^= m.triples[j]
    for k in range(r.at[j], r.at[j + 1]):
        start = start_of(r, k, ready + way)
        if start > r.hi[k] or load + m.load[k] > m.load_most:
            continue
        done = start + r.minutes[j]
        now = cost + p.call[k]
        if now + p.behind[j, (done - r.begin) // r.slot] >= p.most:
            continue
        new = (done, now, load + m.load[k], mask, odd)
        if is_beaten(m, b, j, new):
            continue
        if used == len(b.cost):
            return OUT_OF_ROOM
        keep_label(r, p, b, used, (j, k, label), new)
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


def are_compiled() -> bool:
    """Whether the first call waits for no compiler: done in this process, or kept on disk."""
    dispatcher = cast("Any", find_days)
    kept = Path(dispatcher.stats.cache_path).glob("labels.find_days-*.nbc")
    return bool(dispatcher.signatures) or any(kept)
