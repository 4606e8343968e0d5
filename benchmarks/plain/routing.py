"""OR-Tools 9.15 routing, local search in C++ under penalties, two days at a time on two processes.

The model: a dimension of time with waiting, a disjunction of 1,000 for every visit that may be
left out, a vehicle per worker. ``SetAllowedVehiclesForIndex`` fails in this version's Python, so
who may come is said of the vehicle's variable; -1 stands for left out. Settings:
GUIDED_LOCAL_SEARCH; the first plan by PATH_CHEAPEST_ARC, or from ``MANY`` visits a day on by
PARALLEL_CHEAPEST_INSERTION. Tried on M (20 s): path 55,934, automatic 56,011, local insertion
60,890, parallel insertion 63,730; on L (30 s): parallel insertion 337,802, path 727,426, automatic
733,789 (a busy machine; only the order counts).
"""

from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.plain.day import Day
from benchmarks.plain.instance import LEFT_OUT

SETTINGS = "path cheapest arc or parallel insertion, guided local search"
MIDNIGHT = 1440
MANY = 200
"""Visits of a day."""


def solve_day(day: Day, seconds: float, seed: int) -> list[list[int]]:  # noqa: ARG001 no seed
    """Positions of visits per worker, in order."""
    large = day.visits >= MANY
    return solve_with(day, seconds, "PARALLEL_CHEAPEST_INSERTION" if large else "PATH_CHEAPEST_ARC")


def solve_with(day: Day, seconds: float, first_plan: str) -> list[list[int]]:
    """The same, with the first plan made by a strategy of that name."""
    pywrapcp: Any = import_module("ortools.constraint_solver.pywrapcp")
    enums: Any = import_module("ortools.constraint_solver.routing_enums_pb2")
    homes = list(range(day.visits, day.visits + day.workers))
    manager = pywrapcp.RoutingIndexManager(day.visits + day.workers, day.workers, homes, homes)
    model = pywrapcp.RoutingModel(manager)
    _describe(model, manager, day)
    asked = pywrapcp.DefaultRoutingSearchParameters()
    asked.first_solution_strategy = getattr(enums.FirstSolutionStrategy, first_plan)
    asked.local_search_metaheuristic = enums.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    asked.time_limit.FromMilliseconds(max(1, int(seconds * 1000)))
    found = model.SolveWithParameters(asked)
    if found is None:
        message = "no plan found"
        raise RuntimeError(message)
    routes: list[list[int]] = []
    for row in range(day.workers):
        route: list[int] = []
        at = found.Value(model.NextVar(model.Start(row)))
        while not model.IsEnd(at):
            route.append(manager.IndexToNode(at))
            at = found.Value(model.NextVar(at))
        routes.append(route)
    return routes


def _describe(model: Any, manager: Any, day: Day) -> None:
    """Cost, time, windows, shifts, and who may come."""
    length = np.concatenate([day.length, np.zeros(day.workers, np.int64)])
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(day.minutes.tolist()))
    took = model.RegisterTransitMatrix((day.minutes + length[:, None]).tolist())
    model.AddDimension(took, MIDNIGHT, MIDNIGHT, False, "time")  # noqa: FBT003 no keywords there
    time = model.GetDimensionOrDie("time")
    for row in range(day.visits):
        at = manager.NodeToIndex(row)
        time.CumulVar(at).SetRange(int(day.first[row]), int(day.last[row]))
        may = np.flatnonzero(day.fits[:, row]).tolist()
        model.VehicleVar(at).SetValues([-1, *may])
        model.AddDisjunction([at], LEFT_OUT)
    for row in range(day.workers):
        for at in (model.Start(row), model.End(row)):
            time.CumulVar(at).SetRange(int(day.begin[row]), int(day.end[row]))
