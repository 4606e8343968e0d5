"""From rules to columns: everything the engines read, as flat arrays.

An *option* is a need in one stretch of starts on one day in which every rule of starts
says the same. A *pair* is a seat and a worker whom every must allows, with the weekdays
on which it may be. A *counter* is one limit: ``most``, ``least``, a price (or MUST) and
what it counts before anything is chosen. Rows are ready-made per option, per route (a
worker's day) and per pair, so that an engine adds up without asking any rule.
"""

from dataclasses import dataclass

import numpy as np

from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.counters import Counters, Gathering, Rows
from optimizer.pairs import DAY_BITS, REMOVERS, make_pairs
from optimizer.rules import (
    ALWAYS_PRICED,
    COUNT_RULES,
    NEVER_PRICED,
    START_RULES,
)
from optimizer.rules.wanted_meeting import weights
from optimizer.tables import Ints, Tables, spread, starts_of

__all__ = ["DAY_BITS", "REMOVERS", "Columns", "make_columns"]


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
    need_opt = starts_of(np.bincount(opt_need, minlength=len(t.problem.needs)))
    need_days = np.zeros(len(t.problem.needs), np.int64)
    np.bitwise_or.at(need_days, opt_need, DAY_BITS[opt_day])
    pairs = make_pairs(t, need_days)
    counters, rows = _counters(t, (opt_need, opt_day, need_opt), pairs.seat, pairs.worker)
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
        seat_pair=starts_of(np.bincount(pairs.seat, minlength=len(t.seat_need))),
        pair_seat=pairs.seat,
        pair_worker=pairs.worker,
        pair_days=pairs.days,
        pair_price=pairs.price,
        removed=pairs.removed,
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
    pins = [
        (k, n.pinned_start) for k, n in enumerate(t.problem.needs) if n.pinned_start is not None
    ]
    pinned, pin = np.array(pins, np.int64).reshape(-1, 2).T
    free = np.diff(t.need_window) > 0
    free[pinned] = False
    need, lo, hi = _stretches(t, np.flatnonzero(free))
    need, lo, hi = (np.concatenate(parts) for parts in ((pinned, need), (pin, lo), (pin, hi)))
    order = np.argsort(need, kind="stable")
    return need[order], lo[order], hi[order]


def _stretches(t: Tables, need: Ints) -> tuple[Ints, Ints, Ints]:
    """Starts on the grid in windows, cut where a window, a day or the published start cuts."""
    grid, sunday = t.policy.grid, WEEK_DAYS * DAY_MINUTES
    at, window = spread(t.need_window, need)
    owner = need[at]
    lo, hi = -(-t.window_start[window] // grid) * grid, t.window_end[window] // grid * grid
    cuts = [(owner, lo), (owner, hi + grid)]
    cuts += [(need, np.full(len(need), midnight)) for midnight in range(0, sunday, DAY_MINUTES)]
    shown = [(t.need_row[name], held.start) for name, held in t.problem.published.items()]
    row, start = np.array(shown, np.int64).reshape(-1, 2).T
    known = np.isin(row, need) & (start % grid == 0)
    cuts += [(row[known], start[known]), (row[known], start[known] + grid)]
    # A need and its minute in one number: all needs are cut in one go.
    low = min(int(minute.min(initial=0)) for _, minute in cuts)
    span = max(int(minute.max(initial=0)) for _, minute in cuts) - low + 1
    edge = np.unique(np.concatenate([who * span + minute - low for who, minute in cuts]))
    some = lo <= hi
    opened = np.searchsorted(np.sort((owner * span + lo - low)[some]), edge, side="right")
    closed = np.searchsorted(np.sort((owner * span + hi - low)[some]), edge, side="left")
    inside = np.flatnonzero(opened > closed)
    found, first = np.divmod(edge[inside], span)
    return found, first + low, edge[inside + 1] - found * span + low - grid


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
        days = (lo[bad] // DAY_MINUTES).clip(0, WEEK_DAYS - 1)
        days = np.unique(need[bad] * WEEK_DAYS + days)
        refused.append(
            np.stack([days // WEEK_DAYS, np.full(len(days), k), days % WEEK_DAYS], axis=1)
        )
        need, lo, hi, price = need[~bad], lo[~bad], hi[~bad], price[~bad]
    return (need, lo // DAY_MINUTES, lo, hi, price), np.concatenate(refused)


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
