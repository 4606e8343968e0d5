"""Prices of many lines at once: whole cents, rounded half away from zero, once per line.

What ``domain.money.price_of`` says of one line, these say of a column.
"""

import numpy as np

WHOLE = 100
"""Percent."""
_MOST = 2**63 - 1


def price_each(
    cents: np.ndarray, minutes: np.ndarray, unit_minutes: np.ndarray, percent: np.ndarray | int
) -> np.ndarray:
    """Cents of each line: ``cents`` a unit, ``minutes`` of it, of which ``percent`` is due.

    Arrays of whole numbers of one length; ``unit_minutes`` is above 0. Raises TypeError on
    floats and OverflowError where a product might pass 64 bits.
    """
    of_hundred = np.asarray(percent)
    top = _product(cents, minutes, of_hundred)
    return half_away(top, whole_numbers(unit_minutes) * WHOLE)


def share_each(cents: np.ndarray, part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Cents of ``part`` in ``whole`` of each line; ``whole`` is above 0, errors as above."""
    return half_away(_product(cents, part), whole)


def half_away(top: np.ndarray, bottom: np.ndarray | int) -> np.ndarray:
    """Each quotient to the nearest whole number, halves away from zero; ``bottom`` is above 0."""
    tops, bottoms = whole_numbers(top), whole_numbers(np.asarray(bottom))
    if bottoms.size and int(bottoms.min()) <= 0:
        message = "a unit is never empty"
        raise ValueError(message)
    _fits(2 * _peak(tops) + _peak(bottoms))
    rounded: np.ndarray = np.sign(tops) * ((2 * np.abs(tops) + bottoms) // (2 * bottoms))
    return rounded


def whole_numbers(found: np.ndarray) -> np.ndarray:
    """The column in 64 bits; TypeError where it holds anything but whole numbers."""
    if found.dtype.kind not in "iu" and found.size:
        message = f"whole numbers only, not {found.dtype}"
        raise TypeError(message)
    return found.astype(np.int64)


def _product(*factors: np.ndarray) -> np.ndarray:
    """Product of columns; OverflowError where the largest values of each would not fit."""
    peak = 1
    for factor in factors:
        peak *= max(1, _peak(whole_numbers(factor)))
    _fits(2 * peak)
    product = whole_numbers(factors[0])
    for factor in factors[1:]:
        product = product * whole_numbers(factor)
    return product


def _peak(found: np.ndarray) -> int:
    """Largest magnitude in a column, as a number without limits."""
    return max(-int(found.min()), int(found.max())) if found.size else 0


def _fits(number: int) -> None:
    if number > _MOST:
        message = f"{number} does not fit into 64 bits: no amount of this trade is so large"
        raise OverflowError(message)
