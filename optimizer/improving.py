"""Improving a roster until the time is over: by the compiled search, or by windows before it."""

import time
from collections.abc import Callable

from optimizer.background import Bounding
from optimizer.bound import Bound
from optimizer.check import check_tables
from optimizer.choices import Choices, meetings_of
from optimizer.construct import construct
from optimizer.proving import BOUND_SECONDS
from optimizer.routes import needs_without_calls
from optimizer.running import Running
from optimizer.tables import Bools
from optimizer.watch import Stop
from optimizer.windows import Windows

FIRST_SHARES = (0.7, 0.3)
"""Of the time, for a first roster in all, and for making room in it."""
NEEDS_A_SECOND = 30
"""Needs in a second of the time up to which a bound is worth a processor."""
ITERATIONS = 1000
"""Iterations of the search that count as one piece of work."""
LAST_SECONDS = 1.0
"""Left of the time when the bound is asked to end."""


def start_from(run: Running, given: Choices | None) -> None:
    """A first roster, keeping what is given where it stands."""
    begun = time.perf_counter()
    over, no_more_room = (run.has_passed(share) for share in FIRST_SHARES)
    run.chosen = construct(run.c, given, over, no_more_room)
    run.cost = run.checked(run.chosen).cost
    run.note("construct", time.perf_counter() - begun, run.cost, None)


def search(
    run: Running,
    given: Choices | None,
    seconds: float,
    enough: Callable[[int], bool] | None = None,
) -> None:
    """Ruin and recreate for so long, or until the cost is ``enough``.

    Where nobody says what is, the bound is found beside it, if there is time for both.
    """
    from optimizer.searching import Searching  # noqa: PLC0415

    begun, until = time.perf_counter(), run.left() - seconds
    if given is not None and not (given.start >= 0).any():
        given = None
    if given is not None and check_tables(run.c.tables, meetings_of(run.c, given)).faults:
        start_from(run, given)
        given = run.chosen
    if given is not None:
        run.take(given)
    searching = Searching(run.c, run.seed, given)
    run.take(searching.best())
    run.note("fill", time.perf_counter() - begun, run.cost, None)
    begun = time.perf_counter()
    hopeless = needs_without_calls(run.c)
    run.raise_bound(Bound(int(run.c.need_price[hopeless].sum()), int(hopeless.sum()), 0.0))
    bounds = enough is None and may_bound(run)
    bounding = Bounding(run.c, _bound_seconds(run, until)) if bounds else None

    def over() -> bool:
        if enough is not None:
            return run.is_stopped() or enough(searching.cost)
        return _is_enough(run, searching.cost, bounding, until)

    try:
        how = searching.improve(
            run.left() - until,
            work=None if run.work is None else run.work * ITERATIONS,
            told=run.tell_figures,
            stop=over,
            elsewhere=run.elsewhere,
        )
    finally:
        if bounding is not None:
            _end(run, bounding)
    run.take(searching.best())
    run.note(f"search ({how})", time.perf_counter() - begun, run.cost, None)


def search_on(run: Running, given: Choices, seconds: float, warm: Bools) -> Choices:
    """What the search makes of a roster, dearer than the best so far though it may be.

    Days all of whose needs are ``warm`` are nearly good.
    """
    from optimizer.searching import Searching  # noqa: PLC0415

    begun = time.perf_counter()
    searching = Searching(run.c, run.seed, given)
    left = begun + seconds - time.perf_counter()
    told, stop = run.tell_figures, run.is_stopped
    how = searching.improve(
        max(0.0, left), work=None, told=told, stop=stop, warm=warm, elsewhere=run.elsewhere
    )
    run.note(f"search ({how})", time.perf_counter() - begun, searching.cost, None)
    return searching.best()


def improve_windows(run: Running, seconds: float, enough: Stop = lambda: False) -> None:
    """Windows on one processor, the bound on the other, for so long or until it is enough."""
    begun, until = time.perf_counter(), run.left() - seconds
    windows = Windows(run.c, run.chosen, run.cost, run.seed)
    bounding = Bounding(run.c, _bound_seconds(run, until))

    def over() -> bool:
        if run.work is not None:
            return windows.solved >= run.work or run.is_stopped()
        return _is_enough(run, windows.cost, bounding, until) or run.left() <= until or enough()

    try:
        by_work = run.work is not None
        windows.improve(over, run.tell, lambda: run.left() - until, by_work=by_work)
    finally:
        _end(run, bounding)
    run.chosen, run.cost = windows.chosen, windows.cost
    name = f"windows ({windows.solved} solved, {windows.gained} better"
    name += f", {windows.discarded} discarded)" if windows.discarded else ")"
    run.note(name, time.perf_counter() - begun, run.cost, None)


def may_bound(run: Running) -> bool:
    """Whether the time can hold a bound as well."""
    return run.work is not None or len(run.c.need_price) <= NEEDS_A_SECOND * run.seconds


def _bound_seconds(run: Running, until: float) -> float:
    return max(0.0, run.left() - until) if run.work is None else BOUND_SECONDS


def _is_enough(run: Running, cost: int, bounding: Bounding | None, until: float) -> bool:
    """Whether somebody said stop, or nothing better can be found."""
    if run.is_stopped():
        return True
    if run.work is not None or bounding is None:
        return False
    if run.left() - until < LAST_SECONDS:
        bounding.hurry()
    run.raise_bound(bounding.so_far())
    return cost <= run.bound.cost


def _end(run: Running, bounding: Bounding) -> None:
    found = bounding.wait() if run.work is not None and not run.is_stopped() else bounding.end()
    run.raise_bound(found)
    run.note(bounding.name, found.seconds, None, found.cost)
