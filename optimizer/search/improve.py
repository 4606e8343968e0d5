"""Improving a roster: as a whole, day beside day, or region beside region.

Days that nothing couples are improved each on its own. Larger weeks that are coupled are
cut into regions, ever anew, that are improved side by side; what stands between them waits
for the next cut. Small weeks are improved whole. Side by side is in threads of this process,
or wherever an executor takes the parts.
"""

import math
import os
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.elsewhere import Elsewhere
from optimizer.search import at
from optimizer.search.away import LISTEN_SECONDS, improve_elsewhere
from optimizer.search.engine import Search
from optimizer.search.parts import Part, independent_days, put_together, regions, take_part
from optimizer.search.slices import HOT, WARM, Clock, Stop, Turn, slices, take_turns
from optimizer.search.week import Week

ROUNDS = 12
"""Cuts into regions in one search, at the most ..."""
ROUND_SECONDS = 1.0
"""... and at the least so long each."""
AWAY_SECONDS = 10.0
"""Elsewhere a turn is not longer: nobody there hears of a stop."""
NEEDS_A_REGION = 800
MOST_REGIONS = 8

Told = Callable[[int, int], None]
"""Told of the cost and the needs left out of a better roster."""


def improve(
    search: Search,
    seconds: float,
    *,
    iterations: int | None = None,
    told: Told | None = None,
    stop: Stop | None = None,
    threads: int | None = None,
    warm: NDArray[np.bool_] | None = None,
    elsewhere: Elsewhere | None = None,
) -> str:
    """Search until time or iterations end or somebody says stop; how it was divided.

    Days all of whose needs are ``warm`` are nearly good: they are not shaken as the others are.

    With ``iterations`` the result is the same on every machine, with any number of threads and
    wherever the parts are improved.
    """
    clock = Clock(seconds, iterations, stop)
    threads = threads or os.cpu_count() or 1
    if not search.week.num[at.ACTIVE]:
        return "nothing to do"
    if elsewhere is not None:
        elsewhere.begin()
    days = independent_days(search.week)
    if len(days) > 1:
        hot = [WARM if warm is not None and warm[day.needs].all() else HOT for day in days]
        rounds = _rounds(clock, 1, elsewhere)
        for k in range(rounds):
            span = (k / rounds, (k + 1) / rounds)
            _side_by_side(search, days, clock, threads, span, told, hot, elsewhere)
        return f"{len(days)} days{_where(elsewhere)}"
    many = min(MOST_REGIONS, int(search.week.num[at.ACTIVE]) // NEEDS_A_REGION)
    if many < 2:
        _whole(search, clock, told)
        return "whole"
    chance = np.random.default_rng(search.seed)
    by_time = max(1, min(ROUNDS, int(seconds / ROUND_SECONDS)))
    rounds = _rounds(clock, by_time if iterations is None else ROUNDS, elsewhere)
    hot = [HOT] * many
    for k in range(rounds):
        if not clock.stopped():
            parts = regions(search.week, many, chance)
            span = (k / rounds, (k + 1) / rounds)
            _side_by_side(search, parts, clock, threads, span, told, hot, elsewhere)
    return f"{many} regions, {rounds} cuts{_where(elsewhere)}"


def _rounds(clock: Clock, usual: int, elsewhere: Elsewhere | None) -> int:
    """More rounds where parts go elsewhere by the clock; by iterations always the same."""
    if elsewhere is None or clock.iterations is not None:
        return usual
    return max(usual, math.ceil(clock.seconds / AWAY_SECONDS))


def _where(elsewhere: Elsewhere | None) -> str:
    if elsewhere is None:
        return ""
    if elsewhere.failed:
        return f", elsewhere until it failed: {elsewhere.failed}"
    return f", elsewhere in {elsewhere.hands} hands"


def _whole(search: Search, clock: Clock, told: Told | None) -> None:
    best = search.cost
    for _ in slices(search.week, search.kinds, clock, (0.0, 1.0), 1.0):
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
    hot: Sequence[float],
    elsewhere: Elsewhere | None,
) -> None:
    """Improve parts for a span of the time, so many at once, and put them together."""
    if not parts or clock.stopped() or (clock.iterations is None and clock.part() >= span[1]):
        return
    there = None if elsewhere is None or elsewhere.failed else elsewhere
    stamp = int(search.week.num[at.STAMP])
    weeks = [take_part(search.week, part, stamp + k + 1) for k, part in enumerate(parts)]
    sizes = [int(part.needs.sum()) for part in parts]
    order = sorted(range(len(parts)), key=lambda k: -sizes[k])
    many = threads if there is None else there.hands
    hands: list[list[int]] = [[] for _ in range(max(1, min(many, len(parts))))]
    for k in order:
        min(hands, key=lambda hand: sum(sizes[i] for i in hand)).append(k)
    last = (
        span[1]
        if there is None or clock.iterations is not None
        else there.end_of(span, clock.seconds)
    )

    def turn_of(hand: list[int]) -> Turn:
        own = sum(sizes[k] for k in hand) if clock.iterations is None else sum(sizes)
        return Turn(
            seconds=clock.seconds,
            iterations=clock.iterations,
            gone=time.perf_counter() - clock.begun,
            first=span[0],
            last=last,
            shares=tuple(sizes[k] / own for k in hand),
            hots=tuple(hot[k] for k in hand),
        )

    left = [(hand, turn_of(hand)) for hand in hands]
    if there is not None:
        left = _elsewhere(search, weeks, left, clock, there)
    if there is None or (clock.iterations is not None and left):
        _here(search, weeks, left, clock, told)
    best = search.cost
    put_together(search.week, parts, weeks)
    if told is not None and search.cost < best:
        told(search.cost, search.left_out)


def _elsewhere(
    search: Search,
    weeks: list[Week],
    hands: list[tuple[list[int], Turn]],
    clock: Clock,
    there: Elsewhere,
) -> list[tuple[list[int], Turn]]:
    """Parts become what they have become elsewhere; the hands that did not come back."""
    asked = [([weeks[k] for k in hand], turn) for hand, turn in hands]
    found = improve_elsewhere(there, asked, clock)
    for (hand, _), improved in zip(hands, found, strict=True):
        for k, one in zip(hand, improved or (), strict=False):
            weeks[k] = one.put_into(weeks[k])
            search.kinds[:, 1:] += one.kinds[:, 1:]
    return [hand for hand, improved in zip(hands, found, strict=True) if improved is None]


def _here(
    search: Search,
    weeks: list[Week],
    hands: list[tuple[list[int], Turn]],
    clock: Clock,
    told: Told | None,
) -> None:
    """Improve parts in threads of this process."""
    outside = int(search.week.num[at.ABSENT]) - sum(int(own.num[at.ABSENT]) for own in weeks)
    with ThreadPoolExecutor(len(hands)) as pool:
        turns = [
            pool.submit(take_turns, [weeks[k] for k in hand], turn, clock) for hand, turn in hands
        ]
        _listen(search, weeks, turns, told, outside)
        for turn in turns:
            for kinds in turn.result():
                search.kinds[:, 1:] += kinds[:, 1:]


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
