"""Proving a small week: the exact model, day by day where nothing couples the days, else whole."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from optimizer.bound import find_bound
from optimizer.choices import Choices
from optimizer.exact import Effort, solve_exact, solve_part
from optimizer.model import Part
from optimizer.running import Running
from optimizer.search.pack import pack
from optimizer.search.parts import independent_days
from optimizer.size import arcs_of

SMALL = 1500
"""Pairs times days up to which the exact model is tried."""
MOST_ARCS = 400_000
"""Orders of two visits up to which the exact model of a week is built."""
ARCS_A_SECOND = 8_000
"""Of the time asked for: building takes some 30 microseconds an arc, and as much again to begin."""
BOUND_SHARE = 0.1
BOUND_SECONDS = 10.0
"""Seconds for a bound where work and not the clock ends the search: it moves no meeting."""
NO_CLOCK = 3600.0
"""Seconds, where work and not the clock ends an engine."""
EXACT_THREADS = 8
"""CP-SAT proves nothing with fewer: its linear relaxations run from here on."""


def is_small(run: Running, *, asked: bool) -> bool:
    """Whether the exact model is worth building; where it is asked for, whether it can be."""
    everybody = np.ones(len(run.c.tables.worker_home), np.bool_)
    arcs = arcs_of(run.c, np.ones(len(run.c.need_price), np.bool_), everybody)
    most = MOST_ARCS if run.work is not None else min(MOST_ARCS, run.seconds * ARCS_A_SECOND)
    if asked:
        if arcs > most:
            run.note(f"exact (not tried: {arcs} arcs)", 0.0, None, None)
        return arcs <= most
    size = int(sum(days.bit_count() for days in run.c.pair_days.tolist()))
    return size <= SMALL and arcs <= most


def prove(run: Running) -> bool:
    """Bound the week, then solve it exactly; whether the roster is proven best."""
    if run.bound.cost == 0:
        limit = run.left() * BOUND_SHARE if run.work is None else BOUND_SECONDS
        found = find_bound(run.c, limit, run.stop)
        run.raise_bound(found)
        run.note("bound", found.seconds, None, found.cost)
    if run.is_stopped():
        # A model that is being built cannot be stopped.
        return False
    days = independent_days(pack(run.c, run.seed).week)
    if len(days) > 1:
        return _prove_days(run, [frozenset(np.flatnonzero(day.needs).tolist()) for day in days])
    return _prove_whole(run)


def _prove_whole(run: Running) -> bool:
    found = solve_exact(run.c, run.chosen, _effort(run, 1), _teller(run), run.stop)
    if found.chosen is not None and found.cost is not None and found.cost <= run.cost:
        run.chosen = found.chosen
        run.cost = run.checked(run.chosen).cost
    run.note("exact", found.seconds, found.cost, found.bound)
    run.bound = replace(run.bound, cost=max(found.bound, run.bound.cost))
    return found.proven


def _prove_days(run: Running, days: list[frozenset[int]]) -> bool:
    """Each day by itself while the others stand; what the days lack of their bounds adds up."""
    everybody = frozenset(range(len(run.c.tables.worker_home)))
    lacking, seconds, proven = 0, 0.0, True
    for turn, needs in enumerate(days):
        part = Part(needs, everybody, run.chosen)
        found = solve_part(run.c, part, _effort(run, len(days) - turn), None, run.stop)
        seconds += found.seconds
        if found.chosen is not None:
            run.take(found.chosen)
        lacking += max(0, run.cost - found.bound)
        proven &= found.proven
    bound = run.cost - lacking
    run.bound = replace(run.bound, cost=max(bound, run.bound.cost))
    run.note(f"exact ({len(days)} days)", seconds, run.cost, bound)
    return proven or run.cost <= run.bound.cost


def _effort(run: Running, turns: int) -> Effort:
    share = run.left() / turns if run.work is None else NO_CLOCK
    work = float(run.work) if run.work is not None else None
    return Effort(max(0.1, share), run.seed, EXACT_THREADS, work)


def _teller(run: Running) -> Callable[[Choices, int, int], None]:
    def tell(chosen: Choices, cost: int, bound: int) -> None:
        run.bound = replace(run.bound, cost=max(bound, run.bound.cost))
        run.tell(chosen, cost)

    return tell
