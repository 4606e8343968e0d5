"""CP-SAT of OR-Tools 9.15, a plain arc model, day after day.

The model: one circuit through all workers' homes. A literal for every two visits that can follow
one another, for every first and last visit of a worker, and for every visit left out; a start
and a worker per visit, the worker equal along an arc; objective J. Settings: a plan by cheapest
insertion as a hint, which counts as its own where it finds none in time. Days of up to ``FEW`` arcs
are solved as usual, with eight search threads, since with fewer CP-SAT leaves out half of its
relaxations, and S is proven in seconds. Larger days by its large neighbourhood searches alone,
four threads, without probing and symmetries: ten seconds on a day of M left
25,971 to 26,880 as usual and 23,071 to 25,946 so (a busy machine; only the order counts).
"""

import time
from importlib import import_module
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.plain.day import Day
from benchmarks.plain.greedy import first_plan, starts_of
from benchmarks.plain.instance import LEFT_OUT

SETTINGS = "one circuit a day, hint by cheapest insertion; large days: neighbourhoods only"
THREADS, LARGE_THREADS = 8, 4
FEW = 3_000
"""Arcs of a day."""
MOST_ARCS = 1_000_000
"""Literals up to which the model of a day is built: some 10 kB each, in Python and in CP-SAT."""


def solve_day(day: Day, seconds: float, seed: int) -> list[list[int]]:
    """Positions of visits per worker, in order."""
    begun = time.perf_counter()
    cp_model: Any = import_module("ortools.sat.python.cp_model")
    may = day.can_serve().astype(np.float32)
    arcs = int((day.can_follow() & (may.T @ may > 0)).sum()) + 2 * int(may.sum())
    if arcs > MOST_ARCS:
        message = f"the model would have {arcs:,} arcs, more than {MOST_ARCS:,}"
        raise ValueError(message)
    asked = _Asked(cp_model.CpModel(), day)
    plan = first_plan(day)
    asked.hint(plan)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, seconds - (time.perf_counter() - begun))
    solver.parameters.num_workers = THREADS
    if arcs > FEW:
        solver.parameters.num_workers = LARGE_THREADS
        solver.parameters.use_lns_only = True
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
    solver.parameters.random_seed = seed
    status = solver.solve(asked.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return plan
    after = {a: b for (a, b), literal in asked.arcs.items() if solver.boolean_value(literal)}
    routes = []
    for row in range(day.workers):
        route = []
        at = after[day.visits + row]
        while at < day.visits:
            route.append(at)
            at = after[at]
        routes.append(route)
    return routes


class _Asked:
    """The model of a day: nodes are visits, then homes; a home ends one worker, begins the next."""

    def __init__(self, model: Any, day: Day) -> None:
        self.model, self.day = model, day
        n = day.visits
        self.start = [
            model.new_int_var(int(day.first[v]), int(day.last[v]), f"start {v}") for v in range(n)
        ]
        self.worker = [
            model.new_int_var(0, max(0, day.workers - 1), f"worker {v}") for v in range(n)
        ]
        self.arcs: dict[tuple[int, int], Any] = {}
        self.costs: list[tuple[Any, int]] = []
        self._between_visits()
        self._from_and_to_homes()
        for visit in range(n):
            self._arc(visit, visit, LEFT_OUT)
        model.add_circuit([(a, b, literal) for (a, b), literal in self.arcs.items()])
        literals, prices = zip(*self.costs, strict=True)
        model.minimize(_weighted(literals, prices))

    def _arc(self, one: int, other: int, cost: int) -> Any:
        literal = self.model.new_bool_var(f"{one} {other}")
        self.arcs[one, other] = literal
        self.costs.append((literal, cost))
        return literal

    def _between_visits(self) -> None:
        may = self.day.can_serve().astype(np.float32)
        rows, columns = np.nonzero(self.day.can_follow() & (may.T @ may > 0))
        for one, other in zip(rows.tolist(), columns.tolist(), strict=True):
            way = int(self.day.minutes[one, other])
            literal = self._arc(one, other, way)
            soonest = self.start[one] + int(self.day.length[one]) + way
            self.model.add(self.start[other] >= soonest).only_enforce_if(literal)
            self.model.add(self.worker[one] == self.worker[other]).only_enforce_if(literal)

    def _from_and_to_homes(self) -> None:
        day, n, m = self.day, self.day.visits, self.day.workers
        may = day.can_serve()
        for visit in range(n):
            able = np.flatnonzero(may[:, visit]).tolist()
            for row in able:
                home, following = n + row, n + (row + 1) % m
                way, back = int(day.minutes[home, visit]), int(day.minutes[visit, home])
                first, last = self._arc(home, visit, way), self._arc(visit, following, back)
                leave = int(day.end[row]) - back - int(day.length[visit])
                self.model.add(self.start[visit] >= int(day.begin[row]) + way).only_enforce_if(
                    first
                )
                self.model.add(self.start[visit] <= leave).only_enforce_if(last)
                for literal in (first, last):
                    self.model.add(self.worker[visit] == row).only_enforce_if(literal)
            if able:
                self.model.add_allowed_assignments([self.worker[visit]], [(w,) for w in able])
        for row in range(m):
            self._arc(n + row, n + (row + 1) % m, 0)

    def hint(self, routes: list[list[int]]) -> None:
        """Say a whole plan: every literal, start and worker."""
        n, m = self.day.visits, self.day.workers
        used: set[tuple[int, int]] = set()
        served: set[int] = set()
        for row, route in enumerate(routes):
            used |= set(pairwise([n + row, *route, n + (row + 1) % m]))
            served |= set(route)
            for visit, start in zip(route, starts_of(self.day, row, route) or [], strict=True):
                self.model.add_hint(self.start[visit], start)
                self.model.add_hint(self.worker[visit], row)
        able = self.day.can_serve().argmax(axis=0).tolist()
        for visit in set(range(n)) - served:
            used.add((visit, visit))
            self.model.add_hint(self.start[visit], int(self.day.first[visit]))
            self.model.add_hint(self.worker[visit], able[visit])
        for arc, literal in self.arcs.items():
            self.model.add_hint(literal, arc in used)


def _weighted(literals: Any, prices: Any) -> Any:
    linear: Any = import_module("ortools.sat.python.cp_model").LinearExpr
    return linear.weighted_sum(list(literals), list(prices))
