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
DUAL, PRIMAL = mathopt.LPAlgorithm.DUAL_SIMPLEX, mathopt.LPAlgorithm.PRIMAL_SIMPLEX
OFF = mathopt.Emphasis.OFF
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

    def hold(self, column: int, least: float, most: float) -> None:
        """Let a column be no less and no more."""
        self.columns[column].lower_bound = least
        self.columns[column].upper_bound = most

    def solve(self, seconds: float, stop: Stop, *, held: bool = False) -> Optimum | None:
        """The optimum, None when there was no time for it; ``held``: columns were held since.

        With columns that are new the last levels still hold, with ends that are new its prices.
        """
        until = time.perf_counter() + seconds
        if self._failures < MOST_FAILURES:
            result = self._run(min(seconds, PATIENCE), stop, DUAL if held else PRIMAL)
            if result is not None or time.perf_counter() > until or stop():
                return result
            # Anew, and with presolve: slower, and sure to end.
            self._failures, self._solver = self._failures + 1, None
        return self._run(until - time.perf_counter(), stop, None)

    def _run(
        self, seconds: float, stop: Stop, quickly: mathopt.LPAlgorithm | None
    ) -> Optimum | None:
        if self._solver is None:
            self._solver = mathopt.IncrementalSolver(self.model, mathopt.SolverType.GLOP)
        parameters = mathopt.SolveParameters(
            time_limit=timedelta(seconds=max(seconds, 0.0)),
            threads=1,
            lp_algorithm=quickly,
            presolve=OFF if quickly else None,
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
