"""Intervals of means over replications, by Student's t.

Quantiles of t come from its own distribution function by bisection, so that no library of
statistics is needed for one number; they are held against printed tables in the tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import atan, ceil, cos, pi, sin, sqrt

import numpy as np

SURE = 0.95
SHORT = 2
"""Replications without which there is no interval."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with the interval in which the true one lies, nineteen times of twenty."""

    mean: float
    half: float
    """Half the width; infinite where there are too few replications."""
    replications: int

    @property
    def low(self) -> float:
        """Lower end."""
        return self.mean - self.half

    @property
    def high(self) -> float:
        """Upper end."""
        return self.mean + self.half

    @property
    def is_sure(self) -> bool:
        """Whether 0 lies outside: the difference is more than luck."""
        return self.low > 0 or self.high < 0


def interval(values: Sequence[float] | np.ndarray) -> Interval:
    """The mean of independent values, with its interval."""
    numbers = np.asarray(values, float)
    mean = float(numbers.mean()) if len(numbers) else 0.0
    return Interval(mean, half_width(numbers), len(numbers))


def half_width(values: Sequence[float] | np.ndarray) -> float:
    """Half the width of the interval of the mean."""
    numbers = np.asarray(values, float)
    if len(numbers) < SHORT:
        return float("inf")
    spread = float(numbers.std(ddof=1))
    return t_quantile(len(numbers) - 1) * spread / sqrt(len(numbers))


def needed(values: Sequence[float], goal: float, most: int) -> int:
    """Replications that would bring half the width to a goal, but no more than ``most``.

    The spread found so far is taken for the true one, so a sweep asks again after them.
    """
    if half_width(values) <= goal:
        return len(values)
    spread, wanted = float(np.std(values, ddof=1)), len(values) + 1
    while wanted < most and t_quantile(wanted - 1) * spread / sqrt(wanted) > goal:
        wanted = min(most, max(wanted + 1, ceil(wanted * 1.1)))
    return min(wanted, most)


@cache
def t_quantile(degrees: int, sure: float = SURE) -> float:
    """The two-sided quantile of Student's t."""
    low, high = 0.0, 1e4
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if _between(middle, degrees) < sure else (low, middle)
    return high


def _between(t: float, degrees: int) -> float:
    """Chance that |T| is at most t (Abramowitz and Stegun 26.7.3 and 26.7.4)."""
    angle = atan(t / sqrt(degrees))
    if degrees == 1:
        return 2 * angle / pi
    term, total = 1.0, 0.0
    first = degrees % 2
    term = cos(angle) if first else 1.0
    for k in range(first + 2, degrees + 1, 2):
        total += term
        term *= cos(angle) ** 2 * (k - 1) / k
    return 2 / pi * (angle + sin(angle) * total) if first else sin(angle) * total
