"""A first roster: one need after another at the cheapest place left, dear and hard ones first."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.board import Board, Obstacles
from optimizer.check import check_tables
from optimizer.choices import Choices, meetings_of
from optimizer.columns import Columns
from optimizer.watch import Stop

MOST_STARTS = 24
"""Starts tried for a team: the earliest and the latest of each gap, no more than these."""

ROUNDS = 4
"""Times that what is left out is tried again, while that helps."""
MOST_SWAPS = 80
"""Meetings that are tried elsewhere for one need."""
REBATE = 1000
"""More than promised minutes give back for one meeting: keeps pruning from being greedy."""

Way = tuple[int, int, list[int]]
"""Cost, start, pairs."""
Sides = dict[int, tuple[int, Obstacles]]
"""Start -> what the need's side costs and breaks there."""


def construct(
    c: Columns,
    start: Choices | None = None,
    over: Stop | None = None,
    no_more_room: Stop | None = None,
) -> Choices:
    """Serve as many needs as fit, keeping what ``start`` serves.

    ``over`` ends it; ``no_more_room`` ends the rounds in which other meetings are moved.
    """
    board = Board(c)
    if start is not None:
        _keep_what_stands(board, start)
    order = _by_difficulty(c)
    left = [need for need in order if board.chosen.start[need] < 0]
    for round_ in range(ROUNDS):
        for need in left:
            if over is not None and over():
                return board.chosen
            best = best_way(board, need)
            if best is not None and best[0] < int(c.need_price[need]):
                board.put(need, best[1], best[2])
            elif round_ > 0 and (no_more_room is None or not no_more_room()):
                make_room(board, need)
        before, left = left, [need for need in order if board.chosen.start[need] < 0]
        if round_ > 0 and len(left) == len(before):
            break
    return board.chosen


def _keep_what_stands(board: Board, start: Choices) -> None:
    """Put in what a roster serves: all of it where it is faultless, else what goes together."""
    c, t = board.c, board.c.tables
    whole = not check_tables(t, meetings_of(c, start)).faults
    served = np.flatnonzero(start.start >= 0)
    dear_first = served[np.lexsort((start.start[served], -c.need_price[served]))]
    for need in dear_first.tolist():
        minute = int(start.start[need])
        seats = range(int(t.need_seat[need]), int(t.need_seat[need + 1]))
        pairs = start.pair[list(seats)].tolist()
        if whole or _stands_together(board, need, minute, pairs):
            board.put(need, minute, pairs)


def _by_difficulty(c: Columns) -> list[int]:
    """Teams, then the dear, then those with few ways."""
    t = c.tables
    seats = np.diff(t.need_seat)
    pairs = np.diff(c.seat_pair)
    fewest = np.array(
        [pairs[t.need_seat[n] : t.need_seat[n + 1]].min(initial=1 << 20) for n in range(len(seats))]
    )
    ways = fewest * np.diff(c.need_opt)
    found: list[int] = np.lexsort((ways, -c.need_price, -seats)).tolist()
    return found


def best_way(board: Board, need: int) -> Way | None:
    """The cheapest start and workers that break nothing, None where there are none."""
    t = board.c.tables
    seats = range(int(t.need_seat[need]), int(t.need_seat[need + 1]))
    find = _best_single if len(seats) == 1 else _best_team
    return find(board, need, seats)


def _best_single(board: Board, need: int, seats: range) -> Way | None:
    """One seat: each worker's own gaps."""
    c, seat = board.c, seats[0]
    best: Way | None = None
    sides: Sides = {}
    for option in range(int(c.need_opt[need]), int(c.need_opt[need + 1])):
        for pair in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1])):
            if c.pair_days[pair] >> int(c.opt_day[option]) & 1:
                best = _cheaper(board, need, pair, option, sides, best)
    return best


def _cheaper(
    board: Board, need: int, pair: int, option: int, sides: Sides, best: Way | None
) -> Way | None:
    """The best way so far, or a cheaper one by this pair in this option."""
    c = board.c
    seat, price = int(c.pair_seat[pair]), int(c.pair_price[pair])
    for start in sorted(set(_edges(board, need, int(c.pair_worker[pair]), option))):
        if start not in sides:
            sides[start] = board.price_of_need(need, start)
        side, obstacles = sides[start]
        if obstacles or (best is not None and side + price >= best[0] + REBATE):
            continue
        cost, obstacles = board.price_of_seat(seat, pair, start)
        if not obstacles and (best is None or (side + cost, start) < best[:2]):
            best = (side + cost, start, [pair])
    return best


def make_room(board: Board, need: int) -> bool:
    """Serve a need by holding one other meeting elsewhere, where the two together pay."""
    return any(
        _swap(board, need, at, other)
        for at, other in islice(_swaps_worth_trying(board, need), MOST_SWAPS)
    )


