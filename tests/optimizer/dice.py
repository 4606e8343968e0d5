"""Seeded chance for tests: the same seed throws the same on every machine."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


class Dice:
    """A seeded source of plain Python values, with the troubles that a week may have."""

    def __init__(self, *seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self.troubles: frozenset[str] = frozenset()

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred throws."""
        return int(self._rng.integers(100)) < percent

    def trouble(self, name: str, percent: int) -> bool:
        """The same, where the week has that trouble at all; never elsewhere."""
        return name in self.troubles and self.chance(percent)

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return int(self._rng.integers(low, high + 1))

    def one(self, items: Sequence[T]) -> T:
        """One of some things."""
        return items[self.between(0, len(items) - 1)]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """So many different things, in the order of the items."""
        chosen = self._rng.permutation(len(items))[:count]
        return [items[int(i)] for i in sorted(chosen)]
