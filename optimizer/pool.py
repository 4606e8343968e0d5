"""The pool: tours that the bound and the search met, taken apart and put together anew.

The prices that prove a bound say of every tour how far it is from being worth it. With a roster
whose cost stands so and so far above the bound, no cheaper one holds a tour farther off: so it
is enough to list all tours that near, and to choose among them in whole numbers. Where the list
is complete and the choice is proven, no roster is cheaper. Where the list would be too long, the
nearest tours still make good rosters, and the bound rises to where the list ends.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Protocol

from optimizer.bound import Bound, find_bound
from optimizer.check import check_tables
from optimizer.choices import Choices, meetings_of
from optimizer.columns import Columns
from optimizer.mixing import Mixing
from optimizer.watch import Stop

BOUND_SHARE = 0.4
"""Of the time, for the bound, where nobody brings one."""
THREADS = 2
PERIOD, PATIENCE = 0.1, 0.4
"""Seconds between two looks at the clock, and for those at work to end once the time is over."""
A_TURN = 0.6
"""Of the time that is left, for one choice, at the most."""
Told = Callable[[Choices, int, int], None]
"""Told of the best roster so far, its cost, and how little any can cost."""


class _Tell(Protocol):
    def __call__(self, *, at_rest: bool) -> None: ...


@dataclass(frozen=True)
class Pooled:
    """What the pool made of a week."""

    chosen: Choices
    cost: int
    """No dearer than the start."""
    bound: int
    """No roster costs less."""
    proven: bool
    """No cheaper roster exists."""
    seconds: float


def solve_pool(
    c: Columns,
    start: Choices,
    rosters: Sequence[Choices],
    seconds: float,
    stop: Stop | None = None,
    bound: Bound | None = None,
    told: Told | None = None,
) -> Pooled:
    """The best roster put together from tours near the bound, and how good it can be.

    ``start`` is a faultless roster, ``rosters`` are others met on the way. ``bound`` is what
    ``find_bound`` found of the same columns; without it, it is sought first. Weeks of which
    ``find_bound`` knows no days keep their start. ``told`` hears of the best so far, in the
    thread of the caller: while turns are taken, and with a new roster once all are at rest.
    """
    begun = time.perf_counter()
    until = begun + seconds

    def over() -> bool:
        return time.perf_counter() > until or (stop is not None and stop())

    if bound is None:
        bound = find_bound(c, seconds * BOUND_SHARE, stop)
    pools = [
        Mixing(one, one.priced, [start, *rosters], over)
        for one in bound.generations
        if one.priced is not None
    ]
    known, best = bound, (start, check_tables(c.tables, meetings_of(c, start)).cost)

    def least() -> int:
        together = known.beside + sum(one.lower for one in known.generations)
        return min(best[1], max(known.cost, together))

    def tell(*, at_rest: bool) -> None:
        nonlocal best
        if told is not None:
            best = _put_together(c, best[0], pools) if at_rest else best
            told(*best, least())

    _work(pools, until, over, tell)
    best = _put_together(c, best[0], pools)
    return Pooled(*best, least(), least() == best[1], time.perf_counter() - begun)


def _put_together(c: Columns, start: Choices, pools: Sequence[Mixing]) -> tuple[Choices, int]:
    """The start with the tours of every share, and what it costs, told by the check.

    Shares know nothing of one another, but an employee's nights and a client's day may lie in
    two of them: where all together break a rule, shares are put in one by one as long as none is
    broken.
    """

    def judge(chosen: Choices) -> tuple[bool, int]:
        checked = check_tables(c.tables, meetings_of(c, chosen))
        return not checked.faults, checked.cost

    mixed = start
    for pool in pools:
        mixed = pool.put_into(mixed)
    given, cost = judge(start)
    sound, together = judge(mixed)
    if sound:
        return (mixed, together) if together <= cost or not given else (start, cost)
    chosen = start
    for pool in pools:
        mixed = pool.put_into(chosen)
        sound, together = judge(mixed)
        if sound and together <= cost:
            chosen, cost = mixed, together
    return chosen, cost


def _work(pools: list[Mixing], until: float, over: Stop, tell: _Tell) -> None:
    """Turn by turn, two shares at once: more time for those that may still win more.

    Nobody waits beyond the end for a turn that does not come to its own.
    """

    def take_turn(pool: Mixing, part: float) -> None:
        now = time.perf_counter()
        pool.work(now + (until - now) * min(A_TURN, part))

    threads = ThreadPoolExecutor(THREADS)
    try:
        turns = [threads.submit(pool.begin, until) for pool in pools]
        while _have_ended(turns, over, tell) and any(pool.is_open for pool in pools):
            tell(at_rest=True)
            waiting = sorted((p for p in pools if p.is_open), key=lambda p: -p.prize)
            each = THREADS / max(1.0, sum(pool.prize for pool in waiting))
            turns = [threads.submit(take_turn, pool, pool.prize * each) for pool in waiting]
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def _have_ended(turns: list[Future[None]], over: Stop, tell: _Tell) -> bool:
    """Wait for turns to end; False when the time was over before, or is now.

    What a turn raised is raised here, whenever it ended.
    """
    ended: Iterable[Future[None]] = ()
    pending: Iterable[Future[None]] = turns
    while pending and not over():
        tell(at_rest=False)
        ended, pending = wait(pending, PERIOD)
        for turn in ended:
            turn.result()
    last = time.perf_counter() + PATIENCE
    while pending and time.perf_counter() < last:
        ended, pending = wait(pending, PERIOD)
        for turn in ended:
            turn.result()
    return not over()
