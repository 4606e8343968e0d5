"""One iteration after another: ruin, recreate, keep or undo."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from optimizer.search import at
from optimizer.search.compiled import below, compiled, draw, entry, sources
from optimizer.search.insert import insert
from optimizer.search.moves import NO_BIT, begin, into_bank, refresh, seat_in, serve, undo
from optimizer.search.ruin import ruin
from optimizer.search.week import Table, Week, Wide

SOMEWHERE = 0.02
"""Share of those that are tried everywhere, not only on the routes just touched."""
NOW_AND_THEN = 16
"""Iterations after which what is left out is counted again."""
LOAD, FILL, IMPROVE = range(3)
"""Tasks."""
ORDERS = 13
"""Ways to line the bank up, some of them several times."""


@compiled
def retry_absent(w: Week) -> None:
    """Line up what is left out and could go where something was just taken out."""
    absent, touched = w.num[at.ABSENT], w.bits.shape[0] - 2
    many = min(absent, w.num[at.RETRIED])
    first = below(w, absent) if absent > many else 0
    for i in range(many):
        n = w.thin[(first + i) % absent, at.ABSENT_L]
        if w.rows[n, at.BANKED_IN] == w.num[at.STAMP]:
            continue
        v, meets = w.rows[n, at.SEAT0], False
        bits = w.rows[v, at.BITS]
        for j in range(w.bits.shape[1]):
            meets |= (w.bits[bits, j] & w.bits[touched, j]) != NO_BIT
        if meets:
            into_bank(w, n, 0 if draw(w) < SOMEWHERE else 1)


@compiled
def line_up(w: Week) -> None:
    """Which need goes first: chance, price, length, few workers or hours, early, late, missed."""
    u = below(w, ORDERS)
    for b in range(w.num[at.BANK]):
        n = w.thin[b, at.BANK_L]
        v, o = w.rows[n, at.SEAT0], w.rows[n, at.OPT0]
        some = w.rows[n, at.OPT1] > o
        key = draw(w)
        if u == 4:
            key -= w.rows[n, at.LEAVE]
        elif u in (5, 6):
            key -= w.rows[v, at.MINUTES]
        elif u in (7, 8):
            key += w.rows[v, at.PAIR1] - w.rows[v, at.PAIR0]
        elif u == 9 and some:
            stretch = w.thin[o, at.HI] - w.thin[o, at.LO] + 5
            key += float(w.rows[n, at.OPT1] - o) * stretch
        elif u == 10 and some:
            key += w.thin[o, at.LO]
        elif u == 11 and some:
            key -= w.thin[o, at.HI]
        elif u == 12:
            key -= w.rows[n, at.MISSED]
        if w.rows[n, at.TEAM] != 0 and u % 2 == 0:
            key -= 1e9
        sink(w, b, key)


@compiled
def sink(w: Week, b: int, key: float) -> None:
    """Insertion sort, one step: an entry of the bank sinks to its place."""
    n, near_only = w.thin[b, at.BANK_L], w.thin[b, at.BANK_NEAR]
    while b > 0 and w.keys[b - 1] > key:
        w.keys[b] = w.keys[b - 1]
        w.thin[b, at.BANK_L] = w.thin[b - 1, at.BANK_L]
        w.thin[b, at.BANK_NEAR] = w.thin[b - 1, at.BANK_NEAR]
        b -= 1
    w.keys[b], w.thin[b, at.BANK_L], w.thin[b, at.BANK_NEAR] = key, n, near_only


@compiled
def recall_versions(w: Week) -> None:
    """Give routes that became what they were their old version: what is kept of them holds.

    Half of all iterations put back what they took out.
    """
    for j in range(w.num[at.TOUCHED]):
        r = w.thin[j, at.TOUCHED_L]
        if is_as_before(w, r):
            w.rows[r, at.VERSION] = w.rows[r, at.OLD_VERSION]


@compiled
def is_as_before(w: Week, r: int) -> bool:
    """Whether a touched route has the same visits, hours and order as before this iteration."""
    size = w.rows[r, at.SIZE]
    if (
        size != w.rows[r, at.OLD_SIZE]
        or w.rows[r, at.FROM_HOME] != w.rows[r, at.OLD_FROM_HOME]
        or w.rows[r, at.TO_HOME] != w.rows[r, at.OLD_TO_HOME]
    ):
        return False
    for k in range(size):
        v = w.stops[r, k, at.SEAT]
        if v != w.stops[r, k, at.OLD + at.SEAT]:
            return False
        n = w.rows[v, at.NEED]
        if w.rows[n, at.CHANGED_IN] == w.num[at.STAMP] and (
            w.rows[n, at.FROM] != w.rows[n, at.OLD_FROM] or w.rows[n, at.TO] != w.rows[n, at.OLD_TO]
        ):
            return False
    return True


@compiled
def note_changes(w: Week) -> None:
    """Remember what differs from the best roster."""
    for j in range(w.num[at.TOUCHED]):
        r = w.thin[j, at.TOUCHED_L]
        if w.rows[r, at.DIRTY] == 0:
            w.rows[r, at.DIRTY] = 1
            w.thin[w.num[at.DIRTY_ROUTES], at.DIRTY_ROUTES_L] = r
            w.num[at.DIRTY_ROUTES] += 1
    for j in range(w.num[at.CHANGED]):
        n = w.thin[j, at.CHANGED_L]
        if w.rows[n, at.NEED_DIRTY] == 0:
            w.rows[n, at.NEED_DIRTY] = 1
            w.thin[w.num[at.DIRTY_NEEDS], at.DIRTY_NEEDS_L] = n
            w.num[at.DIRTY_NEEDS] += 1


@compiled
def keep_best(w: Week) -> None:
    """Copy what changed since the last best roster, and nothing else."""
    for j in range(w.num[at.DIRTY_ROUTES]):
        r = w.thin[j, at.DIRTY_ROUTES_L]
        w.rows[r, at.DIRTY] = 0
        w.rows[r, at.BEST_SIZE] = w.rows[r, at.SIZE]
        for k in range(w.rows[r, at.SIZE]):
            w.stops[r, k, at.BEST_SEAT] = w.stops[r, k, at.SEAT]
    for j in range(w.num[at.DIRTY_NEEDS]):
        n = w.thin[j, at.DIRTY_NEEDS_L]
        w.rows[n, at.NEED_DIRTY] = 0
        w.rows[n, at.BEST_OPT] = w.rows[n, at.OPT]
        w.rows[n, at.BEST_FROM], w.rows[n, at.BEST_TO] = w.rows[n, at.FROM], w.rows[n, at.TO]
        for v in range(w.rows[n, at.SEAT0], w.rows[n, at.SEAT1]):
            w.rows[v, at.BEST_PAIR] = w.rows[v, at.PAIR]
    w.num[at.DIRTY_ROUTES] = w.num[at.DIRTY_NEEDS] = 0
    w.num[at.BEST], w.num[at.BEST_ABSENT] = w.num[at.COST], w.num[at.ABSENT]


@compiled
def load(w: Week, needs: Wide, held: Table, pairs: Table) -> bool:
    """Serve needs as a roster says, in order of start; False where a route does not hold.

    ``held`` has per need the option and the stretch to hold it in, ``pairs`` the pair per
    seat. The needs come in order of start, so every visit goes last on its route; one that
    finds its route full is left out. Routes are judged when all visits are there: a break may
    come with a later one.
    """
    for n in needs:
        i = n - w.num[at.NEEDS0]
        if not has_places(w, n, held[i, 0], pairs):
            continue
        begin(w)
        serve(w, n, held[i, 0], held[i, 1], held[i, 2])
        for v in range(w.rows[n, at.SEAT0], w.rows[n, at.SEAT1]):
            q = pairs[v - w.num[at.SEATS0], 0]
            r = w.thin[q, at.ROUTE0] + w.thin[held[i, 0], at.DAY]
            seat_in(w, v, r, w.rows[r, at.SIZE], q)
        note_changes(w)
    begin(w)
    # Twice: the rest between days ties a day to others that were not worked out yet.
    refresh_driven(w)
    sound = refresh_driven(w)
    note_changes(w)
    keep_best(w)
    return sound


@compiled
def has_places(w: Week, n: int, o: int, pairs: Table) -> bool:
    """Whether the routes that a roster gives a need have a place left for each of its seats."""
    for v in range(w.rows[n, at.SEAT0], w.rows[n, at.SEAT1]):
        r = w.thin[pairs[v - w.num[at.SEATS0], 0], at.ROUTE0] + w.thin[o, at.DAY]
        if w.rows[r, at.SIZE] >= w.stops.shape[1]:
            return False
    return True


@compiled
def refresh_driven(w: Week) -> bool:
    """Work out every day of work; False where one cannot be driven."""
    sound = True
    for r in range(w.num[at.NEEDS0]):
        if w.rows[r, at.SIZE] > 0:
            sound &= refresh(w, r)
    return sound


@compiled
def fill(w: Week, needs: Wide) -> None:
    """Insert needs once, in the order given: the first roster."""
    for n in needs:
        begin(w)
        insert(w, n, 0)
        note_changes(w)
    if w.num[at.COST] <= w.num[at.BEST]:
        keep_best(w)


@compiled
def count_missed(w: Week) -> None:
    """Count some of what is left out: what often is, is hard to place."""
    absent, total = w.num[at.ABSENT], 0
    many = min(absent, w.num[at.RETRIED])
    first = below(w, absent) if absent > many else 0
    for i in range(many):
        n = w.thin[(first + i) % absent, at.ABSENT_L]
        w.rows[n, at.MISSED] += 1
        total += w.rows[n, at.MISSED]
    w.num[at.COUNTED], w.num[at.MISSES] = many, total


@compiled
def more_missed(w: Week) -> float:
    """How much harder to place what is left out has become; 1: by one need as hard as most."""
    more = 0
    for j in range(w.num[at.CHANGED]):
        n = w.thin[j, at.CHANGED_L]
        if w.rows[n, at.OPT] < 0:
            more += w.rows[n, at.MISSED]
        if w.rows[n, at.OLD_OPT] < 0:
            more -= w.rows[n, at.MISSED]
    return more * w.num[at.COUNTED] / max(1, w.num[at.MISSES])


@compiled
def improve(w: Week, iterations: int, heat: float, kinds: NDArray[np.float64]) -> None:
    """Iterations at one temperature. ``kinds``: upper end of the share, tries, gains."""
    for _ in range(iterations):
        begin(w)
        if w.num[at.STAMP] % NOW_AND_THEN == 0:
            count_missed(w)
        before, u, kind = w.num[at.COST], draw(w), 0
        while kind < len(kinds) - 1 and u >= kinds[kind, 0]:
            kind += 1
        if not ruin(w, kind):
            undo(w, before)
            continue
        retry_absent(w)
        line_up(w)
        for b in range(w.num[at.BANK]):
            insert(w, w.thin[b, at.BANK_L], w.thin[b, at.BANK_NEAR])
        kinds[kind, 1] += 1
        harder = 0.01 * w.num[at.PULL] * heat * more_missed(w)
        if w.num[at.COST] + harder >= before - heat * math.log(draw(w) + 1e-300):
            undo(w, before)
            continue
        recall_versions(w)
        note_changes(w)
        if w.num[at.COST] < before:
            kinds[kind, 2] += 1
        if w.num[at.COST] < w.num[at.BEST]:
            keep_best(w)
    w.num[at.ITERATIONS] += iterations


def _run(version: int) -> Callable[..., bool]:
    def run(
        w: Week,
        task: int,
        needs: Wide,
        held: Table,
        pairs: Table,
        iterations: int,
        heat: float,
        kinds: NDArray[np.float64],
    ) -> bool:
        """One door for all tasks: each door would be compiled with everything behind it."""
        if task == LOAD:
            return load(w, needs, held, pairs)
        if task == FILL:
            fill(w, needs)
        else:
            improve(w, iterations, heat, kinds)
        return version >= 0

    return run


run = entry(_run(sources()))
