"""From routes to minutes: when each meeting of the best roster begins.

The search knows that an order of visits can be driven; here each visit gets its minute:
as early as the day allows, with the break where one is owed, and days apart by the rests.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.search import at
from optimizer.search.week import Week


@dataclass(frozen=True)
class Visit:
    """One visit on a route: its need, minutes, place, and first and last start."""

    need: int
    minutes: int
    place: int
    first: int
    last: int


@dataclass(frozen=True)
class Route:
    """A worker's day: when it may begin and must end, and the break it owes."""

    begin: int
    end: int
    rest: int
    home: int
    visits: tuple[Visit, ...]


@dataclass(frozen=True)
class Driven:
    """A route with its minutes."""

    starts: tuple[int, ...]
    leave: int
    back: int


def starts_of_week(w: Week) -> tuple[dict[int, int], list[int]]:
    """Start per need of the best roster, and the needs for which none was found."""
    starts: dict[int, int] = {}
    failed: list[int] = []
    for monday in range(0, int(w.num[at.NEEDS0]), 7):
        routes = {
            day: _route_of(w, monday + day)
            for day in range(7)
            if w.rows[monday + day, at.BEST_SIZE]
        }
        driven = _drive_week(w, monday, routes)
        for day, route in routes.items():
            needs = [visit.need for visit in route.visits]
            found = driven.get(day)
            if found is None:
                failed += needs
            else:
                starts.update(zip(needs, found.starts, strict=True))
    return starts, failed


def _route_of(w: Week, r: int) -> Route:
    begin, end, rest, home = (int(x) for x in w.rows[r, [at.BEGIN, at.END, at.REST, at.HOME]])
    visits = []
    for seat in w.stops[r, : w.rows[r, at.BEST_SIZE], at.BEST_SEAT].tolist():
        need, place, minutes = (int(x) for x in w.rows[seat, [at.NEED, at.PLACE, at.MINUTES]])
        first, last = (int(x) for x in w.rows[need, [at.BEST_FROM, at.BEST_TO]])
        own = need - int(w.num[at.NEEDS0])
        visits.append(Visit(own, minutes, place if place >= 0 else home, first, last))
    return Route(begin, end, rest, home, tuple(visits))


def _drive_week(w: Week, monday: int, routes: dict[int, Route]) -> dict[int, Driven]:
    """Every day as early as can be; later days late instead where the weekly rest asks for it."""
    early = _early(w, monday, routes, sorted(routes))
    if len(early) < len(routes) or not w.thin[w.rows[monday, at.WORKER], at.WATCHED]:
        return early
    if _longest_rest(w, monday, early) >= w.num[at.WEEKLY_REST]:
        return early
    for day in sorted(routes):
        late = _late(w, monday, routes, [d for d in sorted(routes, reverse=True) if d >= day])
        both = {**early, **late}
        if late and _longest_rest(w, monday, both) >= w.num[at.WEEKLY_REST]:
            return both
    return {}


def _coupled(w: Week, monday: int, day: int) -> bool:
    return bool(w.rows[monday + day, at.AFTER_DAY])


def _early(
    w: Week, monday: int, routes: dict[int, Route], days: Sequence[int]
) -> dict[int, Driven]:
    found: dict[int, Driven] = {}
    for day in days:
        begin = routes[day].begin
        if day - 1 in found and _coupled(w, monday, day):
            begin = max(begin, found[day - 1].back + int(w.num[at.DAILY_REST]))
        driven = drive(w, routes[day], begin, routes[day].end)
        if driven is not None:
            found[day] = driven
    return found


def _late(w: Week, monday: int, routes: dict[int, Route], days: Sequence[int]) -> dict[int, Driven]:
    """From the last day backwards, each as late as it can be driven."""
    found: dict[int, Driven] = {}
    for day in days:
        route, end = routes[day], routes[day].end
        if day + 1 in found and _coupled(w, monday, day + 1):
            end = min(end, found[day + 1].leave - int(w.num[at.DAILY_REST]))
        for begin in range(end, route.begin - 1, -int(w.num[at.GRID])):
            driven = drive(w, route, begin, end)
            if driven is not None:
                found[day] = driven
                break
        else:
            return {}
    return found


def _longest_rest(w: Week, monday: int, driven: dict[int, Driven]) -> int:
    free, longest = int(w.thin[w.rows[monday, at.WORKER], at.OPENS]), 0
    for day in sorted(driven):
        longest = max(longest, driven[day].leave - free)
        free = driven[day].back
    return max(longest, int(w.thin[w.rows[monday, at.WORKER], at.CLOSES]) - free)


def drive(w: Week, route: Route, begin: int, end: int) -> Driven | None:
    """The minutes of a route, back as early as can be; None where it cannot be driven."""
    best: Driven | None = None
    for driven in _ways_to_drive(w, route, begin, end):
        if best is None or driven.back < best.back:
            best = driven
    return best


def _ways_to_drive(w: Week, route: Route, begin: int, end: int) -> Iterator[Driven]:
    """Without a break, leaving late enough, or with a break before the second, third, .. visit."""
    plain = _walk(w, route, begin, end, 0)
    if plain is None:
        return
    if route.rest == 0 or _keeps_break(w, route, plain):
        yield plain
        return
    owed = int(w.num[at.BREAK_AFTER])
    for leave in range(plain.leave + 1, plain.leave + plain.back - begin):
        later = _walk(w, route, leave, end, 0)
        if later is None:
            break
        if later.back - later.leave <= owed:
            yield later
            break
    for gap in range(1, len(route.visits)):
        rested = _walk(w, route, begin, end, gap)
        if rested is not None:
            yield rested


def _walk(w: Week, route: Route, begin: int, end: int, gap: int) -> Driven | None:
    """Each visit as early as can be, with the break before visit ``gap`` (0: none)."""
    here, free = route.home, begin
    starts: list[int] = []
    for k, visit in enumerate(route.visits):
        rest = route.rest if gap and k == gap else 0
        ready = free + rest + int(w.way[0, visit.place, here])
        start = _up(w, ready, visit.first)
        if start > visit.last:
            return None
        starts.append(start)
        here, free = visit.place, start + visit.minutes
    back = free + int(w.way[1, here, route.home])
    leave = starts[0] - int(w.way[0, route.visits[0].place, route.home])
    return Driven(tuple(starts), leave, back) if back <= end else None


def _up(w: Week, minute: int, origin: int) -> int:
    grid = int(w.num[at.GRID])
    return origin if minute <= origin else minute + (origin - minute) % grid


def _keeps_break(w: Week, route: Route, driven: Driven) -> bool:
    """Whether the day is short, or somewhere between two visits there is room for the break."""
    if driven.back - driven.leave <= w.num[at.BREAK_AFTER]:
        return True
    visits, starts = route.visits, driven.starts
    return any(
        starts[k + 1]
        - starts[k]
        - visits[k].minutes
        - int(w.way[0, visits[k + 1].place, visits[k].place])
        >= route.rest
        for k in range(len(visits) - 1)
    )
