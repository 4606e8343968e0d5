"""The compiled search on weeks laid out by hand: some seeds side by side, the best plan wins."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.public.week import Job, Vehicles, Visit, lay_out
from domain.session import WEEK_DAYS
from optimizer.search import at
from optimizer.search.engine import iterate, work_on
from optimizer.search.loop import FILL
from optimizer.search.parts import best_is_now
from optimizer.search.ruin import KINDS
from optimizer.search.week import Week

SHARES = {
    "near on any day": 0.6,
    "clients": 0.05,
    "room for one left out": 0.15,
    "two days of work": 0.1,
    "scattered": 0.06,
    "a day opened": 0.04,
}
"""How often which neighbourhood is taken out; the others ask for several days or for minutes."""
HOT, COLD = 2.0, 0.03
"""Temperatures at the beginning and at the end, in ways to a near neighbour."""
DEARER = (4.0, 3.0, 2.0, 1.5, 1.3, 1.15)
"""By what prices of leaving out are multiplied in equal stretches of the first part of the time:
a first client alone seldom pays for a vehicle's way, so that at their own prices nobody would be
visited. What comes after has the true prices, and only its plans count."""
DEARER_UNTIL = 0.6
SLICE_SECONDS = 0.1
TENTH = 10
Laying = Callable[[int], Week]
"""Seed -> a week with nothing served."""


@dataclass(frozen=True)
class Found:
    """A plan as the search sees it."""

    cost: int
    routes: tuple[tuple[int, ...], ...]
    """Per vehicle, seats in order; seats are counted over all jobs."""
    iterations: int
    """Of all seeds together."""


def search(lay: Laying, seconds: float, seeds: Sequence[int]) -> Found:
    """Improve one week per seed side by side for so long; the cheapest plan."""
    begun = time.perf_counter()

    def run(seed: int) -> Week:
        week = lay(seed)
        _improve(week, begun, seconds)
        return week

    with ThreadPoolExecutor(len(seeds)) as pool:
        weeks = list(pool.map(run, seeds))
    best = min(weeks, key=lambda week: int(week.num[at.BEST]))
    done = sum(int(week.num[at.ITERATIONS]) for week in weeks)
    return Found(int(best.num[at.BEST]), _routes(best), done)


def warm_up() -> None:
    """Have everything compiled (a minute on first use, for ways of 32 bits) before time counts."""
    one, none = np.zeros(1, np.int64), np.zeros((1, 1), np.int64)
    job = Job(1, ((0, 1, 0),), (Visit(0, 1, (0,)),))
    search(lambda seed: lay_out(none, Vehicles(one, one, one + 9), [job], seed), 0.01, (1,))


def shares() -> NDArray[np.float64]:
    """Upper end of each neighbourhood's share; tries and gains."""
    kinds = np.zeros((len(KINDS), 3))
    wanted = [SHARES.get(name, 0.0) for name in KINDS]
    kinds[:, 0] = np.cumsum(wanted) / sum(wanted)
    return kinds


def _improve(week: Week, begun: float, seconds: float) -> None:
    """Fill, then slices of iterations, ever cooler by the clock."""
    kinds, num = shares(), week.num
    needs = np.arange(num[at.NEEDS0], num[at.SEATS0])
    work_on(week, FILL, kinds, needs)
    ways = _near_ways(week)
    near = float(ways.sum()) / max(1, ways.size)
    prices, dearer, chunk = week.rows[needs, at.LEAVE].copy(), 1.0, 20
    while (part := (time.perf_counter() - begun) / seconds) < 1:
        if (wanted := _dearer(part)) != dearer:
            dearer = wanted
            _price(week, (prices * dearer).astype(np.int32))
        since = time.perf_counter()
        iterate(week, kinds, chunk, near * HOT * (COLD / HOT) ** part)
        took = time.perf_counter() - since
        chunk = int(min(max(5, chunk * SLICE_SECONDS / max(took, 1e-5)), chunk * 4, 100_000))


def _dearer(part: float) -> float:
    at_step = int(part / DEARER_UNTIL * len(DEARER))
    return DEARER[at_step] if at_step < len(DEARER) else 1.0


def _price(week: Week, prices: NDArray[np.int32]) -> None:
    """New prices of leaving out; the plan as it stands becomes the best one."""
    needs = slice(int(week.num[at.NEEDS0]), int(week.num[at.SEATS0]))
    absent = week.rows[needs, at.OPT] < 0
    more = prices.astype(np.int64) - week.rows[needs, at.LEAVE]
    week.num[at.COST] += int(more[absent].sum())
    week.rows[needs, at.LEAVE] = prices
    best_is_now(week)


def _near_ways(week: Week) -> NDArray[np.int32]:
    """Ways from the first visit of each job to its nearest neighbours."""
    needs = np.arange(week.num[at.NEEDS0], week.num[at.SEATS0])
    place = week.rows[week.rows[needs, at.SEAT0], at.PLACE]
    near = week.near[0, :, :TENTH]
    other = week.rows[week.rows[np.maximum(near, needs[0]), at.SEAT0], at.PLACE]
    ways: NDArray[np.int32] = week.way[1, place[:, None], other][near >= 0]
    return ways


def _routes(week: Week) -> tuple[tuple[int, ...], ...]:
    mondays = range(0, int(week.num[at.NEEDS0]), WEEK_DAYS)
    return tuple(
        tuple(
            int(seat - week.num[at.SEATS0])
            for seat in week.stops[r, : week.rows[r, at.BEST_SIZE], at.BEST_SEAT]
        )
        for r in mondays
    )
