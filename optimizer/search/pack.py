"""Packing the columns of a week into the few tables of the compiled search."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.columns import Columns
from optimizer.counters import MUST
from optimizer.limit import NO_LIMIT
from optimizer.lookups import NEVER, last_free, next_shift
from optimizer.search import at
from optimizer.search.binding import bonds_of, counters_that_bind, merged
from optimizer.search.few import MOST_PAIRS, few_pairs
from optimizer.search.near import both_ways, neighbours
from optimizer.search.ties import tied_needs
from optimizer.search.uses import Uses
from optimizer.search.week import Table, Week, Wide
from optimizer.tables import Bools, Ints, Tables, starts_of

STRINGS, LONGEST_STRING = 2, 8
"""Routes opened around a need, and visits taken from one of them, at most."""
RETRIED = 40
"""Needs left out that are looked at in one iteration."""
LONGEST, MORE = 60, 10
"""Visits on one route at most; a roster to begin from may hold more, and so many besides."""
WIDEST = 1 << 26
"""Numbers that the table of visits may hold for such a roster's sake."""
PULL = 100
"""Percent of the temperature that a need usually left out is worth, given for one seldom so."""
MOST_TAKEN = 600
"""Needs moved in one iteration at most: bounds the bank and the log."""
FAR = 1 << 27
"""Later than any minute of a week."""
MOST_PRICE = 1 << 30


@dataclass(frozen=True)
class Packing:
    """The tables, and which pair of the columns each packed pair is."""

    week: Week
    pair: Ints


def pack(
    c: Columns,
    seed: int,
    most_pairs: int = MOST_PAIRS,
    keep: Ints | None = None,
    longest: int = 0,
) -> Packing:
    """Pack a week, nothing served; ``keep`` are pairs that stand whatever their rank.

    ``longest`` is how many visits a route must be able to hold, if memory can hold as many.
    ValueError where a price is more than the search can count with.
    """
    t = c.tables
    largest = max(
        int(prices.max(initial=0)) for prices in (c.need_price, c.pair_price, c.opt_price)
    )
    if largest >= MOST_PRICE:
        message = f"a price of {largest} is more than the search can count with"
        raise ValueError(message)
    needs, seats, workers = len(c.need_price), len(t.seat_need), len(t.worker_home)
    routes = workers * WEEK_DAYS
    chosen = few_pairs(c, most_pairs, keep)
    listed = max(needs, routes, 1)
    opts0, pairs0 = listed, listed + len(c.opt_need)
    workers0 = pairs0 + len(chosen)
    uses = Uses()
    binds = counters_that_bind(c)
    thin = np.zeros((workers0 + workers, 8), np.int32)
    every = np.arange(len(c.opt_need))
    rows = uses.add(merged(c.rows.opt_at, c.rows.opt_counter, c.rows.opt_use, every, binds))
    thin[opts0:pairs0] = _side_by_side(c.opt_day, c.opt_lo, c.opt_hi, c.opt_price, *rows)
    rows = uses.add(merged(c.rows.pair_at, c.rows.pair_counter, c.rows.pair_use, chosen, binds))
    at_bond, bond = bonds_of(c, chosen, binds)
    ties = uses.add((at_bond, bond + len(c.counters.rule), np.zeros_like(bond)))
    worker = c.pair_worker[chosen]
    thin[pairs0:workers0] = _side_by_side(
        worker * WEEK_DAYS,
        c.pair_days[chosen],
        c.pair_price[chosen],
        *rows,
        *ties,
        workers0 + worker,
    )
    days = np.flatnonzero(binds[c.rows.day_counter])
    days = days[np.argsort(c.rows.day_worker[days], kind="stable")]
    at_day = starts_of(np.bincount(c.rows.day_worker[days], minlength=workers).tolist())
    counters = uses.add((at_day, c.rows.day_counter[days], np.ones(len(days), np.int64)))
    thin[workers0:] = _side_by_side(
        *counters, *_weekly_rest(t), np.zeros(workers), np.arange(workers)
    )
    seat_pair = starts_of(np.bincount(c.pair_seat[chosen], minlength=seats).tolist())
    many_options = np.diff(c.need_opt)[t.seat_need]
    slots = starts_of((np.diff(seat_pair) * many_options).tolist())
    width = max(at.WIDTH, at.MEASURE + len(c.rows.use))
    table = np.zeros((routes + needs + seats, width), np.int32)
    every = np.arange(routes)
    measured = merged(c.rows.route_at, c.rows.route_counter, c.rows.route_measure, every, binds)
    _lay_routes(table[:routes], t, uses.add(measured), workers0)
    members = _members(t, uses, routes)
    _lay_needs(table[routes : routes + needs], c, members, (routes + needs, opts0))
    table[routes + needs :] = _seats(c, (seat_pair, slots), (routes, pairs0), width)
    stops = _most_stops(table[:routes], t, longest)
    near = neighbours(c)
    moved = _most_rows(table, (routes, routes + needs), thin, (opts0, pairs0, workers0))
    taken = min(max(needs, 1), MOST_TAKEN)
    log_rows = taken * moved * 4 + 1000
    team = max(1, int(np.diff(t.need_seat).max(initial=1)))
    scratch = max(stops, team, int(np.diff(c.need_opt).max(initial=1)))
    thin[:needs, at.ABSENT_L] = thin[:needs, at.ACTIVE_L] = np.arange(needs) + routes
    week = Week(
        rows=table,
        thin=thin,
        uses=uses.table(),
        limits=_limits(c),
        stops=np.zeros((max(routes, 1), stops, at.STOP_WIDTH), np.int32),
        twos=np.zeros((int(slots[-1]) + log_rows, 2), np.int64),
        scratch=np.zeros((scratch + team * at.SLOTS, 11), np.int64),
        num=_numbers(c, (opts0, pairs0, workers0), (int(slots[-1]), scratch, moved)),
        way=both_ways(t.minutes),
        near=np.where(near >= 0, near + routes, -1).astype(np.int32),
        bits=_bits(c.pair_seat[chosen], worker, (seats, workers), seed),
        keys=np.zeros(taken),
    )
    return Packing(week, chosen)


