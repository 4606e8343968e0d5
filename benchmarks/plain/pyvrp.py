"""PyVRP 0.14.1, an iterated local search in C++, two days at a time on two processes.

The model: prizes of 1,000 for visits that may be left out; a vehicle type per worker; and tags
either as *profiles* (a matrix for every set of visits that some worker may make, the others beyond
reach) or as *loads* (a load dimension per tag, of which workers without the tag carry none).
Settings: profiles, and ``num_neighbours`` 100 instead of 50: with tags and windows many of
the nearest cannot be used. Tried on M (20 s): 50 neighbours 47,197, 100 45,306, 200 45,284, 100
with loads 47,876; on L (30 s): 50 280,363, 100 232,992, 100 with loads 244,306 (a busy machine;
only the order counts). Days whose matrices would not fit into ``MOST_MB`` take loads, which need
one matrix.
"""

from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.plain.day import Day
from benchmarks.plain.instance import LEFT_OUT

SETTINGS = "prizes, profile per set of tags, 100 neighbours"
NEIGHBOURS = 100
BEYOND = 100_000
"""Minutes to a visit that a worker may not make."""
MOST_MB = 2_000
PLENTY = 10_000
"""More visits of one tag than a day can hold."""


def solve_day(day: Day, seconds: float, seed: int) -> list[list[int]]:
    """Positions of visits per worker, in order."""
    profiles = len(np.unique(day.fits, axis=0))
    megabytes = 2 * profiles * day.minutes.size * 8 >> 20
    return solve_with(day, seconds, seed, NEIGHBOURS, loads=megabytes > MOST_MB)


def solve_with(
    day: Day, seconds: float, seed: int, neighbours: int, *, loads: bool
) -> list[list[int]]:
    """The same with so many neighbours, and tags as loads or as profiles."""
    pyvrp: Any = import_module("pyvrp")
    stop: Any = import_module("pyvrp.stop")
    search: Any = import_module("pyvrp.search")
    near = search.NeighbourhoodParams(num_neighbours=neighbours)
    found = pyvrp.solve(
        _with_loads(pyvrp, day) if loads else _with_profiles(pyvrp, day),
        stop.MaxRuntime(seconds),
        seed=seed,
        collect_stats=False,
        params=pyvrp.SolveParams(neighbourhood=near),
    )
    routes: list[list[int]] = [[] for _ in range(day.workers)]
    if found.best.is_feasible():
        for route in found.best.routes():
            made = [step.idx for step in route if step.is_client()]
            routes[route.vehicle_type()] = made
    return routes


def _with_profiles(pyvrp: Any, day: Day) -> Any:
    """A matrix for every set of visits that some worker may make."""
    sets, profile = np.unique(day.fits, axis=0, return_inverse=True)
    matrices = []
    for may in sets:
        matrix = day.minutes.copy()
        matrix[:, np.flatnonzero(~may)] = BEYOND
        np.fill_diagonal(matrix, 0)
        matrices.append(matrix)
    return _data(
        pyvrp, day, matrices, profile.ravel().tolist(), [[]] * day.visits, [[]] * day.workers
    )


def _with_loads(pyvrp: Any, day: Day) -> Any:
    """One matrix; a load dimension per tag."""
    tags = [t for t in range(int(day.asked.max()).bit_length()) if (day.asked >> t & 1).any()]
    asked = [[int(bits >> t & 1) for t in tags] for bits in day.asked.tolist()]
    room = [[PLENTY * int(bits >> t & 1) for t in tags] for bits in day.tags.tolist()]
    return _data(pyvrp, day, [day.minutes], [0] * day.workers, asked, room)


def _data(
    pyvrp: Any,
    day: Day,
    matrices: list[Any],
    profile: list[int],
    asked: list[list[int]],
    room: list[list[int]],
) -> Any:
    """PyVRP's problem: visits first, then a depot for every worker's home."""
    clients = [
        pyvrp.Client(
            location=row,
            delivery=asked[row],
            service_duration=int(day.length[row]),
            tw_early=int(day.first[row]),
            tw_late=int(day.last[row]),
            prize=LEFT_OUT,
            required=False,
        )
        for row in range(day.visits)
    ]
    workers = [
        pyvrp.VehicleType(
            capacity=room[row],
            start_depot=row,
            end_depot=row,
            tw_early=int(day.begin[row]),
            tw_late=int(day.end[row]),
            profile=profile[row],
        )
        for row in range(day.workers)
    ]
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in range(day.visits + day.workers)],
        clients=clients,
        depots=[pyvrp.Depot(day.visits + row) for row in range(day.workers)],
        vehicle_types=workers,
        distance_matrices=matrices,
        duration_matrices=matrices,
    )
