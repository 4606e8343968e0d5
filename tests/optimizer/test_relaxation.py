"""A CP-SAT model of linear constraints as a mixed-integer program: its bound is its optimum."""

import pytest
from ortools.sat.python import cp_model

from optimizer.relaxation import bound_of
from tests.optimizer.dice import Dice

SECONDS = 10.0


def literals(model: cp_model.CpModel, many: int) -> list[cp_model.IntVar]:
    return [model.new_bool_var(f"x{i}") for i in range(many)]


def test_a_sum_at_least_is_kept() -> None:
    model = cp_model.CpModel()
    x = literals(model, 3)
    model.add(3 * x[0] + 2 * x[1] + 2 * x[2] >= 4)
    model.minimize(5 * x[0] + 4 * x[1] + 4 * x[2] + 7)
    assert bound_of(model, SECONDS) == 15


def test_whole_numbers_are_bounded_at_both_ends() -> None:
    model = cp_model.CpModel()
    y = model.new_int_var(-5, 9, "y")
    model.minimize(2 * y)
    assert bound_of(model, SECONDS) == -10
    model.maximize(2 * y)
    model.minimize(-2 * y)
    assert bound_of(model, SECONDS) == -18


def test_an_implication_and_its_negations_are_kept() -> None:
    for wanted, negated, least in ((True, False, 10), (True, True, 0), (False, False, 0)):
        model = cp_model.CpModel()
        a, b = literals(model, 2)
        model.add(a == int(wanted))
        model.add_implication(a, ~b if negated else b)
        model.minimize(10 * b)
        assert bound_of(model, SECONDS) == least


def test_one_literal_under_several_conditions() -> None:
    model = cp_model.CpModel()
    a, b, c = literals(model, 3)
    model.add_bool_and(c).only_enforce_if(a, b)
    model.add(a + b >= 2)
    model.minimize(3 * c)
    assert bound_of(model, SECONDS) == 3


def test_at_most_one_of_some_literals() -> None:
    model = cp_model.CpModel()
    x = literals(model, 4)
    model.add_at_most_one(x[0], x[1], ~x[2])
    model.minimize(-5 * x[0] - 4 * x[1] + 3 * x[2] - x[3])
    # x0 alone with x2 on: -5 + 3 - 1; nothing of them and x2 off: -1.
    assert bound_of(model, SECONDS) == -3


def test_a_row_without_variables_says_nothing() -> None:
    model = cp_model.CpModel()
    x = literals(model, 1)
    model.add(sum(x[:0]) <= 3)
    model.minimize(4 * ~x[0])
    assert bound_of(model, SECONDS) == 0


def test_an_open_end_binds_nothing() -> None:
    model = cp_model.CpModel()
    x, y = model.new_int_var(0, 50, "x"), model.new_int_var(0, 50, "y")
    model.add(x - y >= 7)
    model.minimize(3 * x - y)
    assert bound_of(model, SECONDS) == 21


def test_a_constraint_that_is_no_sum_is_refused() -> None:
    model = cp_model.CpModel()
    x = literals(model, 3)
    model.add_circuit([(0, 1, x[0]), (1, 0, x[1]), (0, 0, x[2])])
    model.minimize(x[0])
    with pytest.raises(ValueError, match="neither linear nor an implication"):
        bound_of(model, SECONDS)


def test_a_sum_under_a_condition_is_refused() -> None:
    model = cp_model.CpModel()
    x = literals(model, 3)
    model.add(x[0] + x[1] >= 1).only_enforce_if(x[2])
    model.minimize(x[0])
    with pytest.raises(ValueError, match="neither linear nor an implication"):
        bound_of(model, SECONDS)


@pytest.mark.parametrize("seed", range(12))
def test_the_bound_of_a_random_model_is_its_optimum(seed: int) -> None:
    dice = Dice(seed)
    model = cp_model.CpModel()
    x = literals(model, 8)
    for _ in range(6):
        some = dice.some(x, 4)
        model.add(sum(dice.between(-2, 4) * v for v in some) <= dice.between(2, 5))
        model.add_implication(dice.one(x), ~dice.one(x))
        model.add_at_most_one(dice.some(x, 3))
    model.minimize(sum(dice.between(-9, 5) * v for v in x))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    assert bound_of(model, SECONDS) == round(solver.objective_value)