def _side_by_side(*columns: Ints | NDArray[np.float64] | Bools) -> Table:
    """Columns as a table of eight."""
    out = np.zeros((len(columns[0]), 8), np.int32)
    for k, column in enumerate(columns):
        out[:, k] = column
    return out


def _members(t: Tables, uses: Uses, needs0: int) -> tuple[Ints, Ints]:
    """Per need its clients; each client's row says where its needs stand."""
    order = np.argsort(t.member, kind="stable")
    owner = np.repeat(np.arange(len(t.need_minutes)), np.diff(t.need_member))[order] + needs0
    clients = starts_of(np.bincount(t.member, minlength=len(t.problem.clients)).tolist())
    first, last = uses.add((clients, owner, np.zeros_like(owner)))
    return uses.add((t.need_member, first[t.member], last[t.member]))


def _lay_routes(table: Table, t: Tables, rows: tuple[Ints, Ints], workers0: int) -> None:
    """Begin, end, break owed, rows, home, and whether the rest ties a day to the one before it."""
    policy, days = t.policy, np.arange(len(table))
    begin, end = t.shift_start.astype(np.int64), t.shift_end.astype(np.int64)
    employee = t.worker_employee[:, None]
    long = employee & (end - begin > policy.break_after)
    free = last_free(t)
    ready = np.where(t.worker_employee & (free != NEVER), free + policy.daily_rest, NEVER)
    open_ = begin <= end
    begin[:, 0] = np.maximum(begin[:, 0], ready)
    tied = np.zeros(begin.shape, np.bool_)
    short = begin[:, 1:] - end[:, :-1] < policy.daily_rest
    tied[:, 1:] = open_[:, 1:] & open_[:, :-1] & short & employee
    table[:, at.BEGIN] = table[:, at.FROM_HOME] = np.where(open_, begin, FAR).ravel()
    table[:, at.END] = table[:, at.TO_HOME] = np.where(open_, end, -FAR).ravel()
    table[:, at.REST] = (long * policy.break_minutes).ravel()
    table[:, at.ROW0], table[:, at.ROW1] = rows
    table[:, at.HOME] = np.repeat(t.worker_home, WEEK_DAYS)
    table[:, at.AFTER_DAY] = tied.ravel()
    table[:, at.WORKER], table[:, at.WEEKDAY] = workers0 + days // WEEK_DAYS, days % WEEK_DAYS
    table[:, at.VERSION] = 1


def _lay_needs(
    table: Table, c: Columns, members: tuple[Ints, Ints], first: tuple[int, int]
) -> None:
    t = c.tables
    seats0, opts0 = first
    table[:, at.SEAT0], table[:, at.SEAT1] = t.need_seat[:-1] + seats0, t.need_seat[1:] + seats0
    table[:, at.OPT0], table[:, at.OPT1] = c.need_opt[:-1] + opts0, c.need_opt[1:] + opts0
    table[:, at.LEAVE] = c.need_price
    table[:, at.MEMBER0], table[:, at.MEMBER1] = members
    table[:, at.TEAM] = (np.diff(t.need_seat) > 1) | tied_needs(c)
    table[:, at.OPT] = table[:, at.BEST_OPT] = -1
    table[:, at.ABSENT_AT] = table[:, at.NEAR] = np.arange(len(table))


def _seats(c: Columns, slices: tuple[Ints, Ints], first: tuple[int, int], width: int) -> Table:
    t = c.tables
    (pairs, slots), (needs0, pairs0) = slices, first
    table = np.zeros((len(t.seat_need), width), np.int32)
    table[:, at.NEED] = t.seat_need + needs0
    table[:, at.PLACE] = t.need_place[t.seat_need]
    table[:, at.MINUTES] = t.need_minutes[t.seat_need]
    table[:, at.PAIR0], table[:, at.PAIR1] = pairs[:-1] + pairs0, pairs[1:] + pairs0
    table[:, at.SLOT0] = slots[:-1]
    table[:, at.BITS] = np.arange(len(table))
    table[:, at.ROUTE : at.MEASURE] = -1
    table[:, at.MEASURE : at.MEASURE + len(c.rows.use)] = c.rows.use.T
    return table


