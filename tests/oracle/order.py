"""What the oracle says of the order of meetings in workers' and clients' days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.people import Contract, Worker
from domain.session import Meeting
from tests.oracle.look import DAY, WEEK, Look


@dataclass(frozen=True)
class Stop:
    """A meeting as a worker goes through it."""

    start: int
    end: int
    place: str


@dataclass(frozen=True)
class Route:
    """One worker's day: home, the meetings in order of start, home."""

    worker: Worker
    weekday: int
    stops: list[Stop]
    legs: list[int]
    """Minutes of each way: from home, between the stops, back home."""

    @property
    def leaves(self) -> int:
        return self.stops[0].start - self.legs[0]

    @property
    def back(self) -> int:
        return self.stops[-1].end + self.legs[-1]

    @property
    def free(self) -> list[int]:
        """Minutes between neighbours beside the way; negative where there is no time for it."""
        between = self.legs[1:-1]
        pairs = pairwise(self.stops)
        return [b.start - a.end - way for (a, b), way in zip(pairs, between, strict=True)]


def routes(look: Look, meetings: Sequence[Meeting]) -> list[Route]:
    """Every worker's days in order; who has two seats of a meeting makes two stops."""
    by_day: dict[tuple[str, int], list[Stop]] = {}
    for meeting in sorted(meetings, key=lambda m: (m.start, look.order[m.need])):
        for chair in look.chairs(meeting):
            place = chair.worker.home if chair.need.place is None else chair.need.place
            stop = Stop(meeting.start, meeting.start + chair.need.minutes, place)
            by_day.setdefault((chair.worker.id, chair.weekday), []).append(stop)
    found = []
    for who, weekday in sorted(by_day):
        worker, stops = look.workers[who], by_day[who, weekday]
        places = [worker.home, *(stop.place for stop in stops), worker.home]
        legs = [look.way(a, b) for a, b in pairwise(places)]
        found.append(Route(worker, weekday, stops, legs))
    return found


def shift(_look: Look, all_routes: Sequence[Route]) -> int:
    outside = 0
    for route in all_routes:
        midnight = route.weekday * DAY
        today = [s for s in route.worker.shifts if s.weekday == route.weekday]
        if not today:
            outside += sum(stop.end - stop.start for stop in route.stops)
            continue
        outside += min(
            max(0, midnight + s.start - route.leaves) + max(0, route.back - midnight - s.end)
            for s in today
        )
    return outside


def worker_free(_look: Look, all_routes: Sequence[Route]) -> int:
    return sum(max(0, -free) for route in all_routes for free in route.free)


def breaks(look: Look, all_routes: Sequence[Route]) -> int:
    short = 0
    for route in all_routes:
        is_long = route.back - route.leaves > look.policy.break_after
        if route.worker.contract == Contract.EMPLOYEE and is_long:
            longest = max([0, *route.free])
            short += max(0, look.policy.break_minutes - longest)
    return short


def _by_employee(all_routes: Sequence[Route]) -> list[list[Route]]:
    found: dict[str, list[Route]] = {}
    for route in all_routes:
        if route.worker.contract == Contract.EMPLOYEE:
            found.setdefault(route.worker.id, []).append(route)
    return list(found.values())


def daily_rest(look: Look, all_routes: Sequence[Route]) -> int:
    asked, short = look.policy.daily_rest, 0
    for week in _by_employee(all_routes):
        last_week = look.problem.last_free.get(week[0].worker.id)
        if last_week is not None and week[0].weekday == 0:
            short += max(0, asked - (week[0].leaves - last_week))
        for one, other in pairwise(week):
            if other.weekday == one.weekday + 1:
                short += max(0, asked - (other.leaves - one.back))
    return short


def weekly_rest(look: Look, all_routes: Sequence[Route]) -> int:
    asked, short = look.policy.weekly_rest, 0
    for week in _by_employee(all_routes):
        worker = week[0].worker
        stretches = [week[0].leaves - look.problem.last_free.get(worker.id, 0)]
        stretches += [other.leaves - one.back for one, other in pairwise(week)]
        if worker.shifts:
            first_shift = min(s.weekday * DAY + s.start for s in worker.shifts)
            stretches.append(WEEK * DAY + first_shift - week[-1].back)
        else:
            stretches.append(asked)
        short += max(0, asked - max([0, *stretches]))
    return short


def travel(_look: Look, all_routes: Sequence[Route]) -> int:
    return sum(sum(route.legs) for route in all_routes)


def client_free(look: Look, meetings: Sequence[Meeting]) -> int:
    overlap = 0
    for client in look.clients:
        times = [
            (m.start, m.start + look.needs[m.need].minutes)
            for m in sorted(meetings, key=lambda m: (m.start, look.order[m.need]))
            if client in look.needs[m.need].clients
        ]
        for (_, end), (next_start, next_end) in pairwise(times):
            overlap += max(0, min(end, next_end) - next_start)
    return overlap


OF_ROUTES: tuple[Callable[[Look, Sequence[Route]], int], ...] = (
    shift,
    worker_free,
    breaks,
    daily_rest,
    weekly_rest,
    travel,
)
