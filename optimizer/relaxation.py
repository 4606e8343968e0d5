"""A CP-SAT model of linear constraints and implications, as a mixed-integer program.

CP-SAT is strong at finding rosters and weak at bounding them; HiGHS, which comes with
OR-Tools' MathOpt, bounds the same relaxation within seconds.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil, inf, isfinite
from typing import Any

from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model
from ortools.util.python.solve_interrupter import SolveInterrupter

from optimizer.watch import Stop, watching

UNBOUNDED = 1 << 60
"""CP-SAT's open ends lie beyond this."""
SLACK = 1e-6
LEAST_SECONDS = 0.01


@dataclass
class _Rows:
    """A sparse matrix, row after row."""

    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def add(self, terms: list[tuple[int, int]], lower: float, upper: float) -> None:
        """One row: coefficients times literals lie within the ends; ~x counts as 1 - x."""
        constant = 0
        merged: dict[int, int] = {}
        for coefficient, literal in terms:
            if literal >= 0:
                merged[literal] = merged.get(literal, 0) + coefficient
            else:
                constant += coefficient
                merged[-literal - 1] = merged.get(-literal - 1, 0) - coefficient
        number = len(self.lower)
        for column, coefficient in sorted(merged.items()):
            self.row.append(number)
            self.column.append(column)
            self.value.append(coefficient)
        self.lower.append(lower - constant)
        self.upper.append(upper - constant)


def bound_of(
    model: cp_model.CpModel,
    seconds: float,
    stop: Stop | None = None,
) -> int | None:
    """A lower bound of a model's objective, None when none was found in time.

    Raises ValueError on constraints that are neither linear nor implications: those
    would have to be relaxed by whoever builds the model.
    """
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=max(seconds, LEAST_SECONDS)), relative_gap_tolerance=SLACK
    )
    interrupter = SolveInterrupter()
    with watching(stop, interrupter.interrupt):
        result = mathopt.solve(
            _as_program(model),
            mathopt.SolverType.HIGHS,
            params=parameters,
            interrupter=interrupter,
        )
    bound = result.best_objective_bound()
    return ceil(bound - SLACK * max(1.0, abs(bound))) if isfinite(bound) else None


def _as_program(model: cp_model.CpModel) -> mathopt.Model:
    source = model.proto
    program = model_pb2.ModelProto()
    for number, variable in enumerate(source.variables):
        program.variables.ids.append(number)
        first, *_, last = variable.domain
        program.variables.lower_bounds.append(first)
        program.variables.upper_bounds.append(last)
        program.variables.integers.append(True)
    rows = _Rows()
    for constraint in source.constraints:
        _add(rows, constraint)
    program.linear_constraints.ids.extend(range(len(rows.lower)))
    program.linear_constraints.lower_bounds.extend(rows.lower)
    program.linear_constraints.upper_bounds.extend(rows.upper)
    program.linear_constraint_matrix.row_ids.extend(rows.row)
    program.linear_constraint_matrix.column_ids.extend(rows.column)
    program.linear_constraint_matrix.coefficients.extend(rows.value)
    costs = _Rows()
    objective = source.objective
    costs.add(list(zip(objective.coeffs, objective.vars, strict=True)), 0.0, 0.0)
    program.objective.linear_coefficients.ids.extend(costs.column)
    program.objective.linear_coefficients.values.extend(costs.value)
    program.objective.offset = objective.offset - costs.lower[0]
    return mathopt.Model.from_model_proto(program)


def _add(rows: _Rows, constraint: Any) -> None:
    given = list(constraint.enforcement_literal)
    if constraint.has_linear() and not given:
        linear = constraint.linear
        terms = list(zip(linear.coeffs, linear.vars, strict=True))
        lower, *_, upper = linear.domain
        rows.add(
            terms,
            -inf if lower < -UNBOUNDED else float(lower),
            inf if upper > UNBOUNDED else float(upper),
        )
    elif constraint.has_bool_and():
        for literal in constraint.bool_and.literals:
            terms = [(1, literal), *((-1, when) for when in given)]
            rows.add(terms, 1.0 - len(given), inf)
    elif constraint.has_bool_or():
        terms = [(1, literal) for literal in constraint.bool_or.literals]
        rows.add([*terms, *((-1, when) for when in given)], 1.0 - len(given), inf)
    elif constraint.has_at_most_one() and not given:
        rows.add([(1, literal) for literal in constraint.at_most_one.literals], -inf, 1.0)
    else:
        message = f"neither linear nor an implication: {constraint}"
        raise ValueError(message)
