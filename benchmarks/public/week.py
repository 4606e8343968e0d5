"""A week laid out by hand for the compiled search: vehicles that drive on one day.

The search reads tables of a fixed layout (``optimizer.search.at``); they are usually packed from
the columns of rules. Public instances know no rules of ours, so their tables are filled
here directly: a vehicle is a worker with a Monday, a job is a need, its visits are seats.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from domain.session import WEEK_DAYS
from optimizer.counters import MUST
from optimizer.search import at
from optimizer.search.pack import FAR, MOST_TAKEN
from optimizer.search.week import Week

Ints = NDArray[np.int64]

NEAR = 60
"""Neighbours kept for each job."""
HOUR_SHARE = 5
"""Units of difference in the hour that count as one unit of way."""
LOGGED = 16
"""Rows of the log that one job moved can fill."""
NO_END = 1 << 27
"""A break longer than any day: a route holds only where it is so short that none is owed."""
ON_MONDAY = 1


@dataclass(frozen=True)
class Vehicles:
    """Columns of the vehicles; times and ways in one unit."""

    home: Ints
    """Row of the ways."""
    begin: Ints
    end: Ints
    capacity: Ints | None = None
    longest: int | None = None
    """How long any of them may be away."""


@dataclass(frozen=True)
class Visit:
    """One vehicle at one place: what a job asks for, once or several times at the same minute."""

    place: int
    service: int
    by: tuple[int, ...]
    """Vehicles that may come."""
    load: int = 0


@dataclass(frozen=True)
class Job:
    """Visits that all begin together, and what leaving them out costs."""

    price: int
    stretches: tuple[tuple[int, int, int], ...]
    """First start, last start, and what starting there costs."""
    visits: tuple[Visit, ...]


def lay_out(ways: Ints, vehicles: Vehicles, jobs: Sequence[Job], seed: int) -> Week:
    """The tables, nothing served; way costs one a unit."""
    many, needs = len(vehicles.home), len(jobs)
    seats = [visit for job in jobs for visit in job.visits]
    routes = many * WEEK_DAYS
    seats0 = routes + needs
    listed = max(needs, routes)
    pairs0 = listed + sum(len(job.stretches) for job in jobs)
    workers0 = pairs0 + sum(len(visit.by) for visit in seats)
    seat_at = _starts([len(job.visits) for job in jobs], seats0)
    opt_at = _starts([len(job.stretches) for job in jobs], listed)
    pair_at = _starts([len(visit.by) for visit in seats], pairs0)
    slots = _starts([len(visit.by) * len(job.stretches) for job in jobs for visit in job.visits], 0)
    stops = _most_stops(vehicles, seats)
    scratch = max(64, stops, *(len(job.stretches) for job in jobs))
    team = max(len(job.visits) for job in jobs)
    log = min(needs, MOST_TAKEN) * LOGGED * team + 1000
    rows = np.zeros((seats0 + len(seats), max(at.WIDTH, at.MEASURE + 1)), np.int32)
    _lay_routes(rows[:routes], vehicles, workers0)
    for n, job in enumerate(jobs):
        need = rows[routes + n]
        need[[at.SEAT0, at.SEAT1]] = seat_at[n], seat_at[n + 1]
        need[[at.OPT0, at.OPT1]] = opt_at[n], opt_at[n + 1]
        # Each job is its own client: a row in uses says where the client's only job stands.
        need[[at.MEMBER0, at.MEMBER1]] = many + needs + n, many + needs + n + 1
        need[[at.LEAVE, at.TEAM]] = job.price, len(job.visits) > 1
        need[[at.OPT, at.BEST_OPT]] = -1
        need[[at.ABSENT_AT, at.NEAR]] = n
        rows[seat_at[n] : seat_at[n + 1], at.NEED] = routes + n
    for v, visit in enumerate(seats):
        seat = rows[seats0 + v]
        seat[at.ROUTE : at.MEASURE] = -1
        seat[[at.PLACE, at.MINUTES, at.MEASURE]] = visit.place, visit.service, visit.load
        seat[[at.PAIR0, at.PAIR1]] = pair_at[v], pair_at[v + 1]
        seat[[at.SLOT0, at.BITS]] = slots[v], v
    return Week(
        rows=rows,
        thin=_thin(jobs, seats, (routes, listed, pairs0, workers0), many),
        uses=_uses(many, needs, routes),
        limits=_limits(vehicles),
        stops=np.zeros((routes, stops, at.STOP_WIDTH), np.int32),
        twos=np.zeros((slots[-1] + log, 2), np.int64),
        scratch=np.zeros((scratch + team * at.SLOTS, 11), np.int64),
        num=_numbers(
            jobs, vehicles, (routes, seats0, listed, pairs0, workers0, slots[-1], scratch)
        ),
        way=np.stack([ways.T, ways]).astype(np.int32),
        near=_neighbours(ways, jobs, routes),
        bits=_bits(seats, many, seed),
        keys=np.zeros(needs),
    )


def _starts(sizes: Sequence[int], first: int) -> list[int]:
    return list(accumulate(sizes, initial=first))


def _most_stops(vehicles: Vehicles, seats: Sequence[Visit]) -> int:
    """More visits on one route there cannot be, nor can the search hold more than 63."""
    shortest = max(1, min(visit.service for visit in seats))
    most = int((vehicles.end - vehicles.begin).max()) // shortest + 1
    if vehicles.capacity is not None:
        lightest = max(1, min(visit.load for visit in seats))
        most = min(most, int(vehicles.capacity.max()) // lightest)
    return max(2, min(63, most, len(seats)))


def _lay_routes(table: NDArray[np.int32], vehicles: Vehicles, workers0: int) -> None:
    """Mondays; the other days of the week stay closed."""
    monday = table[::WEEK_DAYS]
    every = np.arange(len(table))
    table[:, [at.BEGIN, at.FROM_HOME]] = FAR
    table[:, [at.END, at.TO_HOME]] = -FAR
    table[:, at.WORKER], table[:, at.WEEKDAY] = workers0 + every // WEEK_DAYS, every % WEEK_DAYS
    table[:, at.HOME] = np.repeat(vehicles.home, WEEK_DAYS)
    table[:, at.VERSION] = 1
    monday[:, at.BEGIN] = monday[:, at.FROM_HOME] = vehicles.begin
    monday[:, at.END] = monday[:, at.TO_HOME] = vehicles.end
    if vehicles.longest is not None:
        monday[:, at.REST] = NO_END
    if vehicles.capacity is not None:
        monday[:, at.ROW0] = np.arange(len(monday))
        monday[:, at.ROW1] = monday[:, at.ROW0] + 1


def _thin(
    jobs: Sequence[Job], seats: Sequence[Visit], first: tuple[int, int, int, int], many: int
) -> NDArray[np.int32]:
    routes, listed, pairs0, workers0 = first
    thin = np.zeros((workers0 + many, 8), np.int32)
    needs = np.arange(len(jobs)) + routes
    thin[: len(jobs), at.ABSENT_L] = thin[: len(jobs), at.ACTIVE_L] = needs
    stretches = [stretch for job in jobs for stretch in job.stretches]
    thin[listed:pairs0, [at.LO, at.HI, at.OPT_PRICE]] = stretches
    vehicle = np.array([worker for visit in seats for worker in visit.by], np.int64)
    thin[pairs0:workers0, at.ROUTE0] = vehicle * WEEK_DAYS
    thin[pairs0:workers0, at.DAYS] = ON_MONDAY
    thin[pairs0:workers0, at.PAIR_WORKER] = vehicle + workers0
    thin[workers0:, at.WORKER_BIT] = np.arange(many)
    return thin


def _uses(many: int, needs: int, routes: int) -> NDArray[np.int32]:
    """A vehicle's load; each job; where each client's jobs stand."""
    uses = np.zeros((many + 2 * needs, 2), np.int32)
    uses[:many, at.COUNTER] = np.arange(many)
    uses[many : many + needs, at.COUNTER] = np.arange(needs) + routes
    uses[many + needs :, at.FIRST] = np.arange(needs) + many
    uses[many + needs :, at.AFTER_LAST] = np.arange(needs) + many + 1
    return uses


def _limits(vehicles: Vehicles) -> Ints:
    limits = np.zeros((len(vehicles.home), 4), np.int64)
    if vehicles.capacity is not None:
        limits[:, at.MOST] = vehicles.capacity
        limits[:, at.PRICE] = MUST
    return limits


def _numbers(
    jobs: Sequence[Job], vehicles: Vehicles, first: tuple[int, int, int, int, int, int, int]
) -> Ints:
    routes, seats0, listed, pairs0, workers0, slots, scratch = first
    num = np.zeros(40, np.int64)
    num[[at.GRID, at.WAY_PRICE, at.VERSIONS]] = 1
    num[at.BREAK_AFTER] = vehicles.longest or 0
    num[[at.COST, at.BEST]] = sum(job.price for job in jobs)
    num[[at.ABSENT, at.BEST_ABSENT, at.ACTIVE]] = len(jobs)
    num[[at.NEEDS0, at.SEATS0]] = routes, seats0
    num[[at.OPTS0, at.PAIRS0, at.WORKERS0]] = listed, pairs0, workers0
    num[[at.LOG0, at.SLOT_ROW0]] = slots, scratch
    num[[at.STRINGS, at.LONGEST_STRING, at.RETRIED]] = 4, 5, 20
    num[at.MOVED] = LOGGED * max(len(job.visits) for job in jobs)
    return num


def _neighbours(ways: Ints, jobs: Sequence[Job], routes: int) -> NDArray[np.int32]:
    """(2, jobs, NEAR) rows of the jobs nearest by way, and by way and hour."""
    place = np.array([job.visits[0].place for job in jobs])
    hour = np.array([(job.stretches[0][0] + job.stretches[0][1]) // 2 for job in jobs])
    way = ways[np.ix_(place, place)].astype(np.float64)
    np.fill_diagonal(way, np.inf)
    apart = way + np.abs(hour[:, None] - hour[None, :]) / HOUR_SHARE
    near = np.full((2, len(jobs), NEAR), -1, np.int32)
    width = min(NEAR, len(jobs) - 1)
    for listed, far in enumerate((way, apart)):
        near[listed, :, :width] = np.argsort(far, axis=1, kind="stable")[:, :width] + routes
    return near


def _bits(seats: Sequence[Visit], many: int, seed: int) -> NDArray[np.uint64]:
    """Who may make each visit; who was touched; the state of chance."""
    bits = np.zeros((len(seats) + 2, -(-many // 64)), np.uint64)
    for v, visit in enumerate(seats):
        for vehicle in visit.by:
            bits[v, vehicle // 64] |= np.uint64(1 << vehicle % 64)
    bits[-1, 0] = (seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64 | 1
    return bits
