"""From rules to columns: everything the engines read, as flat arrays.

An *option* is a need in one stretch of starts on one day in which every rule of starts
says the same. A *pair* is a seat and a worker whom every must allows, with the weekdays
on which it may be. A *counter* is one limit: ``most``, ``least``, a price (or MUST) and
what it counts before anything is chosen. Rows are ready-made per option, per route (a
worker's day) and per pair, so that an engine adds up without asking any rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from domain.session import DAY_MINUTES, WEEK_DAYS, Need
from optimizer.counters import Counters, Gathering, Rows
from optimizer.rules import (
    ALWAYS_PRICED,
    COUNT_RULES,
    NEVER_PRICED,
    PAIR_RULES,
    START_RULES,
)
from optimizer.rules.wanted_meeting import weights
from optimizer.tables import Bools, Ints, Tables, starts_of, units

CHUNK = 2_000_000
"""Pairs looked at in one go: bounds the memory of a nation's week."""

DAY_BITS = 1 << np.arange(WEEK_DAYS)

REMOVERS = (*(rule.__name__ for rule in PAIR_RULES), "shift")
"""What removes a pair: a rule of pairs, or no shift on any day that is left."""


@dataclass(frozen=True)
class Columns:
    """A week as the engines see it. ``*_at`` are the usual starts of slices."""

    tables: Tables
    need_price: Ints
    """Cost of leaving a need out."""
    need_opt: Ints
    """(needs + 1) where the options of a need begin."""
    opt_need: Ints
    opt_day: Ints
    opt_lo: Ints
    """First start, minutes of the week, on the grid."""
    opt_hi: Ints
    """Last start."""
    opt_price: Ints
    refused: Ints
    """(rows, 3) need, row of START_RULES, weekday: what a must of starts refused."""
    seat_pair: Ints
    """(seats + 1) where the pairs of a seat begin."""
    pair_seat: Ints
    pair_worker: Ints
    pair_days: Ints
    """Weekdays allowed, bit 0 = Monday."""
    pair_price: Ints
    removed: Ints
    """(seats, REMOVERS) how many workers each rule removed, in that order."""
    counters: Counters
    rows: Rows

    @property
    def empty_cost(self) -> int:
        """Cost of the roster without meetings."""
        missed = np.maximum(self.counters.least - self.counters.start, 0)
        return int(self.need_price.sum() + (self.counters.price.clip(0) * missed).sum())


def make_columns(t: Tables) -> Columns:
    """All columns of a week. Raises ValueError on a policy that prices what cannot be priced."""
    _check_prices(t)
    options, refused = _ask_start_rules(t, *_options(t))
    opt_need, opt_day, opt_lo, opt_hi, opt_price = options
    need_opt = starts_of(np.bincount(opt_need, minlength=len(t.problem.needs)).tolist())
    need_days = np.zeros(len(t.problem.needs), np.int64)
    np.bitwise_or.at(need_days, opt_need, DAY_BITS[opt_day])
    seat, worker, days, price, removed = _pairs(t, need_days)
    counters, rows = _counters(t, (opt_need, opt_day, need_opt), seat, worker)
    return Columns(
        tables=t,
        need_price=weights(t) * (t.policy.price("wanted_meeting") or 0),
        need_opt=need_opt,
        opt_need=opt_need,
        opt_day=opt_day,
        opt_lo=opt_lo,
        opt_hi=opt_hi,
        opt_price=opt_price,
        refused=refused,
        seat_pair=starts_of(np.bincount(seat, minlength=len(t.seat_need)).tolist()),
        pair_seat=seat,
        pair_worker=worker,
        pair_days=days,
        pair_price=price,
        removed=removed,
        counters=counters,
        rows=rows,
    )


def _check_prices(t: Tables) -> None:
    wrong = [name for name in ALWAYS_PRICED if t.policy.price(name) is None]
    wrong += [name for name in NEVER_PRICED if t.policy.price(name) is not None]
    if wrong:
        message = f"the policy must price {ALWAYS_PRICED} and may not price {NEVER_PRICED}: {wrong}"
        raise ValueError(message)


def _options(t: Tables) -> tuple[Ints, Ints, Ints]:
    """(need, first start, last start) of stretches in which every rule of starts is constant."""
    rows = [
        (row, lo, hi) for row, need in enumerate(t.problem.needs) for lo, hi in stretches(t, need)
    ]
    need, lo, hi = np.array(rows, np.int64).reshape(-1, 3).T
    return need, lo, hi


