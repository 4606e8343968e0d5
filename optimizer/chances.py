"""Whether a need has a chance at all: asked before the columns of a trial are laid out.

Most changes that are tried serve nobody, and mostly for one of three reasons: nobody may come,
no start is left, or none of those who may come has the time. To see that takes no columns.
Whoever has a chance may still be refused; whoever has none is never served.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from domain.people import Worker
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting, Need
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.rules import START_RULES
from optimizer.tables import Ints, make_tables, units

Stop = tuple[int, int, str]
"""Start, end and place of a meeting that stands."""


def has_a_chance(
    problem: Problem, policy: Policy, meetings: Sequence[Meeting], name: str, may: Collection[str]
) -> bool:
    """Whether some worker of ``may`` has the time for a need beside the meetings that stand.

    Musts of starts, the clients' own meetings, shifts, meetings and the ways between them are
    looked at; of a team only the starts.
    """
    if not may:
        return False
    needs = {need.id: need for need in problem.needs}
    wanted = needs[name]
    standing = [(meeting, needs[meeting.need]) for meeting in meetings]
    starts = _starts_left(problem, policy, wanted)
    starts = _beside_own(starts, wanted, standing)
    if not len(starts) or len(wanted.seats) != 1:
        return len(starts) > 0
    staff = {worker.id: worker for worker in problem.workers if worker.id in may}
    stops = _stops_of(staff, standing)
    rows = {place: row for row, place in reversed(list(enumerate(problem.travel.ids)))}

    def way(one: str, other: str) -> int:
        return int(problem.travel.minutes[rows[one], rows[other]])

    def fits(worker: Worker, day: int, begins: int, ends: int) -> bool:
        place = wanted.place or worker.home
        at = [(begins, begins, worker.home), *stops[worker.id, day], (ends, ends, worker.home)]
        for (_, free, before), (busy, _, after) in pairwise(at):
            first = int(np.searchsorted(starts, free + way(before, place)))
            last = busy - way(place, after) - wanted.minutes
            if first < len(starts) and starts[first] <= last:
                return True
        return False

    days = set((starts // DAY_MINUTES).tolist())
    return any(
        fits(worker, day, day * DAY_MINUTES + hours[0], day * DAY_MINUTES + hours[1])
        for worker in staff.values()
        for day, hours in {s.weekday: (s.start, s.end) for s in worker.shifts}.items()
        if day in days
    )


def _starts_left(problem: Problem, policy: Policy, wanted: Need) -> Ints:
    """Minutes, in order, at which no must of starts forbids a need to begin."""
    if wanted.pinned_start is not None:
        found = units([wanted.pinned_start])
    else:
        found = np.unique(np.concatenate([units([]), *_grid_points(wanted, policy.grid)]))
    alone = make_tables(
        replace(
            problem,
            needs=(wanted,),
            workers=(),
            clients=tuple(c for c in problem.clients if c.id in wanted.clients),
            budgets=(),
            parallel=tuple(p for p in problem.parallel if p.client in wanted.clients),
            usual={},
            known=frozenset(),
            published={k: m for k, m in problem.published.items() if k == wanted.id},
        ),
        policy,
    )
    for rule in START_RULES:
        if policy.price(rule.__name__) is None and len(found):
            found = found[rule(alone, np.zeros(len(found), np.int64), found) == 0]
    return found


def _grid_points(wanted: Need, grid: int) -> Iterable[Ints]:
    for window in wanted.windows:
        first = -(-max(0, window.start) // grid) * grid
        yield np.arange(first, min(window.end, WEEK_DAYS * DAY_MINUTES - 1) + 1, grid)


def _beside_own(starts: Ints, wanted: Need, standing: Iterable[tuple[Meeting, Need]]) -> Ints:
    """Starts at which none of the clients is in another meeting."""
    own = frozenset(wanted.clients)
    for meeting, need in standing:
        if not own.isdisjoint(need.clients):
            before = starts + wanted.minutes <= meeting.start
            starts = starts[before | (starts >= meeting.start + need.minutes)]
    return starts


def _stops_of(
    staff: dict[str, Worker], standing: Iterable[tuple[Meeting, Need]]
) -> dict[tuple[str, int], list[Stop]]:
    """Where the workers are when, by worker and weekday, in order of time."""
    found: dict[tuple[str, int], list[Stop]] = defaultdict(list)
    for meeting, need in standing:
        for who in meeting.workers:
            if who in staff:
                stop = (meeting.start, meeting.start + need.minutes, need.place or staff[who].home)
                found[who, meeting.start // DAY_MINUTES].append(stop)
    for stops in found.values():
        stops.sort()
    return found
