"""The whole week as one exact model: proves small providers."""

from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.choices import Choices
from optimizer.columns import Columns
from optimizer.model import Model, Part, whole_week
from optimizer.order import add_order
from optimizer.solution import hint, read
from optimizer.watch import Stop, watching

Improved = Callable[[Choices, int, int], None]
"""Told of each better roster: choices, cost, bound."""


@dataclass(frozen=True)
class Solved:
    """What CP-SAT gave back."""

    chosen: Choices | None
    cost: int | None
    bound: int
    proven: bool
    seconds: float


@dataclass(frozen=True)
class Effort:
    """How hard to try. ``work`` (CP-SAT's deterministic time) makes runs repeatable."""

    seconds: float
    seed: int
    threads: int
    work: float | None = None


def solve_exact(
    c: Columns,
    start: Choices,
    effort: Effort,
    improved: Improved | None = None,
    stop: Stop | None = None,
) -> Solved:
    """The cheapest roster of the week, or the best in time, from a roster to start with."""
    return solve_part(c, whole_week(c, start), effort, improved, stop)


def solve_part(
    c: Columns,
    part: Part,
    effort: Effort,
    improved: Improved | None = None,
    stop: Stop | None = None,
) -> Solved:
    """The same for a part of the week; costs and bounds are of the whole roster."""
    model = Model(c, part)
    model.build()
    add_order(model)
    model.minimise()
    hint(model, part.standing)
    return run(model, effort, improved, stop)


def run(
    model: Model,
    effort: Effort,
    improved: Improved | None = None,
    stop: Stop | None = None,
) -> Solved:
    """Solve a model as it is."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = effort.seconds
    solver.parameters.num_workers = effort.threads
    solver.parameters.random_seed = effort.seed
    # Otherwise CP-SAT takes Ctrl-C for itself and the roster so far is lost.
    solver.parameters.catch_sigint_signal = False
    if effort.work is not None:
        solver.parameters.max_deterministic_time = effort.work
        solver.parameters.interleave_search = effort.threads > 1
    with watching(stop, solver.stop_search):
        status = solver.solve(model.cp, _Teller(model, improved) if improved else None)
    if status == cp_model.MODEL_INVALID:
        message = f"the model of the week is invalid: {model.cp.validate()}"
        raise RuntimeError(message)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Solved(
        read(model, solver) if found and model.timed else None,
        round(solver.objective_value) if found else None,
        round(solver.best_objective_bound),
        proven=status == cp_model.OPTIMAL,
        seconds=solver.wall_time,
    )


class _Teller(cp_model.CpSolverSolutionCallback):
    """Passes each better roster on."""

    def __init__(self, model: Model, improved: Improved) -> None:
        super().__init__()
        self._model, self._improved = model, improved

    def on_solution_callback(self) -> None:
        """Read the roster and tell."""
        self._improved(
            read(self._model, self),
            round(self.objective_value),
            round(self.best_objective_bound),
        )
