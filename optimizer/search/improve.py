"""Improving a roster: as a whole, day beside day, or region beside region.

Days that nothing couples are improved each on its own. Larger weeks that are coupled are
cut into regions, ever anew, that are improved side by side; what stands between them waits
for the next cut. Small weeks are improved whole.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.search import at
from optimizer.search.engine import Search, fresh_kinds, iterate
from optimizer.search.parts import Part, independent_days, put_together, regions, take_part
from optimizer.search.week import Week

HOT, WARM, COLD = 200.0, 10.0, 1.0
"""Temperatures at the beginning, for what is nearly good, and at the end, in points of cost."""
SLICE_SECONDS = 0.1
"""Time between two looks at the clock."""
LISTEN_SECONDS = 0.25
"""Time between two looks at what the parts have found."""
SLICES = 200
"""Steps of temperature where iterations and not the clock end the search."""
ROUNDS = 12
"""Cuts into regions in one search, at the most ..."""
ROUND_SECONDS = 1.0
"""... and at the least so long each."""
NEEDS_A_REGION = 800
MOST_REGIONS = 8

Told = Callable[[int, int], None]
"""Told of the cost and the needs left out of a better roster."""
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


def improve(
    search: Search,
    seconds: float,
    *,
    iterations: int | None = None,
    told: Told | None = None,
    stop: Stop | None = None,
    threads: int | None = None,
    warm: NDArray[np.bool_] | None = None,
) -> str:
    """Search until time or iterations end or somebody says stop; how it was divided.

    Days all of whose needs are ``warm`` are nearly good: they are not shaken as the others are.

    With ``iterations`` the result is the same on every machine and with any number of threads.
    """
    clock = Clock(seconds, iterations, stop)
    threads = threads or os.cpu_count() or 1
    if not search.week.num[at.ACTIVE]:
        return "nothing to do"
    days = independent_days(search.week)
    if len(days) > 1:
        hot = [WARM if warm is not None and warm[day.needs].all() else HOT for day in days]
        _side_by_side(search, days, clock, threads, (0.0, 1.0), told, hot)
        return f"{len(days)} days"
    many = min(MOST_REGIONS, int(search.week.num[at.ACTIVE]) // NEEDS_A_REGION)
    if many < 2:
        _whole(search, clock, told)
        return "whole"
    chance = np.random.default_rng(search.seed)
    by_time = max(1, min(ROUNDS, int(seconds / ROUND_SECONDS)))
    rounds = by_time if iterations is None else ROUNDS
    for k in range(rounds):
        if not clock.stopped():
            parts = regions(search.week, many, chance)
            _side_by_side(search, parts, clock, threads, (k / rounds, (k + 1) / rounds), told)
    return f"{many} regions, {rounds} cuts"


def _heat(part: float, hot: float) -> float:
    return hot * float((COLD / hot) ** min(1.0, part))


def _whole(search: Search, clock: Clock, told: Told | None) -> None:
    best = search.cost
    for _ in _slices(search.week, search.kinds, clock, (0.0, 1.0), 1.0):
        if told is not None and search.cost < best:
            best = search.cost
            told(best, search.left_out)


def _side_by_side(
    search: Search,
    parts: list[Part],
    clock: Clock,
    threads: int,
    span: tuple[float, float],
    told: Told | None,
    hot: Sequence[float] | None = None,
) -> None:
    """Improve parts for a span of the time, so many at once, and put them together."""
    if not parts:
        return
    stamp = int(search.week.num[at.STAMP])
    weeks = [take_part(search.week, part, stamp + k + 1) for k, part in enumerate(parts)]
    sizes = [int(part.needs.sum()) for part in parts]
    order = sorted(range(len(parts)), key=lambda k: -sizes[k])
    hands: list[list[int]] = [[] for _ in range(max(1, min(threads, len(parts))))]
    for k in order:
        min(hands, key=lambda hand: sum(sizes[i] for i in hand)).append(k)

    def work(hand: list[int]) -> list[NDArray[np.float64]]:
        own = sum(sizes[k] for k in hand)
        kinds = [fresh_kinds() for _ in hand]
        running = [
            _slices(
                weeks[k],
                kinds[i],
                clock,
                span,
                sizes[k] / (own if clock.iterations is None else sum(sizes)),
                HOT if hot is None else hot[k],
            )
            for i, k in enumerate(hand)
        ]
        while running:
            running = [steps for steps in running if next(steps, None) is not None]
        return kinds

    outside = int(search.week.num[at.ABSENT]) - sum(int(own.num[at.ABSENT]) for own in weeks)
    with ThreadPoolExecutor(len(hands)) as pool:
        turns = [pool.submit(work, hand) for hand in hands]
        _listen(search, weeks, turns, told, outside)
        for turn in turns:
            for kinds in turn.result():
                search.kinds[:, 1:] += kinds[:, 1:]
    put_together(search.week, parts, weeks)


def _listen(
    search: Search,
    weeks: list[Week],
    turns: Iterable[Future[Any]],
    told: Told | None,
    outside: int,
) -> None:
    """Tell how far the parts have come together; ``outside``: left out and in none of them."""
    cost, best, pending = int(search.week.num[at.COST]), search.cost, set(turns)
    while pending:
        pending = wait(pending, LISTEN_SECONDS).not_done
        now = cost + sum(int(own.num[at.BEST]) - cost for own in weeks)
        if told is not None and now < best:
            best = now
            told(now, outside + sum(int(own.num[at.BEST_ABSENT]) for own in weeks))


def _slices(
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
