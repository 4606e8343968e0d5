"""Ways in both directions, and which needs lie near which: what is taken out together."""

import numpy as np
from numpy.typing import NDArray

from domain.session import DAY_MINUTES
from optimizer.columns import DAY_BITS, Columns
from optimizer.tables import Bools, Ints, spread, starts_of

MANY = 60
"""Neighbours kept for each need."""
POOL = 4
"""Times as many looked at by way, to choose those whose hour is near as well."""
HOUR_SHARE = 4
"""Minutes of difference in the hour that count as one minute of way."""

CHUNK = 1_000_000
"""Needs of pools looked at in one go."""
MOST_POOL, TURN = 2_000, 250
"""Needs looked at for one need; where thousands lie together, lots are drawn in turns anew."""
FAR = 1 << 40
"""More minutes than any way."""

STRIP = 256
"""Places whose ways are turned in one go."""


def both_ways(minutes: NDArray[np.int16]) -> NDArray[np.int16]:
    """(2, places, places) ways to a place and ways from it; turned in strips, which is quicker."""
    ways = np.empty((2, *minutes.shape), np.int16)
    ways[1] = minutes
    for first in range(0, len(minutes), STRIP):
        ways[0, :, first : first + STRIP] = minutes[first : first + STRIP].T
    return ways


def neighbours(c: Columns) -> NDArray[np.int32]:
    """(2, needs, MANY) rows of needs: nearest by way, and by way and hour; -1 beyond the last.

    Only needs that may fall on a common day are neighbours. A remote need lies where the
    first worker who may take it lives.
    """
    t = c.tables
    needs = len(t.need_minutes)
    near = np.full((2, needs, min(MANY, max(needs - 1, 1))), -1, np.int32)
    if needs < 2:
        return near
    place = _places(c)
    days, hour = _days_and_hours(c)
    by_place = np.argsort(place, kind="stable")
    at = starts_of(np.bincount(place, minlength=len(t.minutes)))
    wanted = POOL * near.shape[2]
    lot = np.random.default_rng(needs)
    for here in np.unique(place).tolist():
        own = by_place[at[here] : at[here + 1]]
        around = by_place[spread(at, _around(t.minutes[here], at, wanted + len(own)))[1]]
        crowd = len(around) > MOST_POOL
        step = TURN if crowd else max(1, CHUNK // len(around))
        for first in range(0, len(own), step):
            some = own[first : first + step]
            pool = _drawn(around, t.minutes[here, place[around]], lot) if crowd else around
            way = t.minutes[here, place[pool]].astype(np.int64)
            fits = (days[pool] & days[some, None] != 0) & (pool != some[:, None])
            near[:, some] = _nearest(
                pool, way, fits, hour[pool] - hour[some, None], lot, near.shape[2]
            )
    return near


def _drawn(around: Ints, way: NDArray[np.int16], lot: np.random.Generator) -> Ints:
    """The nearest, by lot among the equally near."""
    return around[np.argsort(way + lot.random(len(way)))[:MOST_POOL]]


def _nearest(
    pool: Ints,
    way: Ints,
    fits: Bools,
    later: Ints,
    lot: np.random.Generator,
    many: int,
) -> Ints:
    """(2, needs, many) those of a pool nearest by way, and by way and hour, to some needs."""
    # Chance among those equally near: else all needs of a place had the same few mates.
    key = np.full(fits.shape, np.inf)
    key[fits] = np.broadcast_to(way, fits.shape)[fits] + lot.random(int(fits.sum()))
    order = _first(key, POOL * many)
    missing = np.isinf(np.take_along_axis(key, order, axis=1))
    mates = np.where(missing, -1, pool[order])
    apart = way[order] + np.abs(np.take_along_axis(later, order, axis=1)) // HOUR_SHARE
    apart[missing] = FAR
    then = np.take_along_axis(mates, np.argsort(apart, axis=1, kind="stable"), axis=1)
    found = np.full((2, len(fits), many), -1)
    found[0, :, : mates.shape[1]] = mates[:, :many]
    found[1, :, : then.shape[1]] = then[:, :many]
    return found


def _first(key: NDArray[np.float64], many: int) -> Ints:
    """(rows, many) columns of the smallest keys of each row, in order."""
    if many >= key.shape[1]:
        return np.argsort(key, axis=1)
    some = np.argpartition(key, many, axis=1)[:, :many]
    order = np.argsort(np.take_along_axis(key, some, axis=1), axis=1)
    return np.take_along_axis(some, order, axis=1)


def _around(ways: NDArray[np.int16], at: Ints, wanted: int) -> Ints:
    """The nearest places that hold a few times as many needs: days thin them out."""
    holds = np.diff(at)
    used = np.flatnonzero(holds)
    order = used[np.argsort(ways[used], kind="stable")]
    enough = int(np.searchsorted(np.cumsum(holds[order]), wanted * 3)) + 1
    return order[:enough]


def _places(c: Columns) -> Ints:
    t = c.tables
    place = t.need_place.copy()
    for need in np.flatnonzero(place < 0).tolist():
        first = int(c.seat_pair[t.need_seat[need]])
        some = first < int(c.seat_pair[t.need_seat[need] + 1])
        place[need] = t.worker_home[c.pair_worker[first]] if some else 0
    return place


def _days_and_hours(c: Columns) -> tuple[Ints, Ints]:
    """Days on which each need may be, and the middle of the hours."""
    needs = len(c.need_price)
    days = np.zeros(needs, np.int64)
    np.bitwise_or.at(days, c.opt_need, DAY_BITS[c.opt_day])
    low = np.full(needs, DAY_MINUTES)
    high = np.zeros(needs, np.int64)
    np.minimum.at(low, c.opt_need, c.opt_lo % DAY_MINUTES)
    np.maximum.at(high, c.opt_need, c.opt_hi % DAY_MINUTES)
    return days, (low + high) // 2
