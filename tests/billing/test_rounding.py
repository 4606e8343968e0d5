"""Prices of a column are those of each line: half away from zero, whole numbers alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.rounding import half_away, price_each, share_each
from domain.money import price_of

LINES = st.lists(
    st.tuples(st.integers(-99_999, 99_999), st.integers(0, 1_440), st.integers(1, 480)), max_size=20
)


def columns(lines: list[tuple[int, int, int]]) -> list[np.ndarray]:
    return [np.asarray([line[k] for line in lines], dtype=np.int64) for k in range(3)]


@given(LINES)
def test_a_column_is_priced_as_each_of_its_lines(lines: list[tuple[int, int, int]]) -> None:
    cents, minutes, unit = columns(lines)
    assert price_each(cents, minutes, unit, 100).tolist() == [price_of(*line) for line in lines]


@given(LINES, st.integers(0, 100))
def test_a_reversal_is_minus_the_original(lines: list[tuple[int, int, int]], percent: int) -> None:
    cents, minutes, unit = columns(lines)
    there = price_each(cents, minutes, unit, percent)
    assert (price_each(-cents, minutes, unit, percent) == -there).all()


def test_half_a_fee_of_an_academic_hour_is_half_its_price() -> None:
    cents, minutes, unit = columns([(3_500, 45, 45), (3_501, 45, 45)])
    assert price_each(cents, minutes, unit, 50).tolist() == [1_750, 1_751]


def test_halves_go_away_from_zero() -> None:
    assert half_away(np.asarray([1, 3, -1, -3, 0]), 2).tolist() == [1, 2, -1, -2, 0]
    tens, one, four = columns([(10, 1, 4), (-10, 1, 4)])
    assert share_each(tens, one, four).tolist() == [3, -3]


def test_floats_are_refused_by_type() -> None:
    whole = np.asarray([60])
    for place in range(4):
        four = [np.asarray([60.0]) if k == place else whole for k in range(4)]
        with pytest.raises(TypeError, match="whole numbers only, not float64"):
            price_each(four[0], four[1], four[2], four[3])


def test_an_amount_that_does_not_fit_is_refused() -> None:
    one = np.asarray([1])
    with pytest.raises(OverflowError, match="64 bits"):
        price_each(np.asarray([2**55]), np.asarray([600]), one, 100)
    with pytest.raises(OverflowError, match="64 bits"):
        half_away(np.asarray([2**62]), 1)
    with pytest.raises(OverflowError, match="64 bits"):
        price_each(np.asarray([-(2**63)]), one, one, 1)


def test_a_unit_is_never_empty() -> None:
    one = np.asarray([1])
    for unit in (0, -60):
        with pytest.raises(ValueError, match="never empty"):
            price_each(one, one, np.asarray([unit]), 100)
