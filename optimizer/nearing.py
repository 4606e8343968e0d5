"""How far a bound has come: what was proven, at which prices, and whether it still rises."""

from dataclasses import dataclass, field
from math import ceil

import numpy as np

from optimizer.linear import Floats, Optimum

SLACK = 1e-6
GAIN = 1e-4
STALL = 6
"""Turns without such a gain after which a bound is as good as it gets."""
ROUNDS, CUT_GAIN = 12, 1e-4
"""Of triples, and what each must have gained."""
NOTHING = -1e18


@dataclass
class Turns:
    """How far a bound has come."""

    best: float = NOTHING
    centre: Floats = field(default_factory=lambda: np.zeros(0))
    """Prices that proved the best ..."""
    least: dict[int, float] = field(default_factory=dict)
    """... at which no day of a route costs less."""
    smooth: float = 0.0
    rough: bool = True
    """Days are sought roughly while they are easy to find."""
    stalled: int = 0
    cuts: int = 0
    """Rounds of triples ..."""
    before: float = NOTHING
    """... and the best before the last one."""

    def may_cut(self) -> bool:
        """Whether triples are still worth a round: the last one was."""
        worth = self.cuts < ROUNDS and self.best > self.before + CUT_GAIN * abs(self.best)
        self.cuts, self.before = self.cuts + 1, self.best
        return worth

    def ask(self, found: Optimum) -> Floats:
        """Prices to ask about: between the best and the newest."""
        if not self.smooth:
            return found.duals
        centre = np.zeros(len(found.duals))
        centre[: len(self.centre)] = self.centre
        return self.smooth * centre + (1 - self.smooth) * found.duals

    def take(self, proven: float, prices: Floats, least: dict[int, float], value: float) -> None:
        """Keep what is better."""
        self.stalled = 0 if proven > self.best + GAIN * abs(value) else self.stalled + 1
        if proven > self.best:
            self.best, self.centre, self.least = proven, prices, least

    def is_closed(self, value: float) -> bool:
        """Nothing is to be gained in whole numbers, or hardly anything."""
        return ceil(max(0.0, self.best) - SLACK) >= ceil(value - SLACK) or self.stalled > STALL
