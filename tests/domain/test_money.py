"""The one rounding: half away from zero, the same for a bill and its reversal."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import price_of

CENTS = st.integers(-100_000_00, 100_000_00)
MINUTES = st.integers(-10_000, 10_000)
UNITS = st.integers(1, 480)


@pytest.mark.parametrize(
    ("cents", "minutes", "unit", "price"),
    [
        (3500, 60, 60, 3500),
        (3500, 90, 60, 5250),
        (3500, 45, 45, 3500),
        (3500, 450, 45, 35_000),
        (1, 30, 60, 1),
        (1, 29, 60, 0),
        (2024, 50, 60, 1687),
        (744, 25, 60, 310),
        (0, 60, 60, 0),
        (3500, 0, 60, 0),
    ],
)
def test_a_price_is_units_times_the_tariff(cents: int, minutes: int, unit: int, price: int) -> None:
    assert price_of(cents, minutes, unit) == price


def test_half_a_cent_is_rounded_away_from_zero() -> None:
    assert price_of(1, 1, 2) == 1
    assert price_of(3, 1, 2) == 2
    assert price_of(-1, 1, 2) == -1
    assert price_of(-3, 1, 2) == -2


@given(CENTS, MINUTES, UNITS)
def test_a_reversal_is_exactly_minus_the_original(cents: int, minutes: int, unit: int) -> None:
    assert price_of(cents, -minutes, unit) == -price_of(cents, minutes, unit)
    assert price_of(-cents, minutes, unit) == -price_of(cents, minutes, unit)


@given(CENTS, MINUTES, UNITS)
def test_the_price_is_what_decimals_give(cents: int, minutes: int, unit: int) -> None:
    exact = Decimal(cents) * minutes / unit
    price = price_of(cents, minutes, unit)
    assert type(price) is int
    assert price == int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@pytest.mark.parametrize("wrong", [35.0, True, Decimal(35), "35", None])
def test_money_and_time_are_whole_numbers(wrong: object) -> None:
    for at in range(3):
        three: list[object] = [3500, 60, 60]
        three[at] = wrong
        with pytest.raises(TypeError, match="whole numbers only"):
            price_of(*three)  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", [0, -60])
def test_a_unit_is_never_empty(unit: int) -> None:
    with pytest.raises(ValueError, match="at least a minute"):
        price_of(3500, 60, unit)
