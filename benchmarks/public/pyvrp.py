"""PyVRP beside ours: the same file read by its own reader, one process per seed, the best plan.

Settings: its defaults; ``read`` with ``exact`` for site-dependent and ``dimacs`` for prize-
collecting files, as the best known plans were computed. One thing is changed: where a vehicle may
not go, the reader puts 2 to the power of 44, with which PyVRP 0.14.1 did not end on PR03 (a
minute for five seconds asked); ``BEYOND`` times the longest way keeps vehicles away as well.
Imports and reading the file are not counted as time used. A process that does not end is ended.
"""

import multiprocessing as mp
import time
from importlib import import_module
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.public.judge import Judged, judge
from benchmarks.public.ours import Solved
from benchmarks.public.vrplib import PRIZE_COLLECTING, Instance

Routes = list[list[int]]
BEYOND = 20
"""Longest ways to where a vehicle may not go."""
PATIENCE, GRACE = 2.0, 30.0
"""Times the seconds given, and seconds for imports, after which a process is ended."""


def solve_with_pyvrp(
    path: Path, instance: Instance, seconds: float, seeds: tuple[int, ...]
) -> Solved | str:
    """The cheapest faultless plan of all seeds side by side, or the reason why there is none."""
    if find_spec("pyvrp") is None or find_spec("vrplib") is None:
        return "PyVRP is not installed"
    last = time.perf_counter() + PATIENCE * seconds + GRACE
    longest = BEYOND * int(instance.ways.max())
    rounding = "dimacs" if instance.kind == PRIZE_COLLECTING else "exact"
    running = [_start(path, rounding, longest, seconds, seed) for seed in seeds]
    best: Judged | None = None
    many, spent, ended = 0, 0.0, 0
    for here, process in running:
        if here.poll(max(0.0, last - time.perf_counter())):
            routes, used, iterations = here.recv()
            many, spent = many + iterations, max(spent, used)
            judged = None if routes is None else judge(instance, routes)
            if judged and not judged.violations and (best is None or judged.cost < best.cost):
                best = judged
        else:
            process.kill()
            ended += 1
        process.join()
    if best is None:
        return f"PyVRP found no plan; {ended} of its processes did not end"
    words = f"{len(seeds)} seeds, {many:,} iterations"
    return Solved(best, spent, f"{words}; {ended} did not end" if ended else words)


def _start(path: Path, rounding: str, longest: int, seconds: float, seed: int) -> tuple[Any, Any]:
    """Where a process tells what it found, and the process."""
    spawn = mp.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    given = (there, path, rounding, longest, seconds, seed)
    process = spawn.Process(target=_solve, args=given)
    process.start()
    return here, process


def _solve(
    there: Connection, path: Path, rounding: str, longest: int, seconds: float, seed: int
) -> None:
    """In a process of its own: tell routes per vehicle of the file, seconds, iterations."""
    pyvrp: Any = import_module("pyvrp")
    stop: Any = import_module("pyvrp.stop")
    data = pyvrp.read(path, rounding)
    ways = [np.minimum(data.distance_matrix(k), longest) for k in range(data.num_profiles)]
    data = data.replace(distance_matrices=ways, duration_matrices=ways)
    begun = time.perf_counter()
    found = pyvrp.solve(data, stop.MaxRuntime(seconds), seed=seed, collect_stats=False)
    spent = time.perf_counter() - begun
    routes: Routes | None = None
    if found.best.is_feasible():
        # The reader joins vehicles that are alike and names the type after them.
        alike = [[int(word) for word in kind.name.split(",")] for kind in data.vehicle_types()]
        places = [client.location for client in data.clients()]
        routes = [[] for _ in range(data.num_vehicles)]
        for route in found.best.routes():
            vehicle = alike[route.vehicle_type()].pop()
            routes[vehicle] = [places[step.idx] for step in route if step.is_client()]
    there.send((routes, spent, found.num_iterations))
    there.close()
