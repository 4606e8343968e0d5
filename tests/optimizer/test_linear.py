"""A program that grows is solved as if it had been so from the beginning."""

import pytest

from optimizer.linear import OPEN, Linear


def never() -> bool:
    return False


def a_program() -> Linear:
    """Of 3 x + 2 y at most 12 and x at most 3: as much of 2 x + y as can be."""
    lp = Linear()
    whole = lp.add_row(-OPEN, 12.0)
    lp.add_column(-2.0, 3.0, [whole], [3.0])
    lp.add_column(-1.0, OPEN, [whole], [2.0])
    return lp


def test_value_levels_and_prices() -> None:
    found = a_program().solve(10.0, never)
    assert found is not None
    assert found.value == pytest.approx(-7.5)
    assert found.levels.tolist() == pytest.approx([3.0, 1.5])
    assert found.duals.tolist() == pytest.approx([-0.5])


def test_rows_and_columns_that_come_later_count() -> None:
    lp = a_program()
    assert lp.solve(10.0, never) is not None
    row = lp.add_row(2.0, 2.0)
    lp.set_use(row, 1, 1.0)
    lp.add_column(1.0, OPEN, [row], [-1.0])
    found = lp.solve(10.0, never)
    assert found is not None
    assert found.value == pytest.approx(-2 * 8 / 3 - 2)
    assert found.duals.shape == (2,)


def test_without_time_or_when_stopped_nothing_is_known() -> None:
    assert a_program().solve(0.0, lambda: True) is None
