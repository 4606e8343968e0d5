"""Calls that could be made and the routes that could make them: the bound's view of a week.

A *call* is a pair in an option: somebody at a seat's place, on one day, at one price. A
*route* is a worker's day with all calls that fit into its shift.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from domain.session import WEEK_DAYS
from optimizer.columns import Columns
from optimizer.tables import Bools, Ints, starts_of

MOST_BYTES = 2_000_000_000
"""Of calls and ways, beyond which the week is not looked at in this way."""
BYTES_A_CALL = 400
BYTES_A_WAY = 4
NEAREST = 30
"""Needs after each one that a quick look considers."""
BREADTH = 1.4
"""Routes vary: the square of the mean underrates the mean of the squares."""


@dataclass(frozen=True)
class Calls:
    """Columns of calls, sorted by route and need."""

    pair: Ints
    option: Ints
    need: Ints
    seat: Ints
    route: Ints
    """worker * 7 + weekday"""
    price: Ints
    """Of the pair, and of the option where it is no team's."""
    lo: Ints
    """First start within the shift."""
    hi: Ints
    """Last start within the shift."""

    def only(self, rows: Ints) -> "Calls":
        """Some of the calls."""
        return Calls(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})


@dataclass(frozen=True)
class Route:
    """A worker's day: its calls side by side, need after need."""

    number: int
    first: int
    """Number of the first call; the others follow."""
    at: Ints
    """(needs + 1) where the calls of each need begin, counted from ``first``."""
    lo: Ints
    hi: Ints
    need: Ints
    """(needs) rows of the problem."""
    minutes: Ints
    """(needs)"""
    ways: NDArray[np.int16]
    """(needs, needs) minutes from the one to the other."""
    next_at: Ints
    """(needs + 1) where the needs that can follow each one begin ..."""
    next_need: NDArray[np.int16]
    """... in here."""
    near_at: Ints
    """The same of the nearest alone, for looks that need not be thorough."""
    near_need: NDArray[np.int16]
    out: Ints
    """(needs) minutes from home."""
    back: Ints
    begin: int
    end: int


def count_calls(c: Columns) -> int:
    """Calls, as if all shifts were long enough."""
    many = np.diff(c.need_opt)[c.tables.seat_need[c.pair_seat]]
    return int(many.sum())


def needs_without_calls(c: Columns) -> Bools:
    """Needs that have no time at all, or a seat that nobody may take."""
    t = c.tables
    empty: Bools = np.diff(c.need_opt) == 0
    empty[t.seat_need[np.diff(c.seat_pair) == 0]] = True
    return empty


def fits_in_memory(c: Columns) -> bool:
    """Whether calls and ways stay below ``MOST_BYTES``; said before anything is built."""
    calls = count_calls(c)
    routes = max(1, int((c.tables.shift_start <= c.tables.shift_end).sum()))
    ways = routes * (BREADTH * calls / routes) ** 2
    return calls * BYTES_A_CALL + ways * BYTES_A_WAY < MOST_BYTES


def spread(at: Ints, index: Ints) -> tuple[Ints, Ints]:
    """Rows of the slices named by ``index``: (position in ``index``, row)."""
    many = at[index + 1] - at[index]
    position = np.repeat(np.arange(len(index)), many)
    inside = np.arange(len(position)) - np.repeat(np.cumsum(many) - many, many)
    return position, at[index][position] + inside


def make_calls(c: Columns) -> Calls:
    """Every call that fits into its worker's shift when nothing else lies on that day."""
    t = c.tables
    pair, option = spread(c.need_opt, t.seat_need[c.pair_seat])
    day = c.opt_day[option]
    allowed = (c.pair_days[pair] >> day) & 1 == 1
    pair, option, day = pair[allowed], option[allowed], day[allowed]
    worker, seat = c.pair_worker[pair], c.pair_seat[pair]
    need = t.seat_need[seat]
    home = t.worker_home[worker]
    place = t.place_of(need, worker)
    begin = t.shift_start[worker, day] + t.minutes[home, place]
    end = t.shift_end[worker, day] - t.need_minutes[need] - t.minutes[place, home]
    lo = first_start(begin, c.opt_lo[option], t.policy.grid)
    hi = np.minimum(c.opt_hi[option], end)
    alone = np.diff(t.need_seat)[need] == 1
    found = Calls(
        pair=pair,
        option=option,
        need=need,
        seat=seat,
        route=worker * WEEK_DAYS + day,
        price=c.pair_price[pair] + np.where(alone, c.opt_price[option], 0),
        lo=lo,
        hi=hi,
    )
    rows = np.flatnonzero(lo <= hi)
    return found.only(rows[np.lexsort((option[rows], need[rows], found.route[rows]))])


def first_start(ready: Ints, lo: Ints, grid: int) -> Ints:
    """First start of a stretch from ``lo`` on for somebody who is ready then."""
    return np.where(ready <= lo, lo, -(-ready // grid) * grid)


def make_routes(c: Columns, calls: Calls) -> list[Route]:
    """The routes of calls that are sorted by route and need."""
    numbers, firsts = np.unique(calls.route, return_index=True)
    lasts = np.append(firsts[1:], len(calls.route))
    return [
        _route(c, calls, int(number), int(first), int(last))
        for number, first, last in zip(numbers, firsts, lasts, strict=True)
    ]


def _route(c: Columns, calls: Calls, number: int, first: int, last: int) -> Route:
    t = c.tables
    worker, day = divmod(number, WEEK_DAYS)
    need, many = np.unique(calls.need[first:last], return_counts=True)
    home = int(t.worker_home[worker])
    place = t.place_of(need, np.full(len(need), worker))
    ways = t.minutes[np.ix_(place, place)]
    at = starts_of(many.tolist())
    lo, hi, minutes = calls.lo[first:last], calls.hi[first:last], t.need_minutes[need]
    done = np.minimum.reduceat(lo, at[:-1]) + minutes
    follows = done[:, None] + ways <= np.maximum.reduceat(hi, at[:-1])
    np.fill_diagonal(follows, val=False)
    late = np.maximum.reduceat(hi, at[:-1]) + minutes
    lost = np.maximum(np.minimum.reduceat(lo, at[:-1]) - late[:, None], ways)
    near = _nearest(follows, lost)
    return Route(
        number=number,
        first=first,
        at=at,
        lo=lo,
        hi=hi,
        need=need,
        minutes=minutes,
        ways=ways,
        next_at=starts_of(follows.sum(axis=1).tolist()),
        next_need=np.nonzero(follows)[1].astype(np.int16),
        near_at=starts_of(near.sum(axis=1).tolist()),
        near_need=np.nonzero(near)[1].astype(np.int16),
        out=t.minutes[home, place].astype(np.int64),
        back=t.minutes[place, home].astype(np.int64),
        begin=int(t.shift_start[worker, day]),
        end=int(t.shift_end[worker, day]),
    )


def _nearest(follows: Bools, lost: Ints) -> Bools:
    """Of the needs that can follow each one those for which the least time is lost."""
    if len(lost) <= NEAREST:
        return follows
    far = np.where(follows, lost, np.iinfo(lost.dtype).max)
    rank = np.argsort(np.argsort(far, axis=1, kind="stable"), axis=1, kind="stable")
    near: Bools = follows & (rank < NEAREST)
    return near
