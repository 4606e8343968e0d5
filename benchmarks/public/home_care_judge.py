"""Judge a plan for home health care: when everybody begins, what it costs, what is wrong with it.

A plan says who makes which service in which order; each begins as early as all orders and gaps
allow, which no later start can better: cost never falls when anything begins later. Plain
loops, on purpose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.public.home_care import HomeCare

Service = tuple[int, int]
"""Patient, and the first (0) or second (1) service."""
CLOSE = 1e-6
ROUNDS = 3


@dataclass(frozen=True)
class Nursed:
    """What a plan costs and what is wrong with it."""

    distance: float
    lateness: float
    largest: float
    violations: tuple[str, ...]

    @property
    def cost(self) -> float:
        """As published: a third of the sum."""
        return (self.distance + self.lateness + self.largest) / 3


def judge_home_care(instance: HomeCare, routes: Sequence[Sequence[Service]]) -> Nursed:
    """Walk all routes together; ``routes`` are the services of each carer in order."""
    wrong: list[str] = []
    listed = [service for route in routes for service in route]
    wanted = [(p, s) for p, told in enumerate(instance.patients) for s in range(len(told.services))]
    wrong += [
        f"service {one} is made {listed.count(one)} times"
        for one in wanted
        if listed.count(one) != 1
    ]
    wrong += [f"there is no service {one}" for one in sorted(set(listed) - set(wanted))]
    distance = 0.0
    for carer, route in enumerate(routes):
        known = [one for one in route if one in wanted]
        wrong += [
            f"carer {carer + 1} cannot do service {one}"
            for one in known
            if instance.patients[one[0]].services[one[1]] not in instance.carers[carer]
        ]
        patients = [instance.patients[p] for p, _ in known]
        if len({patient.place for patient in patients}) < len(patients):
            wrong.append(f"carer {carer + 1} comes twice to one patient")
        places = [0, *(patient.place for patient in patients), 0]
        distance += sum(instance.ways[a][b] for a, b in pairwise(places))
    if wrong:
        return Nursed(distance, 0.0, 0.0, tuple(wrong))
    start = earliest(instance, routes)
    if start is None:
        return Nursed(distance, 0.0, 0.0, ("orders and gaps cannot be kept together",))
    late = [max(0.0, start[one] - instance.patients[one[0]].last) for one in wanted]
    return Nursed(distance, sum(late), max(late, default=0.0), ())


def earliest(
    instance: HomeCare, routes: Sequence[Sequence[Service]]
) -> dict[Service, float] | None:
    """Earliest start of every service; None where orders and gaps contradict one another.

    Starts only ever move later until nothing asks for it (longest paths): more rounds than
    services mean that they chase one another in a circle.
    """
    start = {
        (p, s): max(told.first, 0.0)
        for p, told in enumerate(instance.patients)
        for s in range(len(told.services))
    }
    for _ in range(len(start) + ROUNDS):
        moved = False
        for route in routes:
            here, free = 0, 0.0
            for one in route:
                told = instance.patients[one[0]]
                ready = free + instance.ways[here][told.place]
                if ready > start[one] + CLOSE:
                    start[one], moved = ready, True
                here, free = told.place, start[one] + told.minutes[one[1]]
        for p, told in enumerate(instance.patients):
            if len(told.services) > 1:
                low, high = told.gap
                first, second = start[p, 0], start[p, 1]
                if second < first + low - CLOSE:
                    start[p, 1], moved = first + low, True
                elif second > first + high + CLOSE:
                    start[p, 0], moved = second - high, True
        if not moved:
            return start
    return None
