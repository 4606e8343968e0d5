"""Which workers the search looks at for a seat: those who could come at all, likeliest first."""

import numpy as np

from optimizer.columns import Columns
from optimizer.tables import Bools, Ints

MOST_PAIRS = 16
"""Workers looked at for one seat."""
CHUNK = 4_000_000
"""Pairs in options looked at in one go."""


def few_pairs(c: Columns, most: int, keep: Ints | None = None) -> Ints:
    """(pairs kept) the cheapest of each seat, counting the way from home and back.

    A pair without an option in which the worker, doing nothing else that day, could be
    there and home in time is not looked at. ``keep`` stand whatever their rank.
    """
    t = c.tables
    way = _way_home(c)
    cost = c.pair_price + (t.policy.price("travel") or 0) * way
    lot = np.random.default_rng(len(c.pair_seat)).permutation(len(c.pair_seat))
    order = np.lexsort((lot, cost, c.pair_seat))
    fits = _fits_an_empty_day(c)
    order = order[fits[order]]
    many = np.bincount(c.pair_seat[order], minlength=len(t.seat_need))
    first = np.cumsum(many) - many
    rank = np.arange(len(order)) - first[c.pair_seat[order]]
    kept = np.zeros(len(c.pair_seat), np.bool_)
    kept[order[rank < most]] = True
    if keep is not None:
        kept[keep] = True
    return np.flatnonzero(kept)


def _way_home(c: Columns) -> Ints:
    """(pairs) minutes from the worker's home and back."""
    t = c.tables
    home = t.worker_home[c.pair_worker]
    place = t.place_of(t.seat_need[c.pair_seat], c.pair_worker)
    return t.minutes[home, place].astype(np.int64) + t.minutes[place, home]


def _fits_an_empty_day(c: Columns) -> Bools:
    """(pairs) whether some option can be held on a day that has nothing else."""
    t = c.tables
    need = t.seat_need[c.pair_seat]
    many = np.diff(c.need_opt)[need]
    fits = np.zeros(len(need), np.bool_)
    ends = np.cumsum(many)
    first = 0
    while first < len(need):
        done = ends[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + CHUNK, side="right")))
        pair = np.repeat(np.arange(first, last), many[first:last])
        option = np.arange(len(pair)) - np.repeat(
            ends[first:last] - many[first:last] - done, many[first:last]
        )
        option += c.need_opt[need[pair]]
        np.logical_or.at(fits, pair, _can_be_held(c, pair, option))
        first = last
    return fits


def _can_be_held(c: Columns, pair: Ints, option: Ints) -> Bools:
    t = c.tables
    worker, need, day = c.pair_worker[pair], t.seat_need[c.pair_seat[pair]], c.opt_day[option]
    home, place = t.worker_home[worker], t.place_of(need, worker)
    begin, end = t.shift_start[worker, day], t.shift_end[worker, day]
    start = np.maximum(c.opt_lo[option], begin + t.minutes[home, place])
    back = start + t.need_minutes[need] + t.minutes[place, home]
    allowed = (c.pair_days[pair] >> day) & 1 == 1
    found: Bools = allowed & (start <= c.opt_hi[option]) & (back <= end) & (begin <= end)
    return found
