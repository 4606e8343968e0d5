"""PyVRP beside ours: the same file read by its own reader, one process per seed, the best plan.

Settings: its defaults; ``read`` with ``exact`` for site-dependent and ``dimacs`` for prize-
collecting files, as the best known plans were computed. Imports are not counted as time used,
reading the file is counted on neither side.
"""

import multiprocessing as mp
import time
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.public.judge import Judged, judge
from benchmarks.public.ours import Solved
from benchmarks.public.vrplib import PRIZE_COLLECTING, Instance

Routes = list[list[int]]


def solve_with_pyvrp(
    path: Path, instance: Instance, seconds: float, seeds: tuple[int, ...]
) -> Solved | str:
    """The cheapest faultless plan of all seeds side by side, or the reason why there is none."""
    if find_spec("pyvrp") is None or find_spec("vrplib") is None:
        return "PyVRP is not installed"
    spawn = mp.get_context("spawn")
    rounding = "dimacs" if instance.kind == PRIZE_COLLECTING else "exact"
    with ProcessPoolExecutor(len(seeds), mp_context=spawn) as pool:
        runs = [pool.submit(_solve, path, rounding, seconds, seed) for seed in seeds]
        told = [run.result() for run in runs]
    best: Judged | None = None
    for routes, _, _ in told:
        judged = judge(instance, routes or [])
        if routes is not None and (best is None or judged.cost < best.cost):
            best = judged
    if best is None:
        return "PyVRP found no plan"
    spent = max(used for _, used, _ in told)
    return Solved(
        best, spent, f"{len(seeds)} seeds, {sum(many for _, _, many in told):,} iterations"
    )


def _solve(
    path: Path, rounding: str, seconds: float, seed: int
) -> tuple[Routes | None, float, int]:
    """In a process of its own: routes per vehicle of the file, seconds, iterations."""
    pyvrp: Any = import_module("pyvrp")
    stop: Any = import_module("pyvrp.stop")
    data = pyvrp.read(path, rounding)
    begun = time.perf_counter()
    found = pyvrp.solve(data, stop.MaxRuntime(seconds), seed=seed, collect_stats=False)
    spent = time.perf_counter() - begun
    if not found.best.is_feasible():
        return None, spent, found.num_iterations
    # The reader joins vehicles that are alike and names the type after them.
    alike = [[int(word) for word in kind.name.split(",")] for kind in data.vehicle_types()]
    places = [client.location for client in data.clients()]
    routes: Routes = [[] for _ in range(data.num_vehicles)]
    for route in found.best.routes():
        vehicle = alike[route.vehicle_type()].pop()
        routes[vehicle] = [places[step.idx] for step in route if step.is_client()]
    return routes, spent, found.num_iterations
