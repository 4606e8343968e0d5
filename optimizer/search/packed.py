"""The columns of a week, packed into few tables for the compiled search."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.columns import Columns
from optimizer.counters import MUST
from optimizer.limit import NO_LIMIT
from optimizer.lookups import NEVER, last_free, next_shift
from optimizer.search.near import neighbours
from optimizer.search.ties import tied_needs
from optimizer.tables import Bools, Ints, Tables, starts_of

Table = NDArray[np.int32]
Wide = NDArray[np.int64]

MOST_PAIRS = 20
"""Workers looked at for one seat: the cheapest, then those with the least to do."""
SHORTEST = 5
"""Minutes of the shortest meeting, where a week has none."""
FAR = 1 << 29
"""Later than any minute of a week."""


class Packed(NamedTuple):
    """Read by the search, written by nobody. Columns as ``optimizer.search.at`` names them."""

    need: Table
    member: Table
    client: Table
    """(clients + 1) where the needs of a client begin in ``client_need``."""
    client_need: Table
    opt: Table
    row: Table
    seat: Table
    workers: NDArray[np.uint64]
    """(seats, words) bits of the workers who may take a seat."""
    pair: Table
    tie: Table
    """Bonds that pairs make."""
    bond: Table
    route: Table
    worker: Table
    day_counter: Table
    limit: Wide
    figure: Wide
    way: NDArray[np.int16]
    """(to, from): ways to a place lie in a row."""
    way_from: NDArray[np.int16]
    """(from, to)"""
    near: Table
    """(2, needs, neighbours) by way, and by way and hour; -1 where there are no more."""


@dataclass(frozen=True)
class Packing:
    """The tables and which pair of the columns each packed pair is."""

    packed: Packed
    pair: Ints


def pack(c: Columns, most_pairs: int = MOST_PAIRS, keep: Ints | None = None) -> Packing:
    """Pack a week; ``keep`` are pairs that stand whatever their rank."""
    t, rows = c.tables, c.rows
    chosen = _few_pairs(c, most_pairs, keep)
    seats, workers = len(t.seat_need), len(t.worker_home)
    pair_seat = c.pair_seat[chosen]
    opt_rows = _merged(rows.opt_at, rows.opt_counter, rows.opt_use, np.arange(len(c.opt_need)))
    pair_rows = _merged(rows.pair_at, rows.pair_counter, rows.pair_use, chosen)
    ties = _slices(rows.bond_at, chosen)
    team = (np.diff(t.need_seat) > 1) | tied_needs(c)
    seat_pair = starts_of(np.bincount(pair_seat, minlength=seats).tolist())
    many_options = np.diff(c.need_opt)[t.seat_need]
    slots = starts_of((np.diff(seat_pair) * many_options).tolist())
    first = len(opt_rows[1]), len(opt_rows[1]) + len(pair_rows[1])
    routes = _routes(t, rows.route_at + first[1])
    clients = starts_of(np.bincount(t.member, minlength=len(t.problem.clients)).tolist())
    member_need = np.repeat(np.arange(len(t.need_minutes)), np.diff(t.need_member))
    packed = Packed(
        need=_table(t.need_seat, c.need_opt, _under(c.need_price), t.need_member, team),
        member=t.member.astype(np.int32),
        client=clients.astype(np.int32),
        client_need=member_need[np.argsort(t.member, kind="stable")].astype(np.int32),
        opt=_table(c.opt_day, c.opt_lo, c.opt_hi, c.opt_price, opt_rows[0]),
        row=_table(
            np.concatenate([opt_rows[1], pair_rows[1], rows.route_counter]),
            np.concatenate([opt_rows[2], pair_rows[2], rows.route_measure]),
        ),
        seat=_table(
            t.seat_need,
            t.need_place[t.seat_need],
            t.need_minutes[t.seat_need],
            seat_pair,
            slots,
            *rows.use,
        ),
        workers=_bits(pair_seat, c.pair_worker[chosen], seats, workers),
        pair=_table(
            c.pair_worker[chosen],
            c.pair_days[chosen],
            _under(c.pair_price[chosen]),
            pair_rows[0] + first[0],
            starts_of([len(part) for part in ties]),
        ),
        tie=rows.bond[np.concatenate([np.zeros(0, np.int64), *ties])].astype(np.int32),
        bond=_table(rows.bond_counter, rows.bond_known),
        route=routes,
        worker=_workers(t, starts_of(np.bincount(rows.day_worker, minlength=workers).tolist())),
        day_counter=rows.day_counter[np.argsort(rows.day_worker, kind="stable")].astype(np.int32),
        limit=np.stack([c.counters.most, c.counters.least, c.counters.price], axis=1),
        figure=_figures(c),
        way=np.ascontiguousarray(t.minutes.T).astype(np.int16),
        way_from=np.ascontiguousarray(t.minutes).astype(np.int16),
        near=neighbours(c),
    )
    return Packing(packed, chosen)


def _table(*columns: Ints | Bools) -> Table:
    """Columns side by side, as high as the highest."""
    high = max(len(column) for column in columns)
    out = np.zeros((max(high, 1), len(columns)), np.int32)
    for k, column in enumerate(columns):
        out[: len(column), k] = column
    return out


def _under(prices: Ints) -> Ints:
    """Prices as they are; ValueError where one is too large to be added up in comfort."""
    if len(prices) and int(prices.max()) >= 1 << 30:
        message = f"a price of {int(prices.max())} is more than the search can count with"
        raise ValueError(message)
    return prices


def _few_pairs(c: Columns, most: int, keep: Ints | None) -> Ints:
    """The cheapest pairs of each seat; of equally cheap ones those that a draw puts first."""
    lot = np.random.default_rng(len(c.pair_seat)).permutation(len(c.pair_seat))
    order = np.lexsort((lot, c.pair_price, c.pair_seat))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - c.seat_pair[c.pair_seat[order]]
    kept = rank < most
    if keep is not None:
        kept[keep] = True
    kept &= c.pair_days > 0
    return np.flatnonzero(kept)


def _slices(at: Ints, chosen: Ints) -> list[Ints]:
    return [np.arange(at[k], at[k + 1]) for k in chosen.tolist()]


def _merged(at: Ints, counter: Ints, use: Ints, chosen: Ints) -> tuple[Ints, Ints, Ints]:
    """Rows of the chosen owners, several of one counter (a family's) added up."""
    many = np.diff(at)[chosen]
    owner = np.repeat(np.arange(len(chosen)), many)
    row = np.repeat(at[:-1][chosen], many) + np.arange(many.sum())
    row -= np.repeat(np.cumsum(many) - many, many)
    code = owner * (1 + int(counter.max(initial=0))) + counter[row]
    codes, inverse = np.unique(code, return_inverse=True)
    added = np.zeros(len(codes), np.int64)
    np.add.at(added, inverse, use[row])
    owners, counters = np.divmod(codes, 1 + int(counter.max(initial=0)))
    return starts_of(np.bincount(owners, minlength=len(chosen)).tolist()), counters, added


def _bits(seat: Ints, worker: Ints, seats: int, workers: int) -> NDArray[np.uint64]:
    words = np.zeros((max(seats, 1), max(1, -(-workers // 64))), np.uint64)
    np.bitwise_or.at(words, (seat, worker // 64), np.uint64(1) << (worker % 64).astype(np.uint64))
    return words


def _routes(t: Tables, row: Ints) -> Table:
    """Begin, end, break owed, rows, home, and the rest between a day and the one before it."""
    policy = t.policy
    begin, end = t.shift_start.astype(np.int64), t.shift_end.astype(np.int64)
    employee = t.worker_employee[:, None]
    long = employee & (end - begin > policy.break_after)
    free = last_free(t)
    ready = np.where(t.worker_employee & (free != NEVER), free + policy.daily_rest, NEVER)
    begin[:, 0] = np.maximum(begin[:, 0], ready)
    coupled = np.zeros(begin.shape, np.int64)
    both = (begin[:, 1:] <= end[:, 1:]) & (begin[:, :-1] <= end[:, :-1])
    short = begin[:, 1:] - end[:, :-1] < policy.daily_rest
    coupled[:, 1:] = both & short & employee
    closed = np.where(begin > end, -FAR, 0)
    return _table(
        np.where(closed < 0, FAR, begin).ravel(),
        np.where(closed < 0, -FAR, end).ravel(),
        (long * policy.break_minutes).ravel(),
        row,
        np.repeat(t.worker_home, WEEK_DAYS),
        coupled.ravel(),
    )


def _workers(t: Tables, day_counter: Ints) -> Table:
    """Counters of days, and the bounds of the week for those whose weekly rest is not certain."""
    free, again = last_free(t), next_shift(t)
    opens = np.where(free == NEVER, 0, free)
    closes = np.minimum(again, 2 * WEEK_DAYS * DAY_MINUTES)
    longest = np.zeros(len(opens), np.int64)
    before = opens.copy()
    for day in range(WEEK_DAYS):
        begin, end = t.shift_start[:, day], t.shift_end[:, day]
        has = begin <= end
        longest = np.where(has, np.maximum(longest, begin - before), longest)
        before = np.where(has, end, before)
    longest = np.maximum(longest, closes - before)
    watched = t.worker_employee & (longest < t.policy.weekly_rest)
    return _table(day_counter, watched, opens, closes)


def _figures(c: Columns) -> Wide:
    policy, limits = c.tables.policy, c.counters
    rebate = np.where((limits.least > 0) & (limits.price != MUST), limits.price, 0)
    most = int(c.tables.need_minutes.max(initial=SHORTEST))
    return np.array(
        [
            policy.grid,
            policy.price("travel") or 0,
            policy.break_after,
            policy.daily_rest,
            policy.weekly_rest,
            len(limits.rule),
            min(int(rebate.max(initial=0)) * most, NO_LIMIT),
        ],
        np.int64,
    )
