"""A first plan of a day by cheapest insertion: what CP-SAT is given as a hint."""

from benchmarks.plain.day import Day


def first_plan(day: Day) -> list[list[int]]:
    """Positions of visits per worker; what few workers can make, in narrow windows, comes first."""
    routes: list[list[int]] = [[] for _ in range(day.workers)]
    may = day.can_serve()
    few = may.sum(axis=0)
    order = sorted(range(day.visits), key=lambda v: (few[v], day.last[v] - day.first[v], v))
    ways = day.minutes.tolist()
    for visit in order:
        best: tuple[int, int, int] | None = None
        for worker in range(day.workers):
            if not may[worker, visit]:
                continue
            home = day.visits + worker
            route = routes[worker]
            for at in range(len(route) + 1):
                before = route[at - 1] if at else home
                after = route[at] if at < len(route) else home
                way = ways[before][visit] + ways[visit][after] - ways[before][after]
                if best is not None and way >= best[0]:
                    continue
                if starts_of(day, worker, [*route[:at], visit, *route[at:]]) is not None:
                    best = (way, worker, at)
        if best is not None:
            routes[best[1]].insert(best[2], visit)
    return routes


def starts_of(day: Day, worker: int, route: list[int]) -> list[int] | None:
    """Earliest starts along a route; None where a window or the shift is missed."""
    now, at = int(day.begin[worker]), day.visits + worker
    starts: list[int] = []
    for visit in route:
        now = max(now + int(day.minutes[at, visit]), int(day.first[visit]))
        if now > day.last[visit]:
            return None
        starts.append(now)
        now += int(day.length[visit])
        at = visit
    return starts if now + int(day.minutes[at, day.visits + worker]) <= day.end[worker] else None
