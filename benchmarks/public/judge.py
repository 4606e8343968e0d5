"""Judge any plan for a VRPLIB instance: what it costs, and everything that is wrong with it.

Plain loops over single numbers, on purpose: no engine has a hand in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.public.vrplib import Instance

Routes = Sequence[Sequence[int]]
"""Per vehicle, in order of the file: rows of clients in the order in which they are visited."""


@dataclass(frozen=True)
class Judged:
    """What a plan costs and what is wrong with it."""

    distance: int
    prizes: int
    """Of the clients left out."""
    left_out: int
    violations: tuple[str, ...]
    """One sentence for each: every violation is counted, none ends the count."""

    @property
    def cost(self) -> int:
        """What is compared, in units of the instance."""
        return self.distance + self.prizes


def judge(instance: Instance, routes: Routes) -> Judged:
    """Drive every route; each client once at most, and those without a prize exactly once."""
    wrong: list[str] = []
    seen: set[int] = set()
    distance = 0
    for vehicle, route in enumerate(routes):
        if not route:
            continue
        if vehicle >= instance.vehicles:
            wrong.append(f"there is no vehicle {vehicle + 1}")
            continue
        known = _look_over(instance, vehicle, route, seen, wrong)
        distance += _drive(instance, vehicle, known, wrong)
    prizes = left_out = 0
    for place in range(1, instance.clients + 1):
        if place not in seen:
            left_out += 1
            prizes += int(instance.prize[place])
            if int(instance.prize[place]) == 0:
                wrong.append(f"client {place} is not visited")
    return Judged(distance, prizes, left_out, tuple(wrong))


def _look_over(
    instance: Instance, vehicle: int, route: Sequence[int], seen: set[int], wrong: list[str]
) -> list[int]:
    """The clients of a route that there are; what is wrong but for times is added to ``wrong``."""
    known = [place for place in route if 0 < place <= instance.clients]
    if len(known) < len(route):
        wrong.append(f"vehicle {vehicle + 1} goes where nobody is")
    for place in known:
        if place in seen:
            wrong.append(f"client {place} is visited again")
        if not instance.allowed[vehicle, place]:
            wrong.append(f"vehicle {vehicle + 1} may not go to client {place}")
        seen.add(place)
    load = sum(int(instance.demand[place]) for place in known)
    if load > int(instance.capacity[vehicle]):
        wrong.append(f"vehicle {vehicle + 1} carries {load}")
    return known


def _drive(instance: Instance, vehicle: int, route: Sequence[int], wrong: list[str]) -> int:
    """How far a route is; what is wrong with its times is added to ``wrong``.

    Who leaves as late as the windows allow is away as briefly as can be.
    """
    stops = [0, *route, 0]
    ways = [int(instance.ways[a, b]) for a, b in pairwise(stops)]
    leave = int(instance.last[0])
    for here, way in zip(reversed(stops[:-1]), reversed(ways), strict=True):
        leave -= way
        if here:
            leave = min(leave - int(instance.service[here]), int(instance.last[here]))
    now = leave = max(leave, int(instance.first[0]))
    for here, way in zip(stops[1:], ways, strict=True):
        now += way
        if here:
            now = max(now, int(instance.first[here]))
        late = now - int(instance.last[here])
        if late > 0:
            wrong.append(f"vehicle {vehicle + 1} is {late} late at {here or 'the depot'}")
        now += int(instance.service[here]) if here else 0
    if instance.longest is not None and now - leave > instance.longest:
        wrong.append(f"vehicle {vehicle + 1} is away for {now - leave}")
    return sum(ways)