def _limits(c: Columns) -> Wide:
    counters, rows = c.counters, c.rows
    out = np.zeros((len(counters.rule) + len(rows.bond_counter), 4), np.int64)
    own = out[: len(counters.rule)]
    own[:, at.MOST], own[:, at.LEAST] = counters.most, counters.least
    own[:, at.PRICE], own[:, at.COUNT] = counters.price, counters.start
    bonds = out[len(counters.rule) :]
    bonds[:, at.BOND_COUNTER], bonds[:, at.KNOWN] = rows.bond_counter, rows.bond_known
    return out


def _bits(seat: Ints, worker: Ints, size: tuple[int, int], seed: int) -> NDArray[np.uint64]:
    """Who may take each seat; two rows more: who was touched, and the state of chance."""
    seats, workers = size
    words = np.zeros((seats + 2, max(1, -(-workers // 64))), np.uint64)
    np.bitwise_or.at(words, (seat, worker // 64), np.uint64(1) << (worker % 64).astype(np.uint64))
    words[seats + 1, 0] = (seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64 | 1
    return words


def _weekly_rest(t: Tables) -> tuple[Bools, Ints, Ints]:
    """Whose weekly rest is not certain whatever they do, and the bounds of their week."""
    free, again = last_free(t), next_shift(t)
    opens = np.where(free == NEVER, 0, free)
    closes = np.minimum(again, 2 * WEEK_DAYS * DAY_MINUTES)
    longest, before = np.zeros(len(opens), np.int64), opens.copy()
    for day in range(WEEK_DAYS):
        begin, end = t.shift_start[:, day], t.shift_end[:, day]
        has = begin <= end
        longest = np.where(has, np.maximum(longest, begin - before), longest)
        before = np.where(has, end, before)
    longest = np.maximum(longest, closes - before)
    return t.worker_employee & (longest < t.policy.weekly_rest), opens, closes


def _numbers(c: Columns, listed: tuple[int, int, int], sizes: tuple[int, int, int]) -> Wide:
    t, policy, limits = c.tables, c.tables.policy, c.counters
    needs, routes = len(c.need_price), len(t.worker_home) * WEEK_DAYS
    rebate = np.where((limits.least > 0) & (limits.price != MUST), limits.price, 0)
    most = int(t.need_minutes.max(initial=0))
    num = np.zeros(40, np.int64)
    for column, value in {
        at.GRID: policy.grid,
        at.WAY_PRICE: policy.price("travel") or 0,
        at.BREAK_AFTER: policy.break_after,
        at.DAILY_REST: policy.daily_rest,
        at.WEEKLY_REST: policy.weekly_rest,
        at.REBATE: min(int(rebate.max(initial=0)) * most, NO_LIMIT),
        at.LOG0: sizes[0],
        at.SLOT_ROW0: sizes[1],
        at.MOVED: sizes[2],
        at.COST: c.empty_cost,
        at.BEST: c.empty_cost,
        at.ABSENT: needs,
        at.BEST_ABSENT: needs,
        at.ACTIVE: needs,
        at.VERSIONS: 1,
        at.NEEDS0: routes,
        at.SEATS0: routes + needs,
        at.OPTS0: listed[0],
        at.PAIRS0: listed[1],
        at.WORKERS0: listed[2],
        at.STRINGS: STRINGS,
        at.LONGEST_STRING: LONGEST_STRING,
        at.RETRIED: RETRIED,
        at.PULL: PULL,
    }.items():
        num[column] = value
    return num


def _most_stops(routes: Table, t: Tables, longest: int) -> int:
    """The most visits that a shift can hold, and as many as are asked for."""
    open_ = routes[:, at.END].astype(np.int64) - routes[:, at.BEGIN]
    shortest = max(1, int(t.need_minutes.min(initial=DAY_MINUTES)))
    held = max(2, longest, int(open_.max(initial=0)) // shortest + 1)
    room = min(at.MOST_STOPS, WIDEST // (at.STOP_WIDTH * max(1, len(routes))))
    return int(min(held, max(LONGEST, min(longest + MORE, room))))


def _most_rows(
    table: Table, first: tuple[int, int], thin: Table, lists: tuple[int, int, int]
) -> int:
    """Rows of the log that one need fills at most when it goes in, or comes out."""
    (needs0, seats0), (opts0, pairs0, workers0) = first, lists
    pairs = thin[pairs0:workers0]

    def most(part: Table, begin: int, end: int) -> int:
        return int((part[:, end] - part[:, begin]).max(initial=0))

    seats = max(1, most(table[needs0:seats0], at.SEAT0, at.SEAT1))
    seat = most(table[:needs0], at.ROW0, at.ROW1) + most(pairs, at.PROW0, at.PROW1)
    seat += 2 * most(pairs, at.TIE0, at.TIE1) + most(thin[workers0:], at.DAYS0, at.DAYS1)
    return seats * seat + most(thin[opts0:pairs0], at.OROW0, at.OROW1) + 1
