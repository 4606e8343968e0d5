"""The ways in which a need could be served, and what stands in each: the stuff of reasons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.board import Board, Obstacles
from optimizer.columns import Columns
from optimizer.rules import PAIR_RULES
from optimizer.tables import Bools, Ints, units


@dataclass(frozen=True)
class Way:
    """A worker per seat and a start, with what would break."""

    pairs: tuple[int, ...]
    option: int
    start: int
    cost: int
    of_need: Obstacles
    """What stands in the way whoever comes."""
    of_seats: tuple[Obstacles, ...]
    """What each seat's worker would break."""

    @cached_property
    def obstacles(self) -> Obstacles:
        """All that would break, by rule."""
        found = dict(self.of_need)
        for obstacles in self.of_seats:
            for rule, missed in obstacles.items():
                found[rule] = found.get(rule, 0) + missed
        return found

    @cached_property
    def distance(self) -> tuple[int, int, int]:
        """How far from possible: rules broken, units missed, cost."""
        return len(self.obstacles), sum(self.obstacles.values()), self.cost


@dataclass(frozen=True)
class NearMiss:
    """A worker whom rules of pairs keep from a seat, on the day on which they do so least."""

    seat: int
    worker: int
    day: int
    """Weekday."""
    obstacles: Obstacles


def ways_of(board: Board, need: int) -> Iterator[Way]:
    """Every start worth a look with every worker; for teams, with the nearest team."""
    t = board.c.tables
    seats = range(int(t.need_seat[need]), int(t.need_seat[need + 1]))
    if len(seats) == 1:
        yield from _ways_of_single(board, need, seats[0])
    else:
        yield from _ways_of_team(board, need, seats)


def nearest_ways(ways: Iterable[Way]) -> list[Way]:
    """The nearest way of each worker (or team) in each stretch of starts, the nearest first."""
    best: dict[tuple[tuple[int, ...], int], Way] = {}
    for way in sorted(ways, key=lambda way: (way.distance, way.start, way.pairs)):
        best.setdefault((way.pairs, way.option), way)
    return list(best.values())


def _ways_of_single(board: Board, need: int, seat: int) -> Iterator[Way]:
    c = board.c
    sides: dict[int, tuple[int, Obstacles]] = {}
    for option in range(int(c.need_opt[need]), int(c.need_opt[need + 1])):
        for pair in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1])):
            if not c.pair_days[pair] >> int(c.opt_day[option]) & 1:
                continue
            starts = starts_near(board, need, pair, option)
            prices = board.prices_of_seat(seat, pair, starts) if starts else ()
            for start, (cost, stands) in zip(starts, prices, strict=True):
                if start not in sides:
                    sides[start] = board.price_of_need(need, start)
                side, before = sides[start]
                yield Way((pair,), option, start, side + cost, before, (stands,))


def _ways_of_team(board: Board, need: int, seats: range) -> Iterator[Way]:
    c = board.c
    starts = {
        start: option
        for option in range(int(c.need_opt[need]), int(c.need_opt[need + 1]))
        for seat in seats
        for pair in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1]))
        if c.pair_days[pair] >> int(c.opt_day[option]) & 1
        for start in starts_near(board, need, pair, option)
    }
    hardest_first = sorted(seats, key=lambda seat: int(c.seat_pair[seat + 1] - c.seat_pair[seat]))
    for start, option in sorted(starts.items()):
        cost, before = board.price_of_need(need, start)
        team: dict[int, tuple[int, int, Obstacles]] = {}
        moved: list[tuple[int, int]] = []
        for seat in hardest_first:
            taken = {int(c.pair_worker[pair]) for pair, *_ in team.values()}
            nearest = _nearest_pair(board, seat, start, taken)
            if nearest is None:
                break
            team[seat] = nearest
            for k, use in board.rows_of_seat(seat, nearest[0], start):
                board.count[k] += use
                moved.append((k, use))
        for k, use in moved:
            board.count[k] -= use
        if len(team) == len(seats):
            pairs, costs, stands = zip(*(team[seat] for seat in seats), strict=True)
            yield Way(pairs, option, start, cost + sum(costs), before, stands)