def _swaps_worth_trying(board: Board, need: int) -> Iterator[tuple[tuple[int, int], int]]:
    """A pair in an option, and a meeting of one seat that stands on that worker's day."""
    c, t = board.c, board.c.tables
    seat = int(t.need_seat[need])
    if int(t.need_seat[need + 1]) - seat != 1:
        return
    for option in range(int(c.need_opt[need]), int(c.need_opt[need + 1])):
        day = int(c.opt_day[option])
        for pair in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1])):
            if c.pair_days[pair] >> day & 1:
                route = board.routes.get(int(c.pair_worker[pair]) * WEEK_DAYS + day, [])
                for other in [stop[3] for stop in route]:
                    if int(t.need_seat[other + 1] - t.need_seat[other]) == 1:
                        yield (pair, option), other


def _swap(board: Board, need: int, at: tuple[int, int], other: int) -> bool:
    """Take ``other`` out, put the need in there, and ``other`` where it is cheapest."""
    t, chosen = board.c.tables, board.chosen
    start, pair = int(chosen.start[other]), int(chosen.pair[t.need_seat[other]])
    route = int(board.c.pair_worker[pair]) * WEEK_DAYS + start // DAY_MINUTES
    board.take_out(other)
    side, _ = board.price_of_need(other, start)
    before = side + board.price_of_seat(int(t.need_seat[other]), pair, start)[0]
    sound = board.is_sound(route)
    way = _cheaper(board, need, at[0], at[1], {}, None) if sound else None
    if way is not None:
        board.put(need, way[1], way[2])
        back = best_way(board, other)
        if back is not None and way[0] + back[0] - before < int(board.c.need_price[need]):
            board.put(other, back[1], back[2])
            return True
        board.take_out(need)
    board.put(other, start, [pair])
    return False


def _best_team(board: Board, need: int, seats: range) -> Way | None:
    """Several seats: common starts at the edges of anybody's free time."""
    best: Way | None = None
    for start in _common_starts(board, need, seats):
        cost, obstacles = board.price_of_need(need, start)
        if obstacles or (best is not None and cost >= best[0] + REBATE):
            continue
        team = _cheapest_team(board, seats, start)
        if team is None or (best is not None and cost + team[0] >= best[0]):
            continue
        if _stands_together(board, need, start, team[1]):
            best = (cost + team[0], start, team[1])
    return best


def _common_starts(board: Board, need: int, seats: range) -> list[int]:
    """Starts worth trying, evenly chosen where there are many."""
    c = board.c
    found: set[int] = set()
    for option in range(int(c.need_opt[need]), int(c.need_opt[need + 1])):
        day = int(c.opt_day[option])
        for seat in seats:
            for pair in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1])):
                if c.pair_days[pair] >> day & 1:
                    found.update(_edges(board, need, int(c.pair_worker[pair]), option))
    return sorted(found)[:: max(1, len(found) // MOST_STARTS)]


def _edges(board: Board, need: int, worker: int, option: int) -> Iterator[int]:
    """Earliest and latest start in each gap of a worker's day, within an option."""
    c, t, way = board.c, board.c.tables, board.c.tables.minutes
    lo, hi, day = int(c.opt_lo[option]), int(c.opt_hi[option]), int(c.opt_day[option])
    minutes, grid = int(t.need_minutes[need]), t.policy.grid
    home = int(t.worker_home[worker])
    place = int(t.need_place[need])
    place = home if place < 0 else place
    free, at = int(t.shift_start[worker, day]), home
    stops = board.routes.get(worker * WEEK_DAYS + day, [])
    again = (int(t.shift_end[worker, day]), 0, home, -1)
    for stop in [*stops, again]:
        first = max(free + int(way[at, place]), lo)
        last = min(stop[0] - int(way[place, stop[2]]) - minutes, hi)
        if lo == hi:
            if first <= lo <= last:
                yield lo
        else:
            first, last = -(-first // grid) * grid, last // grid * grid
            if first <= last:
                yield first
                yield last
        free, at = stop[1], stop[2]


def _cheapest_team(board: Board, seats: range, start: int) -> tuple[int, list[int]] | None:
    """The cheapest different workers for all seats at one start, seat after seat."""
    c, total, taken, pairs = board.c, 0, set[int](), list[int]()
    day = start // DAY_MINUTES
    for seat in seats:
        best: tuple[int, int] | None = None
        for pair in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1])):
            if not c.pair_days[pair] >> day & 1 or int(c.pair_worker[pair]) in taken:
                continue
            cost, obstacles = board.price_of_seat(seat, pair, start)
            if not obstacles and (best is None or cost < best[0]):
                best = (cost, pair)
        if best is None:
            return None
        total += best[0]
        taken.add(int(c.pair_worker[best[1]]))
        pairs.append(best[1])
    return total, pairs


def _stands_together(board: Board, need: int, start: int, pairs: list[int]) -> bool:
    """Whether a team may be put in all at once, whatever each seat may alone."""
    t = board.c.tables
    first = int(t.need_seat[need])
    _, obstacles = board.price_of_need(need, start)
    used: dict[int, int] = {}
    for rank, pair in enumerate(pairs):
        _, more = board.price_of_seat(first + rank, pair, start)
        obstacles |= more
        for k, use in board.rows_of_seat(first + rank, pair, start):
            used[k] = used.get(k, 0) + use
    return not obstacles and not board.breaks(used)
