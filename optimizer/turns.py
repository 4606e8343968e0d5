"""Which engine has its turn when: search, bound and pool of a larger week, windows meanwhile."""

import time

from optimizer.background import Bounding
from optimizer.bound import Bound
from optimizer.choices import Choices
from optimizer.diving import Diving, dive_seconds, fall_apart
from optimizer.improving import improve_windows, may_bound, search, search_on, start_from
from optimizer.pool import solve_pool
from optimizer.routes import count_calls, fits_in_memory
from optimizer.running import Running
from optimizer.shares import take_apart

SEARCH_SHARE, BOUND_SHARE = 0.15, 0.6
"""Of the time, for a first roster, and until the bound has to be found."""
MOST_CALLS = 50_000
"""Beyond which the pool gains nothing in the time it takes from the search."""
FIRST_SECONDS, POLISH_SHARE = 15.0, 0.04
"""For the roster before the dives, at the most; and of the time, to mend what comes of them."""
CALLS_A_SECOND = 5_000
"""Of the time, beyond which it is not even asked how the week falls apart."""
DIVE_SHARE, PROOF_SHARE, LAST_SHARE = 0.9, 0.8, 0.95
"""Of the time, until the first dives have to end, the bound, and the last dives."""
PROOF_TIMES = 2.5
"""As long as the dives take these and the bound together: with less time, no bound is begun."""
PERIOD = 0.05
"""Seconds between two looks at whether it is."""
LEAST_SECONDS = 1.0
"""Below which no engine's turn is worth its beginning."""
END_SECONDS, END_SHARE = 0.5, 0.01
"""Left of the time when the pool is asked to end: its last choice takes a moment to do so."""


def search_or_wait(run: Running, given: Choices | None, *, asked: bool) -> None:
    """The compiled search; windows until it is compiled, where nobody asked for it by name.

    Where nobody asked and the clock ends it, the bound and the pool take turns with it.
    """
    # Only here: whoever has a small week never waits for numba to be loaded.
    from optimizer.search.ready import Compiling, is_compiled  # noqa: PLC0415

    if asked or run.work is not None:
        search(run, given, run.left())
        return
    if not is_compiled():
        compiling = Compiling()
        start_from(run, given)
        improve_windows(run, run.left(), enough=compiling.is_done)
        if run.is_over():
            return
        given = run.chosen
    search_and_mix(run, given, run.left())
    if run.left() > LEAST_SECONDS and not run.is_best() and not run.is_stopped():
        search(run, run.chosen, run.left())


def improve_quickly(run: Running, given: Choices | None, seconds: float) -> None:
    """A good roster of a small week, before it is proven: by whatever is at hand."""
    from optimizer.search.ready import is_compiled  # noqa: PLC0415

    if is_compiled():
        search_and_mix(run, given, seconds)
    else:
        start_from(run, given)
        improve_windows(run, seconds)


def search_and_mix(run: Running, given: Choices | None, seconds: float) -> None:
    """Search while the bound is found, then mix days anew: all within so many seconds.

    Very large weeks are searched all the time, with the bound beside.
    """
    until = run.left() - seconds
    if count_calls(run.c) > MOST_CALLS and _search_and_dive(run, given, seconds):
        return
    if not may_bound(run) or count_calls(run.c) > MOST_CALLS:
        search(run, given, run.left() - until)
        return
    bounding = Bounding(run.c, seconds * BOUND_SHARE)
    try:
        first = seconds * SEARCH_SHARE
        search(run, given, first, enough=lambda cost: _is_proven(run, bounding, cost))
        # Alone from here on: what the bound knows is worth more than a second search.
        while not bounding.is_done() and run.left() - until > seconds * (1 - BOUND_SHARE):
            if run.is_stopped():
                break
            time.sleep(PERIOD)
    finally:
        found = bounding.end()
        run.raise_bound(found)
        run.note(bounding.name, found.seconds, None, found.cost)
    if not (run.is_stopped() or run.is_best()):
        _mix(run, found, until)


def _search_and_dive(run: Running, given: Choices | None, seconds: float) -> bool:
    """Search, dive for the worst days, search on from there; False where no day can be.

    With time for a bound all days are bounded, and dived for again in what the bound knows.
    """
    until = run.left() - seconds
    if count_calls(run.c) > CALLS_A_SECOND * seconds or not fits_in_memory(run.c):
        return False
    shares, missed = take_apart(run.c)
    if not fall_apart(shares) or dive_seconds(shares) > DIVE_SHARE * seconds:
        return False
    end = time.perf_counter() + run.left() - until - END_SECONDS
    diving = Diving(run.c, shares, missed, end, run.stop)
    ends = [until + seconds * (1 - part) for part in (DIVE_SHARE, PROOF_SHARE, LAST_SHARE)]
    mending = POLISH_SHARE * seconds
    search(run, given, min(FIRST_SECONDS, SEARCH_SHARE * seconds), enough=lambda _: False)
    _dive(run, diving, ends[0], mending)
    if PROOF_TIMES * dive_seconds(shares) < PROOF_SHARE * seconds and not run.is_over():
        begun = time.perf_counter()
        found = diving.bound(begun + run.left() - ends[1])
        run.raise_bound(found)
        run.note("bound", time.perf_counter() - begun, None, found.cost)
        _dive(run, diving, ends[2], mending)
    _search_on(run, diving, run.chosen, until)
    return True


def _dive(run: Running, diving: Diving, until: float, mending: float) -> None:
    """Dive while more than so many seconds are left, and mend for a while what comes of it."""
    if run.is_stopped() or run.is_best():
        return
    begun = time.perf_counter()
    dived, many = diving.dive(run.chosen, begun + run.left() - until)
    run.note(f"dive ({many} days)", time.perf_counter() - begun, None, None)
    if many:
        _search_on(run, diving, dived, run.left() - mending)


def _search_on(run: Running, diving: Diving, chosen: Choices, until: float) -> None:
    """Search from there until so many seconds are left, and keep the better of each day."""
    seconds = run.left() - max(until, END_SECONDS)
    if seconds > 0 and not (run.is_stopped() or run.is_best()):
        found = search_on(run, chosen, seconds, diving.warm)
        run.take(diving.better(run.chosen, found))


def _is_proven(run: Running, bounding: Bounding, cost: int) -> bool:
    """Whether nothing better can be found."""
    run.raise_bound(bounding.so_far())
    return cost <= run.bound.cost


def _mix(run: Running, found: Bound, until: float) -> None:
    seconds = run.left() - until
    seconds -= max(END_SECONDS, END_SHARE * seconds)
    if not found.generations or seconds < LEAST_SECONDS:
        return

    def tell(chosen: Choices, cost: int, bound: int) -> None:
        run.raise_bound(Bound(bound, found.left_out, 0.0))
        run.tell(chosen, cost)

    mixed = solve_pool(run.c, run.chosen, [], seconds, run.stop, found, tell)
    run.take(mixed.chosen)
    run.raise_bound(Bound(mixed.bound, found.left_out, mixed.seconds))
    run.note("pool", mixed.seconds, mixed.cost, mixed.bound)
