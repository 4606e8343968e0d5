"""One iteration after another: ruin, recreate, keep or undo."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from optimizer.search import at
from optimizer.search.compiled import below, compiled, draw, entry, sources
from optimizer.search.insert import insert
from optimizer.search.moves import begin, into_bank, refresh, seat_in, serve, undo
from optimizer.search.packed import Packed, Table
from optimizer.search.ruin import ruin
from optimizer.search.state import State

RETRIED = 40
"""Needs left out that are looked at in one iteration."""
SOMEWHERE = 0.02
"""Share of those that are tried everywhere, not only on the routes just touched."""
ORDERS = 12
"""Ways to line the bank up, some of them several times."""


@compiled
def retry_absent(c: Packed, s: State) -> None:
    """Line up what is left out and could go where something was just taken out."""
    absent = s.num[at.ABSENT]
    many = min(absent, RETRIED)
    first = below(s, absent) if absent > many else 0
    for i in range(many):
        n = s.lists[(first + i) % absent, at.ABSENT_L]
        if s.banked[n, 1] == s.num[at.STAMP]:
            continue
        v, meets = c.need[n, at.SEAT0], False
        for j in range(len(s.touched)):
            meets |= (c.workers[v, j] & s.touched[j]) != 0
        if meets:
            into_bank(s, n, 0 if draw(s) < SOMEWHERE else 1)


@compiled
def line_up(c: Packed, s: State) -> None:
    """Which need goes first: chance, price, length, few workers, few hours, early or late."""
    u = below(s, ORDERS)
    for b in range(s.num[at.BANK]):
        n = s.lists[b, at.BANK_L]
        v, o = c.need[n, at.SEAT0], c.need[n, at.OPT0]
        some = c.need[n + 1, at.OPT0] > o
        key = draw(s)
        if u == 4:
            key -= c.need[n, at.LEAVE]
        elif u == 5 or u == 6:
            key -= c.seat[v, at.MINUTES]
        elif u == 7 or u == 8:
            key += c.seat[v + 1, at.PAIR0] - c.seat[v, at.PAIR0]
        elif u == 9 and some:
            stretch = c.opt[o, at.HI] - c.opt[o, at.LO] + 5
            key += float(c.need[n + 1, at.OPT0] - o) * stretch
        elif u == 10 and some:
            key += c.opt[o, at.LO]
        elif u == 11 and some:
            key -= c.opt[o, at.HI]
        if c.need[n, at.TEAM] != 0 and u % 2 == 0:
            key -= 1e9
        sink(s, b, key)


@compiled
def sink(s: State, b: int, key: float) -> None:
    """Insertion sort, one step: an entry of the bank sinks to its place."""
    n, near_only = s.lists[b, at.BANK_L], s.lists[b, at.BANK_NEAR]
    while b > 0 and s.key[b - 1] > key:
        s.key[b] = s.key[b - 1]
        s.lists[b, at.BANK_L] = s.lists[b - 1, at.BANK_L]
        s.lists[b, at.BANK_NEAR] = s.lists[b - 1, at.BANK_NEAR]
        b -= 1
    s.key[b], s.lists[b, at.BANK_L], s.lists[b, at.BANK_NEAR] = key, n, near_only


@compiled
def note_changes(s: State) -> None:
    """Remember what differs from the best roster."""
    for j in range(s.num[at.TOUCHED]):
        r = s.lists[j, at.TOUCHED_L]
        if s.tour[r, at.DIRTY] == 0:
            s.tour[r, at.DIRTY] = 1
            s.lists[s.num[at.DIRTY_ROUTES], at.DIRTY_ROUTES_L] = r
            s.num[at.DIRTY_ROUTES] += 1
    for j in range(s.num[at.CHANGED]):
        n = s.lists[j, at.CHANGED_L]
        if s.served[n, at.NEED_DIRTY] == 0:
            s.served[n, at.NEED_DIRTY] = 1
            s.lists[s.num[at.DIRTY_NEEDS], at.DIRTY_NEEDS_L] = n
            s.num[at.DIRTY_NEEDS] += 1


@compiled
def keep_best(c: Packed, s: State) -> None:
    """Copy what changed since the last best roster, and nothing else."""
    for j in range(s.num[at.DIRTY_ROUTES]):
        r = s.lists[j, at.DIRTY_ROUTES_L]
        s.tour[r, at.DIRTY] = 0
        s.tour[r, at.BEST_SIZE] = s.tour[r, at.SIZE]
        for k in range(s.tour[r, at.SIZE]):
            s.best_stop[r, k] = s.stop[r, k, at.SEAT]
    for j in range(s.num[at.DIRTY_NEEDS]):
        n = s.lists[j, at.DIRTY_NEEDS_L]
        s.served[n, at.NEED_DIRTY] = 0
        s.served[n, at.BEST_OPT] = s.served[n, at.OPT]
        s.served[n, at.BEST_FROM], s.served[n, at.BEST_TO] = s.served[n, at.FROM], s.served[n, at.TO]
        for v in range(c.need[n, at.SEAT0], c.need[n + 1, at.SEAT0]):
            s.chair[v, at.BEST_PAIR] = s.chair[v, at.PAIR]
    s.num[at.DIRTY_ROUTES] = s.num[at.DIRTY_NEEDS] = 0
    s.num[at.BEST], s.num[at.BEST_ABSENT] = s.num[at.COST], s.num[at.ABSENT]


def _load(version: int) -> Callable[..., bool]:
    def load(c: Packed, s: State, need: NDArray[np.int64], start: Table, pair: Table) -> bool:
        """Serve needs as a roster says, in order of start; False where a route does not hold.

        ``start`` has per need the option and the stretch to hold it in; ``pair`` the
        packed pair per seat. The needs come in order of start, so every visit goes last.
        """
        sound = version >= 0
        begin(s)
        for n in need:
            serve(c, s, n, start[n, 0], start[n, 1], start[n, 2])
            for v in range(c.need[n, at.SEAT0], c.need[n + 1, at.SEAT0]):
                r = c.pair[pair[v, 0], at.WORKER] * 7 + c.opt[start[n, 0], at.DAY]
                seat_in(c, s, v, r, s.tour[r, at.SIZE], pair[v, 0])
                sound &= refresh(c, s, r)
            note_changes(s)
            begin(s)
        keep_best(c, s)
        return sound

    return load


def _fill(version: int) -> Callable[..., None]:
    def fill(c: Packed, s: State, order: NDArray[np.int64]) -> None:
        """Insert needs once, in the order given: the first roster."""
        if version < 0:
            return
        for n in order:
            begin(s)
            insert(c, s, n, 0)
            note_changes(s)
        if s.num[at.COST] <= s.num[at.BEST]:
            keep_best(c, s)

    return fill


def _improve(version: int) -> Callable[..., int]:
    def improve(
        c: Packed, s: State, iterations: int, heat: float, share: NDArray[np.float64]
    ) -> int:
        """Iterations at one temperature; the number of better rosters found."""
        found = min(version, 0)
        for _ in range(iterations):
            begin(s)
            before, u, kind = s.num[at.COST], draw(s), 0
            while kind < len(share) - 1 and u >= share[kind]:
                kind += 1
            if not ruin(c, s, kind):
                undo(c, s, before)
                continue
            retry_absent(c, s)
            line_up(c, s)
            for b in range(s.num[at.BANK]):
                insert(c, s, s.lists[b, at.BANK_L], s.lists[b, at.BANK_NEAR])
            s.chances[kind, 1] += 1
            if s.num[at.COST] >= before - heat * math.log(draw(s) + 1e-300):
                undo(c, s, before)
                continue
            note_changes(s)
            if s.num[at.COST] < before:
                s.chances[kind, 2] += 1
            if s.num[at.COST] < s.num[at.BEST]:
                keep_best(c, s)
                found += 1
        s.num[at.ITERATIONS] += iterations
        return found

    return improve


VERSION = sources()
load = entry(_load(VERSION))
fill = entry(_fill(VERSION))
improve = entry(_improve(VERSION))