def _nearest_pair(
    board: Board, seat: int, start: int, taken: set[int]
) -> tuple[int, int, Obstacles] | None:
    """The pair, its cost and obstacles that come nearest to filling one more seat of a team."""
    c = board.c
    free = [
        (pair, *board.price_of_seat(seat, pair, start))
        for pair in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1]))
        if c.pair_days[pair] >> (start // DAY_MINUTES) & 1 and int(c.pair_worker[pair]) not in taken
    ]
    return min(free, key=lambda f: (len(f[2]), sum(f[2].values()), f[1], f[0]), default=None)


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
    begins, ends = int(t.shift_start[worker, day]), int(t.shift_end[worker, day])
    stops = board.routes.get(worker * WEEK_DAYS + day, [])
    free_from = [(begins, home), *((end, at) for _, end, at, _ in stops)]
    free_until = [(ends, home), *((start, at) for start, _, at, _ in stops)]
    found = {lo, hi}
    found |= {-(-(m + int(t.minutes[at, place])) // grid) * grid for m, at in free_from}
    found |= {(m - int(t.minutes[place, at]) - minutes) // grid * grid for m, at in free_until}
    return sorted(start for start in found if lo <= start <= hi)


def missed_by_day(c: Columns, seat: int) -> Mapping[str, Ints]:
    """(workers, 7) units missed under each must of pairs, and minutes without any shift."""
    t = c.tables
    workers = len(t.worker_home)
    worker, seats = np.arange(workers), units(np.full(workers, seat))
    found: dict[str, Ints] = {}
    for rule in PAIR_RULES:
        if t.policy.price(rule.__name__) is None:
            missed = rule(t, seats, worker)
            wide = missed if missed.ndim > 1 else missed[:, None]
            found[rule.__name__] = units(np.broadcast_to(wide, (workers, WEEK_DAYS)))
    minutes = int(t.need_minutes[t.seat_need[seat]])
    found["shift"] = units((t.shift_start > t.shift_end) * minutes)
    return found


def able(missed: Mapping[str, Ints]) -> Bools:
    """(workers) whom no must of pairs keeps from the seat on some weekday, locks left aside."""
    stands = np.stack([by_day for rule, by_day in missed.items() if rule != "pinned_worker"])
    free: Bools = (stands == 0).all(axis=0).any(axis=1)
    return free


def near_misses(c: Columns, seat: int, missed: Mapping[str, Ints]) -> list[NearMiss]:
    """Every worker whom musts of pairs keep from a seat, the nearest first.

    Where the need has no day left, every day is looked at and shifts are left aside: of
    the days, the rules of starts speak.
    """
    need = int(c.tables.seat_need[seat])
    options = slice(int(c.need_opt[need]), int(c.need_opt[need + 1]))
    wanted = np.unique(c.opt_day[options])
    rules = [rule for rule in missed if len(wanted) or rule != "shift"]
    days = wanted if len(wanted) else np.arange(WEEK_DAYS)
    stands = np.stack([missed[rule] for rule in rules])[:, :, days]
    far = (stands > 0).sum(axis=0) * (1 << 30) + stands.sum(axis=0)
    nearest = far.argmin(axis=1)
    found = []
    for worker in np.flatnonzero(far.min(axis=1) > 0).tolist():
        at = int(nearest[worker])
        units_missed = stands[:, worker, at].tolist()
        obstacles = {rule: n for rule, n in zip(rules, units_missed, strict=True) if n}
        found.append(NearMiss(seat, worker, int(days[at]), obstacles))
    return sorted(found, key=lambda m: (len(m.obstacles), sum(m.obstacles.values()), m.worker))


def single_lacks(
    missed: Mapping[str, Ints], days: Sequence[int]
) -> Iterator[tuple[int, int, str, int]]:
    """Worker, weekday, rule and units: whom one must of pairs alone keeps from a seat, when."""
    rules = list(missed)
    stands = np.stack([missed[rule] for rule in rules])[:, :, list(days)]
    for worker, at in np.argwhere((stands > 0).sum(axis=0) == 1).tolist():
        rule = int(stands[:, worker, at].argmax())
        yield worker, days[at], rules[rule], int(stands[rule, worker, at])
