"""A linear program that grows: columns and rows are added, and it is solved again from there."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import inf

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from optimizer.watch import Stop, watching

Floats = NDArray[np.float64]
OPEN = inf
"""An end that binds nothing."""
DUAL, OFF = mathopt.LPAlgorithm.DUAL_SIMPLEX, mathopt.Emphasis.OFF
PATIENCE = 20.0
"""Seconds after which the quick way is given up: GLOP may go in circles without presolve."""
MOST_FAILURES = 3
"""Of the quick way, after which it is not tried again."""


@dataclass(frozen=True)
class Optimum:
    """Value, levels of the columns and prices of the rows."""

    value: float
    levels: Floats
    duals: Floats


class Linear:
    """Least cost of columns between 0 and their most, under rows between two ends."""

    def __init__(self) -> None:
        """No rows and no columns."""
        self.model = mathopt.Model()
        self.model.minimize(0.0)
        self.columns: list[mathopt.Variable] = []
        self.rows: list[mathopt.LinearConstraint] = []
        self._solver: mathopt.IncrementalSolver | None = None
        self._failures = 0

    def add_row(self, lower: float, upper: float) -> int:
        """Number of a new row, still empty."""
        self.rows.append(self.model.add_linear_constraint(lb=lower, ub=upper))
        return len(self.rows) - 1

    def add_column(
        self, cost: float, most: float, rows: Sequence[int], uses: Sequence[float]
    ) -> int:
        """Number of a new column that uses some rows."""
        column = self.model.add_variable(lb=0.0, ub=most)
        self.model.objective.set_linear_coefficient(column, cost)
        for row, use in zip(rows, uses, strict=True):
            self.rows[row].set_coefficient(column, use)
        self.columns.append(column)
        return len(self.columns) - 1

    def set_use(self, row: int, column: int, use: float) -> None:
        """Let a column use a row."""
        self.rows[row].set_coefficient(self.columns[column], use)

    def solve(self, seconds: float, stop: Stop) -> Optimum | None:
        """The optimum, None when there was no time for it."""
        until = time.perf_counter() + seconds
        if self._failures < MOST_FAILURES:
            result = self._run(min(seconds, PATIENCE), stop, quick=True)
            if result is not None or time.perf_counter() > until or stop():
                return result
            # Anew, and with presolve: slower, and sure to end.
            self._failures, self._solver = self._failures + 1, None
        return self._run(until - time.perf_counter(), stop, quick=False)

    def _run(self, seconds: float, stop: Stop, *, quick: bool) -> Optimum | None:
        if self._solver is None:
            self._solver = mathopt.IncrementalSolver(self.model, mathopt.SolverType.GLOP)
        parameters = mathopt.SolveParameters(
            time_limit=timedelta(seconds=max(seconds, 0.0)),
            threads=1,
            lp_algorithm=DUAL if quick else None,
            presolve=OFF if quick else None,
        )
        interrupter = SolveInterrupter()
        with watching(stop, interrupter.interrupt):
            try:
                result = self._solver.solve(params=parameters, interrupter=interrupter)
            except (AttributeError, RuntimeError):
                # GLOP lost its way in rounding; MathOpt stumbles over its own telling of it.
                return None
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        return Optimum(
            result.objective_value(),
            np.array(result.variable_values(self.columns)),
            np.array(result.dual_values(self.rows)),
        )
