"""The order of a worker's days in plain loops: every start on the grid, tried one by one.

Shares nothing with the optimizer: docs/reference/rules.md is the source, as for ``tests.oracle``.
What is asked here is more: not whether given minutes are sound, but whether an *order* of
visits has sound minutes at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from domain.people import Contract, Worker
from domain.session import DAY_MINUTES, Need
from optimizer.policy import Policy
from optimizer.problem import Problem
from tests.optimizer.brute_force import starts_of

Day = tuple[int, int]
"""Leaving home and being back."""
Order = Mapping[int, Sequence[Need]]
"""Weekday -> visits in order."""


def way(problem: Problem, origin: str, to: str) -> int:
    """Minutes from place to place."""
    ids = problem.travel.ids
    return int(problem.travel.minutes[ids.index(origin), ids.index(to)])


def legs_of(problem: Problem, worker: Worker, visits: Sequence[Need]) -> list[int]:
    """Minutes of each way: from home, between the visits, back home."""
    stops = [worker.home, *(n.place or worker.home for n in visits), worker.home]
    return [way(problem, a, b) for a, b in pairwise(stops)]


def _starts(
    policy: Policy, visits: Sequence[Need], legs: Sequence[int], weekday: int
) -> Iterator[tuple[int, ...]]:
    """Every choice of starts in which each visit begins after the one before it and the way."""

    def go_on(chosen: tuple[int, ...], ready: int) -> Iterator[tuple[int, ...]]:
        if len(chosen) == len(visits):
            yield chosen
            return
        visit = visits[len(chosen)]
        for start in starts_of(visit, policy.grid):
            if start // DAY_MINUTES == weekday and start >= ready:
                after = start + visit.minutes + legs[len(chosen) + 1]
                yield from go_on((*chosen, start), after)

    yield from go_on((), -DAY_MINUTES)


def days_of(
    problem: Problem, policy: Policy, worker: Worker, weekday: int, visits: Sequence[Need]
) -> set[Day]:
    """Every pair of leaving home and being back that a day in this order can have."""
    legs = legs_of(problem, worker, visits)
    found: set[Day] = set()
    hours = [s for s in worker.shifts if s.weekday == weekday]
    for starts in _starts(policy, visits, legs, weekday):
        ends = [s + n.minutes for s, n in zip(starts, visits, strict=True)]
        leave, back = starts[0] - legs[0], ends[-1] + legs[-1]
        if not any(
            weekday * DAY_MINUTES + s.start <= leave and back <= weekday * DAY_MINUTES + s.end
            for s in hours
        ):
            continue
        if worker.contract == Contract.EMPLOYEE and back - leave > policy.break_after:
            free = [s - e - w for s, e, w in zip(starts[1:], ends, legs[1:-1], strict=False)]
            if max(free, default=0) < policy.break_minutes:
                continue
        found.add((leave, back))
    return found


def can_be_driven(problem: Problem, policy: Policy, worker: Worker, order: Order) -> bool:
    """Whether days in these orders have minutes that keep shifts, ways, breaks and rests."""
    held = {day: visits for day, visits in sorted(order.items()) if visits}
    if not held:
        return True
    before = problem.last_free.get(worker.id)
    rests = worker.contract == Contract.EMPLOYEE
    # (weekday, back, longest stretch so far), nothing held yet
    states = {(-1, before if before is not None else -DAY_MINUTES * 7, 0)}
    for day, visits in held.items():
        choices = days_of(problem, policy, worker, day, visits)
        after: set[tuple[int, int, int]] = set()
        for last, back, longest in states:
            for leave, home in choices:
                if rests and last == day - 1 and leave - back < policy.daily_rest:
                    continue
                free = leave if last < 0 and before is None else leave - back
                after.add((day, home, max(longest, free)))
        states = after
    if not rests:
        return bool(states)
    again = 7 * DAY_MINUTES + min(s.weekday * DAY_MINUTES + s.start for s in worker.shifts)
    return any(max(longest, again - back) >= policy.weekly_rest for _, back, longest in states)
