"""Which workers the search looks at for a seat: those who could come at all, likeliest first."""

import numpy as np
from numpy.typing import NDArray

from optimizer.columns import Columns
from optimizer.tables import Bools, Ints, Tables, spread

MOST_PAIRS = 16
"""Workers looked at for one seat."""
CHUNK = 500_000
"""Pairs looked at in one go."""
FAR = 1 << 60
"""More than any pair costs."""

Ways = NDArray[np.int16]


def few_pairs(c: Columns, most: int, keep: Ints | None = None) -> Ints:
    """(pairs kept) the cheapest of each seat, counting the way from home and back.

    A pair without an option in which the worker, doing nothing else that day, could be
    there and home in time is not looked at. ``keep`` stand whatever their rank.
    """
    lot = np.random.default_rng(len(c.pair_seat)).permutation(len(c.pair_seat))
    kept = np.zeros(len(c.pair_seat), np.bool_)
    there, back = _ways_home(c.tables)
    seats = len(c.seat_pair) - 1
    step = max(1, CHUNK // max(1, len(c.tables.worker_home)))
    for first in range(0, seats, step):
        pair = np.arange(c.seat_pair[first], c.seat_pair[min(seats, first + step)])
        place = c.tables.need_place[c.tables.seat_need[c.pair_seat[pair]]]
        come, leave = there[place, c.pair_worker[pair]], back[place, c.pair_worker[pair]]
        fits = _fits_an_empty_day(c, pair, come, leave)
        pair, way = pair[fits], come[fits].astype(np.int64) + leave[fits]
        cost = c.pair_price[pair] + (c.tables.policy.price("travel") or 0) * way
        kept[pair[_cheapest(c.pair_seat[pair] - first, cost, lot[pair], most)]] = True
    if keep is not None:
        kept[keep] = True
    return np.flatnonzero(kept)


def _ways_home(t: Tables) -> tuple[Ways, Ways]:
    """(places + 1, workers) minutes from home and back home; the last row is the home itself."""
    home = t.worker_home
    none = t.minutes[home, home][None]
    return np.concatenate([t.minutes[home].T, none]), np.concatenate([t.minutes[:, home], none])


def _cheapest(seat: Ints, cost: Ints, lot: Ints, most: int) -> Ints:
    """Rows of the cheapest of each seat, by lot among the equally cheap; seats stand in order."""
    many = np.bincount(seat)
    begins = np.cumsum(many) - many
    near = np.arange(len(seat))
    if many.max(initial=0) > most:
        rows = np.full((len(many), int(many.max())), FAR)
        rows[seat, near - begins[seat]] = cost
        near = np.flatnonzero(cost <= np.partition(rows, most - 1, axis=1)[seat, most - 1])
    order = near[np.lexsort((lot[near], cost[near], seat[near]))]
    many = np.bincount(seat[order], minlength=1)
    rank = np.arange(len(order)) - (np.cumsum(many) - many)[seat[order]]
    return order[rank < most]


def _fits_an_empty_day(c: Columns, pair: Ints, come: Ways, leave: Ways) -> Bools:
    """(pairs) whether some option can be held on a day that has nothing else."""
    t = c.tables
    need = t.seat_need[c.pair_seat[pair]]
    at, option = spread(c.need_opt, need)
    worker, day = c.pair_worker[pair][at], c.opt_day[option]
    begin, end = t.shift_start[worker, day], t.shift_end[worker, day]
    start = np.maximum(c.opt_lo[option], begin + come[at])
    home = start + t.need_minutes[need][at] + leave[at]
    allowed = (c.pair_days[pair][at] >> day) & 1 == 1
    fits = np.zeros(len(pair), np.bool_)
    fits[at[allowed & (start <= c.opt_hi[option]) & (home <= end) & (begin <= end)]] = True
    return fits