def stretches(t: Tables, need: Need) -> Iterator[tuple[int, int]]:
    """Starts on the grid in the need's windows, cut where a window or the published start cuts."""
    if need.pinned_start is not None:
        yield need.pinned_start, need.pinned_start
        return
    grid = t.policy.grid
    windows = [(-(-w.start // grid) * grid, w.end // grid * grid) for w in need.windows]
    published = t.problem.published.get(need.id)
    cuts = {lo for lo, _ in windows} | {hi + grid for _, hi in windows}
    if published is not None and published.start % grid == 0:
        cuts |= {published.start, published.start + grid}
    if windows:
        cuts |= set(range(0, WEEK_DAYS * DAY_MINUTES, DAY_MINUTES))
    edges = sorted(cuts)
    for lo, after in pairwise(edges):
        if any(a <= lo <= b for a, b in windows):
            yield lo, after - grid


def _ask_start_rules(
    t: Tables,
    need: Ints,
    lo: Ints,
    hi: Ints,
) -> tuple[tuple[Ints, Ints, Ints, Ints, Ints], Ints]:
    price = np.zeros(len(need), np.int64)
    refused = []
    for k, rule in enumerate(START_RULES):
        missed = rule(t, need, lo)
        cost = t.policy.price(rule.__name__)
        if cost is not None:
            price += cost * missed
            continue
        bad = missed > 0
        days = np.unique(need[bad] * WEEK_DAYS + lo[bad] // DAY_MINUTES)
        refused.append(
            np.stack([days // WEEK_DAYS, np.full(len(days), k), days % WEEK_DAYS], axis=1)
        )
        need, lo, hi, price = need[~bad], lo[~bad], hi[~bad], price[~bad]
    return (need, lo // DAY_MINUTES, lo, hi, price), np.concatenate(refused)


def _pairs(t: Tables, need_days: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Pairs that every must keeps, in seat order, the cheapest first."""
    seats, workers = len(t.seat_need), len(t.problem.workers)
    removed = np.zeros((seats, len(REMOVERS)), np.int64)
    shift_days = units((t.shift_start <= t.shift_end) @ DAY_BITS)
    kept = []
    step = max(1, CHUNK // max(1, workers))
    for first in range(0, seats, step):
        last = min(seats, first + step)
        seat = np.repeat(np.arange(first, last), workers)
        worker = np.tile(np.arange(workers), last - first)
        kept.append(_ask_pair_rules(t, seat, worker, need_days, shift_days, removed))
    if not kept:
        none = np.zeros(0, np.int64)
        return none, none, none, none, removed
    seat, worker, days, price = (np.concatenate(part) for part in zip(*kept, strict=True))
    return seat, worker, days, price, removed


def _ask_pair_rules(
    t: Tables,
    seat: Ints,
    worker: Ints,
    need_days: Ints,
    shift_days: Ints,
    removed: Ints,
) -> tuple[Ints, Ints, Ints, Ints]:
    days = need_days[t.seat_need[seat]]
    price = np.zeros(len(seat), np.int64)
    for k, rule in enumerate(PAIR_RULES):
        missed = rule(t, seat, worker)
        cost = t.policy.price(rule.__name__)
        if cost is not None:
            price += cost * missed
            continue
        days, ok = _days_left(days, missed)
        np.add.at(removed[:, k], seat[~ok], 1)
        seat, worker, days, price = seat[ok], worker[ok], days[ok], price[ok]
    wanted = days > 0
    days = days & shift_days[worker]
    ok = (days > 0) | ~wanted
    np.add.at(removed[:, -1], seat[~ok], 1)
    seat, worker, days, price = seat[ok], worker[ok], days[ok], price[ok]
    order = np.lexsort((worker, price, seat))
    return seat[order], worker[order], days[order], price[order]


def _days_left(days: Ints, missed: Ints) -> tuple[Ints, Bools]:
    """Weekdays still allowed; a pair goes when a rule takes the last one.

    A need without any day left keeps its pairs: of the days, ``refused`` speaks.
    """
    if missed.ndim == 1:
        return days, missed == 0
    left = days & units((missed == 0) @ DAY_BITS)
    return left, (left > 0) | (days == 0)


def _counters(
    t: Tables,
    options: tuple[Ints, Ints, Ints],
    seat: Ints,
    worker: Ints,
) -> tuple[Counters, Rows]:
    gathering = Gathering(t, *options, seat, worker)
    for rule in COUNT_RULES:
        for limit in rule(t, seat, worker):
            gathering.take(limit)
    return gathering.counters(), gathering.rows()
