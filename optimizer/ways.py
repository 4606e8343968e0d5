"""The ways in which a need could be served, and what stands in each: the stuff of reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.board import Board, Obstacles
from optimizer.columns import DAY_BITS, Columns
from optimizer.rules import PAIR_RULES
from optimizer.tables import Ints, units


@dataclass(frozen=True)
class Way:
    """A worker per seat and a start, with what would break."""

    pairs: tuple[int, ...]
    start: int
    cost: int
    obstacles: Obstacles

    @property
    def distance(self) -> tuple[int, int, int]:
        """How far from possible: rules broken, units missed, cost."""
        return len(self.obstacles), sum(self.obstacles.values()), self.cost


@dataclass(frozen=True)
class NearMiss:
    """A worker whom only a rule or two of pairs keep from a seat."""

    seat: int
    worker: int
    obstacles: Obstacles
    days: int
    """Weekdays on which no other rule stands against it."""


def ways_of(board: Board, need: int) -> Iterator[Way]:
    """One way per worker and option for single seats, per start for teams: the nearest each."""
    t = board.c.tables
    seats = range(int(t.need_seat[need]), int(t.need_seat[need + 1]))
    if len(seats) == 1:
        yield from _ways_of_single(board, need, seats[0])
    else:
        yield from _ways_of_team(board, need, seats)


def _ways_of_single(board: Board, need: int, seat: int) -> Iterator[Way]:
    c = board.c
    sides: dict[int, tuple[int, Obstacles]] = {}
    for option in range(int(c.need_opt[need]), int(c.need_opt[need + 1])):
        for pair in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1])):
            if not c.pair_days[pair] >> int(c.opt_day[option]) & 1:
                continue
            ways = []
            for start in starts_near(board, need, pair, option):
                if start not in sides:
                    sides[start] = board.price_of_need(need, start)
                cost, stands = board.price_of_seat(seat, pair, start)
                side, before = sides[start]
                ways.append(Way((pair,), start, side + cost, {**before, **stands}))
            if ways:
                yield min(ways, key=lambda way: (way.distance, way.start))


def _ways_of_team(board: Board, need: int, seats: range) -> Iterator[Way]:
    c = board.c
    starts = {
        start
        for option in range(int(c.need_opt[need]), int(c.need_opt[need + 1]))
        for seat in seats
        for pair in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1]))
        if c.pair_days[pair] >> int(c.opt_day[option]) & 1
        for start in starts_near(board, need, pair, option)
    }
    for start in sorted(starts):
        cost, obstacles = board.price_of_need(need, start)
        pairs: list[int] = []
        for seat in seats:
            taken = {int(c.pair_worker[pair]) for pair in pairs}
            free = [
                (pair, *board.price_of_seat(seat, pair, start))
                for pair in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1]))
                if c.pair_days[pair] >> (start // DAY_MINUTES) & 1
                and int(c.pair_worker[pair]) not in taken
            ]
            if not free:
                break
            pair, more, stands = min(
                free, key=lambda f: (len(f[2]), sum(f[2].values()), f[1], f[0])
            )
            pairs.append(pair)
            cost += more
            obstacles = {**obstacles, **stands}
        if len(pairs) == len(seats):
            yield Way(tuple(pairs), start, cost, obstacles)


def starts_near(board: Board, need: int, pair: int, option: int) -> list[int]:
    """The ends of an option, and where a gap of the worker's day begins or ends, on the grid."""
    c, t = board.c, board.c.tables
    lo, hi, day = int(c.opt_lo[option]), int(c.opt_hi[option]), int(c.opt_day[option])
    if lo == hi:
        return [lo]
    worker, grid = int(c.pair_worker[pair]), t.policy.grid
    home, minutes = int(t.worker_home[worker]), int(t.need_minutes[need])
    place = int(t.need_place[need])
    place = home if place < 0 else place
    found = {lo, hi}
    marks = [(int(t.shift_start[worker, day]), home), (int(t.shift_end[worker, day]), home)]
    for start, end, at, _ in board.routes.get(worker * WEEK_DAYS + day, []):
        marks += [(end, at), (start, at)]
    for minute, at in marks:
        after = -(-(minute + int(t.minutes[at, place])) // grid) * grid
        before = (minute - int(t.minutes[place, at]) - minutes) // grid * grid
        found |= {start for start in (after, before) if lo <= start <= hi}
    return sorted(found)


def near_misses(c: Columns, seat: int) -> list[NearMiss]:
    """Every worker whom musts of pairs keep from a seat, the nearest first."""
    t = c.tables
    workers = len(t.worker_home)
    need = int(t.seat_need[seat])
    worker, seats = np.arange(workers), units(np.full(workers, seat))
    options = slice(int(c.need_opt[need]), int(c.need_opt[need + 1]))
    wanted = int(np.bitwise_or.reduce(DAY_BITS[c.opt_day[options]], initial=0))
    on = units((t.shift_start <= t.shift_end) @ DAY_BITS) & wanted
    days = units(np.where(on > 0, on, wanted))
    missed = _missed_musts(c, seats, worker, days)
    found = []
    for row in range(workers):
        obstacles = {name: int(m[row]) for name, m in missed.items() if m[row] > 0}
        if wanted and not on[row]:
            obstacles["shift"] = int(t.need_minutes[need])
        if obstacles:
            found.append(NearMiss(seat, row, obstacles, int(days[row])))
    return sorted(found, key=lambda m: (len(m.obstacles), sum(m.obstacles.values()), m.worker))


def _missed_musts(c: Columns, seat: Ints, worker: Ints, days: Ints) -> dict[str, Ints]:
    """Units missed under each must of pairs; by weekday, those missed on every day wanted."""
    t = c.tables
    found: dict[str, Ints] = {}
    inside = (days[:, None] & DAY_BITS) > 0
    for rule in PAIR_RULES:
        if t.policy.price(rule.__name__) is None:
            missed = rule(t, seat, worker)
            if missed.ndim > 1:
                lowest = np.where(inside, missed, 1 << 20).min(axis=1)
                missed = units(np.where(inside.any(axis=1), lowest, missed.min(axis=1)))
            found[rule.__name__] = missed
    return found
