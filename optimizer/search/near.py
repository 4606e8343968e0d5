"""Which needs lie near which: what is taken out together."""

import numpy as np
from numpy.typing import NDArray

from domain.session import DAY_MINUTES
from optimizer.columns import DAY_BITS, Columns
from optimizer.tables import Ints, starts_of

MANY = 60
"""Neighbours kept for each need."""
POOL = 4
"""Times as many looked at by way, to choose those whose hour is near as well."""
HOUR_SHARE = 4
"""Minutes of difference in the hour that count as one minute of way."""


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
    at = starts_of(np.bincount(place, minlength=len(t.minutes)).tolist())
    wanted = POOL * near.shape[2]
    lot = np.random.default_rng(needs)
    for here in np.unique(place).tolist():
        own = by_place[at[here] : at[here + 1]]
        found = _around(t.minutes[here], at, wanted + len(own))
        pool = np.concatenate([by_place[at[p] : at[p + 1]] for p in found.tolist()])
        way = t.minutes[here, place[pool]].astype(np.int64)
        for need in own.tolist():
            fits = np.flatnonzero((pool != need) & ((days[pool] & days[need]) != 0))
            # Chance among those equally near: else all needs of a place had the same few mates.
            order = fits[np.argsort(way[fits] + lot.random(len(fits)))][:wanted]
            mates, ways = pool[order], way[order]
            first = mates[: near.shape[2]]
            near[0, need, : len(first)] = first
            apart = ways + np.abs(hour[mates] - hour[need]) // HOUR_SHARE
            then = mates[np.argsort(apart, kind="stable")][: near.shape[2]]
            near[1, need, : len(then)] = then
    return near


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
