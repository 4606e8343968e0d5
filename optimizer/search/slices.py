"""Slices of a search: so many iterations at a time, for a span of the time, ever cooler."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from optimizer.search.engine import fresh_kinds, iterate
from optimizer.search.week import Week

HOT, WARM, COLD = 200.0, 10.0, 1.0
"""Temperatures at the beginning, for what is nearly good, and at the end, in points of cost."""
SLICE_SECONDS = 0.1
"""Time between two looks at the clock."""
SLICES = 200
"""Steps of temperature where iterations and not the clock end the search."""

Stop = Callable[[], bool]


@dataclass
class Clock:
    """How far a search has come: by the clock, or by iterations, so that it can be repeated."""

    seconds: float
    iterations: int | None = None
    stop: Stop | None = None
    begun: float = field(default_factory=time.perf_counter)

    def part(self) -> float:
        """Share of the time that is over, where the clock counts."""
        return (time.perf_counter() - self.begun) / max(self.seconds, 1e-9)

    def stopped(self) -> bool:
        """Whether somebody said stop."""
        return self.stop is not None and self.stop()


@dataclass(frozen=True)
class Turn:
    """What one hand does: its parts in turns, for a span of the search."""

    seconds: float
    """Of the whole search."""
    iterations: int | None
    """Of the whole search, instead of them."""
    gone: float
    """Seconds that are over."""
    first: float
    last: float
    """The span, as shares of the whole."""
    shares: tuple[float, ...]
    """Per part, of the hand's time or of all iterations."""
    hots: tuple[float, ...]
    """Per part, the temperature at the beginning of the search."""


def take_turns(weeks: Sequence[Week], turn: Turn, clock: Clock) -> list[NDArray[np.float64]]:
    """Improve parts in place, a slice of each in turn; per part, what its neighbourhoods gained."""
    kinds = [fresh_kinds() for _ in weeks]
    running = [
        slices(week, kind, clock, (turn.first, turn.last), share, hot)
        for week, kind, share, hot in zip(weeks, kinds, turn.shares, turn.hots, strict=True)
    ]
    while running:
        running = [steps for steps in running if next(steps, None) is not None]
    return kinds


def slices(
    week: Week,
    kinds: NDArray[np.float64],
    clock: Clock,
    span: tuple[float, float],
    share: float,
    hot: float = HOT,
) -> Iterator[int]:
    """Slices of iterations, ``share`` of the time each, until the span of the search is over."""
    first, last = span
    if clock.iterations is not None:
        steps = max(1, round(SLICES * (last - first)))
        each = max(1, round(clock.iterations * share * (last - first) / steps))
        for k in range(steps):
            if clock.stopped():
                return
            iterate(week, kinds, each, _heat(first + (last - first) * k / steps, hot))
            yield each
        return
    chunk = 20
    while (part := clock.part()) < last and not clock.stopped():
        begun = time.perf_counter()
        iterate(week, kinds, chunk, _heat(part, hot))
        took = time.perf_counter() - begun
        wanted = SLICE_SECONDS * share
        chunk = int(min(max(5, chunk * wanted / max(took, 1e-5)), chunk * 4, 100_000))
        yield chunk


def _heat(part: float, hot: float) -> float:
    return hot * float((COLD / hot) ** min(1.0, part))
