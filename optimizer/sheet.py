"""A program in whole numbers, gathered as arrays before the solver is told of it.

Columns are whole numbers from 0 to their most, rows stand between two ends.
"""

from dataclasses import dataclass, field

import numpy as np
from ortools.linear_solver import linear_solver_pb2

from optimizer.linear import Floats
from optimizer.tables import Ints


@dataclass
class Sheet:
    """Columns and rows as arrays, costs to be kept low."""

    cost: list[Floats] = field(default_factory=list)
    most: list[Floats] = field(default_factory=list)
    lower: list[Floats] = field(default_factory=list)
    upper: list[Floats] = field(default_factory=list)
    cells: list[tuple[Ints, Ints, Ints]] = field(default_factory=list)
    """Rows, columns, values."""
    columns: int = 0
    rows: int = 0

    def add_columns(self, cost: Ints, most: Ints) -> Ints:
        """Whole numbers between 0 and their most."""
        self.cost.append(cost.astype(np.float64))
        self.most.append(most.astype(np.float64))
        self.columns += len(cost)
        return np.arange(self.columns - len(cost), self.columns)

    def add_rows(self, lower: Floats, upper: Floats) -> Ints:
        """Rows between two ends, still empty."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.rows += len(lower)
        return np.arange(self.rows - len(lower), self.rows)

    def put(self, row: Ints, column: Ints, value: Ints) -> None:
        """Let columns use rows; what is said twice counts twice."""
        self.cells.append((row, column, value))

    def as_model(self) -> linear_solver_pb2.MPModelProto:
        """The same for OR-Tools."""
        model = linear_solver_pb2.MPModelProto()
        costs = np.concatenate(self.cost)
        for cost, most in zip(costs.tolist(), np.concatenate(self.most).tolist(), strict=True):
            model.variable.add(
                lower_bound=0.0, upper_bound=most, objective_coefficient=cost, is_integer=True
            )
        row, column, value = (np.concatenate(part) for part in zip(*self.cells, strict=True))
        cell, at = np.unique(row * self.columns + column, return_inverse=True)
        total = np.bincount(at, weights=value, minlength=len(cell))
        row, column = np.divmod(cell, self.columns)
        starts = np.searchsorted(row, np.arange(1, self.rows))
        cells = zip(np.split(column, starts), np.split(total, starts), strict=True)
        ends = zip(np.concatenate(self.lower), np.concatenate(self.upper), strict=True)
        for (columns, values), (lower, upper) in zip(cells, ends, strict=True):
            model.constraint.add(
                var_index=columns, coefficient=values, lower_bound=lower, upper_bound=upper
            )
        return model
