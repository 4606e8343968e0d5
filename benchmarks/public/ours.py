"""VRPLIB instances for our own search: vehicles are workers, clients are needs of one seat."""

import time
from dataclasses import dataclass

from benchmarks.public.judge import Judged, judge
from benchmarks.public.search import search
from benchmarks.public.vrplib import Instance, Ints
from benchmarks.public.week import Job, Vehicles, Visit, lay_out
from optimizer.search import at
from optimizer.search.week import Week

POSITIONS = 1 << at.PLACES
"""The search keeps an added way and a position in one number, so many to a unit of way."""
DEAR = 20
"""Longest ways that leaving out a client who must be visited costs."""


@dataclass(frozen=True)
class Solved:
    """What an engine made of an instance."""

    judged: Judged
    seconds: float
    words: str


def solve_instance(instance: Instance, seconds: float, seeds: tuple[int, ...]) -> Solved:
    """Search with every seed side by side and have the plan judged from outside."""
    begun = time.perf_counter()
    unit = coarse_unit(instance)
    found = search(lambda seed: week_of(instance, unit, seed), seconds, seeds)
    spent = time.perf_counter() - begun
    routes = [[seat + 1 for seat in route] for route in found.routes]
    words = f"{len(seeds)} seeds, {found.iterations:,} iterations"
    if unit > 1:
        words += f", counted in {unit} units"
    return Solved(judge(instance, routes), spent, words)


def coarse_unit(instance: Instance) -> int:
    """Units of the instance in one of the search, whose numbers for places end at ``NONE``."""
    longest = 2 * int(instance.ways.max()) * POSITIONS
    return 1 if longest < at.NONE else -(-longest // (at.NONE - POSITIONS * 2))


def week_of(instance: Instance, unit: int, seed: int) -> Week:
    """The tables of the search; a coarse unit is rounded so that its plans hold in the fine one."""
    ways = _up(instance.ways, unit)
    service, first, last = (
        _up(instance.service, unit),
        _up(instance.first, unit),
        instance.last // unit,
    )
    vehicles = Vehicles(
        home=0 * instance.capacity,
        begin=0 * instance.capacity + first[0],
        end=0 * instance.capacity + last[0],
        capacity=instance.capacity,
        longest=None if instance.longest is None else instance.longest // unit,
    )
    must = DEAR * int(ways.max())
    by = [tuple(instance.allowed[:, place].nonzero()[0].tolist()) for place in range(len(ways))]
    jobs = [
        Job(
            price=int(instance.prize[place]) // unit or must,
            stretches=((int(first[place]), int(last[place]), 0),),
            visits=(Visit(place, int(service[place]), by[place], int(instance.demand[place])),),
        )
        for place in range(1, len(ways))
    ]
    return lay_out(ways, vehicles, jobs, seed)


def _up(column: Ints, unit: int) -> Ints:
    return -(-column // unit)
