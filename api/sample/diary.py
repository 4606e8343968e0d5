"""A week that works: workers' days as they fill up, so that what is wanted can also be had.

A made-up provider is drawn around a roster that keeps the rules: each wish is first booked
here, then its windows are drawn around the booking. The roster itself is not handed on as an
answer; it is last week's, and a proof that most of this week can be served.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice, product

from api.sample.asking import Asking, may_take, talks
from api.sample.mix import mix
from domain.people import Contract, Worker
from domain.places import places, travel_between
from domain.programme import components

GRID = 15
LONG_DAY = 360
BREAK = 30
FEW = 2
"""Meetings before a break: so it stays one when the first of them is not held."""
NEAREST = 30
"""Workers with room among whom the least busy are looked for."""
TRIED = 12
"""Workers looked at for one seat."""
TRIED_TOGETHER = 5
"""Workers looked at for each of several seats."""
COMPARED = 4
"""Teams that can come, compared by their way."""


@dataclass(frozen=True, slots=True)
class Booking:
    """A meeting in the drawn week: workers by number, weekday, minutes of the day."""

    workers: tuple[int, ...]
    day: int
    start: int
    minutes: int


@dataclass(slots=True)
class _Day:
    """How far a worker's day has filled up."""

    end: int
    free: int
    at: int
    leaves: int = -1
    """When the worker leaves home; -1: not yet."""
    rested: bool = False
    met: int = 0
    meetings: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """One meeting to be booked, or several of a series by calling again."""

    clients: tuple[str, ...]
    component: str
    seats: tuple[Asking, ...]
    languages: tuple[str, ...]
    """One of them is to be shared; none: an interpreter comes."""
    place: str | None
    minutes: int
    days: tuple[int, ...]
    earliest: int
    latest: int = 1140


@dataclass(slots=True)
class Diary:
    """Workers' and clients' days; numbers of workers follow ``workers``."""

    workers: Sequence[Worker]
    closed: frozenset[int] = frozenset()
    """Weekdays on which nobody works."""
    seen: dict[int, set[str]] = field(default_factory=dict)
    """Worker -> clients."""
    met: list[int] = field(init=False)
    _days: list[dict[int, _Day]] = field(init=False)
    _busy: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    _able: dict[tuple[Asking, str | None, tuple[str, ...]], tuple[int, ...]] = field(
        default_factory=dict
    )
    _fits: dict[Asking, tuple[int, ...]] = field(default_factory=dict)
    _row: dict[str, int] = field(init=False)
    _way: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Open an empty day for every shift."""
        travel = travel_between(list(places()))
        self._row = {place: row for row, place in enumerate(travel.ids)}
        self._way = travel.minutes.tolist()
        self.met = [0] * len(self.workers)
        self._days = [
            {
                s.weekday: _Day(s.end, s.start, self._row[w.home])
                for s in w.shifts
                if s.weekday not in self.closed
            }
            for w in self.workers
        ]

    def way(self, start: str, end: str) -> int:
        """Minutes from place to place."""
        return self._way[self._row[start]][self._row[end]]

    def able(self, seat: Asking, place: str | None, languages: tuple[str, ...]) -> tuple[int, ...]:
        """Workers who may take a seat at a place, the nearest first; no languages: any."""
        key = (seat, place, languages)
        if key not in self._able:
            if seat not in self._fits:
                self._fits[seat] = tuple(
                    n for n, worker in enumerate(self.workers) if may_take(worker, seat)
                )
            found = [
                n
                for n in self._fits[seat]
                if self._from_home(n, place) <= self.workers[n].reach_minutes
                and (not languages or talks(self.workers[n], languages))
            ]
            self._able[key] = tuple(sorted(found, key=lambda n: (self._from_home(n, place), n)))
        return self._able[key]

    def _from_home(self, number: int, place: str | None) -> int:
        return 0 if place is None else self.way(self.workers[number].home, place)

    def book(
        self,
        wanted: Wanted,
        liked: frozenset[int] = frozenset(),
        only: frozenset[int] | None = None,
    ) -> Booking | None:
        """Find workers and a time and write them down; None where nobody can.

        Among the first few teams that can come, the one with the shortest detour; workers
        in ``liked`` before all others, and nobody but those in ``only``, where it is given.
        """
        chosen = [self._ranked(seat, wanted, liked, only) for seat in wanted.seats]
        found: list[tuple[bool, int, int, tuple[int, ...], int]] = []
        compared = 0
        for team in product(*chosen):
            ways = []
            for day in wanted.days if len(set(team)) == len(team) else ():
                start = self._start(team, day, wanted)
                if start is not None:
                    detour = sum(self._detour(n, day, wanted) for n in team)
                    ways.append((not liked.issuperset(team), detour, day, team, start))
            found += ways
            compared += bool(ways)
            if compared == COMPARED:
                break
        if not found:
            return None
        _, _, day, team, start = min(found)
        return self._write(team, day, start, wanted)

    def _ranked(
        self, seat: Asking, wanted: Wanted, liked: frozenset[int], only: frozenset[int] | None
    ) -> list[int]:
        """Workers for a seat who still have room, the nearest and least busy first."""
        tried = TRIED if len(wanted.seats) == 1 else TRIED_TOGETHER
        roomy = (
            n
            for n in self.able(seat, wanted.place, wanted.languages)
            if self._has_room(n, wanted) and (only is None or n in only)
        )
        return nsmallest(
            tried,
            islice(roomy, NEAREST),
            key=lambda n: (n not in liked, self._strain(n, wanted.place), n),
        )

    def _detour(self, number: int, day: int, wanted: Wanted) -> int:
        """Minutes on the way that a meeting adds to a worker's day."""
        today, at = self._days[number][day], self._at(number, wanted)
        home = self._row[self.workers[number].home]
        return self._way[today.at][at] + self._way[at][home] - self._way[today.at][home]

    def _has_room(self, number: int, wanted: Wanted) -> bool:
        worker = self.workers[number]
        known = self.seen.get(number, set())
        if self.met[number] + wanted.minutes > worker.week_minutes * mix().load // 100:
            return False
        return known.issuperset(wanted.clients) or (
            len(known) + len(wanted.clients) < worker.caseload
        )

    def _strain(self, number: int, place: str | None) -> int:
        worker = self.workers[number]
        return self._from_home(number, place) + 60 * self.met[number] // worker.week_minutes

    def _start(self, team: tuple[int, ...], day: int, wanted: Wanted) -> int | None:
        """Earliest start on a day at which everybody is free; None where there is none."""
        if any(day not in self._days[n] for n in team):
            return None
        busy = [b for c in wanted.clients for b in self._busy.get(c, ()) if b[0] // 1440 == day]
        if any(clash(component, wanted.component) for *_, component in busy):
            return None
        start = wanted.earliest
        before = -1
        while start != before and start <= wanted.latest:
            before = start
            for number in team:
                start = max(start, self._earliest(number, day, wanted, start))
            for begins, ends, _ in busy:
                if begins - day * 1440 < start + wanted.minutes and start < ends - day * 1440:
                    start = ends - day * 1440
            start = -(-start // GRID) * GRID
        fits = all(self._ends_well(n, day, wanted, start) for n in team)
        clear = all(
            start + wanted.minutes <= begins - day * 1440 or ends - day * 1440 <= start
            for begins, ends, _ in busy
        )
        return start if fits and clear and start <= wanted.latest else None

    def _at(self, number: int, wanted: Wanted) -> int:
        return self._row[self.workers[number].home if wanted.place is None else wanted.place]

    def _earliest(self, number: int, day: int, wanted: Wanted, start: int) -> int:
        """When the worker can be there, with a break where the day would be long without."""
        today, at = self._days[number][day], self._at(number, wanted)
        there = today.free + self._way[today.at][at]
        if today.leaves < 0:
            return max(there, start)
        home = self._way[at][self._row[self.workers[number].home]]
        late = max(there, start) + wanted.minutes + home - today.leaves > LONG_DAY
        if late and not today.rested and max(there, start) - there < BREAK:
            return there + BREAK
        return max(there, start)

    def _ends_well(self, number: int, day: int, wanted: Wanted, start: int) -> bool:
        worker, today = self.workers[number], self._days[number][day]
        at = self._at(number, wanted)
        home = start + wanted.minutes + self._way[at][self._row[worker.home]]
        there = today.free + self._way[today.at][at]
        if not there <= start or home > today.end:
            return False
        rested = today.rested or (today.meetings >= FEW and start - there >= BREAK)
        leaves = today.leaves if today.leaves >= 0 else start - self._way[today.at][at]
        long = home - leaves > LONG_DAY and worker.contract is Contract.EMPLOYEE
        return (rested or not long) and today.met + wanted.minutes <= worker.day_minutes

    def _write(self, team: tuple[int, ...], day: int, start: int, wanted: Wanted) -> Booking:
        for number in team:
            today, at = self._days[number][day], self._at(number, wanted)
            there = today.free + self._way[today.at][at]
            if today.leaves < 0:
                today.leaves = start - self._way[today.at][at]
            elif today.meetings >= FEW and start - there >= BREAK:
                today.rested = True
            today.free, today.at = start + wanted.minutes, at
            today.met += wanted.minutes
            today.meetings += 1
            self.met[number] += wanted.minutes
            self.seen.setdefault(number, set()).update(wanted.clients)
        self.occupy(wanted.clients, wanted.component, day, start, wanted.minutes)
        return Booking(team, day, start, wanted.minutes)

    def occupy(
        self, clients: Sequence[str], component: str, day: int, start: int, minutes: int
    ) -> None:
        """Write a meeting into clients' days."""
        begins = day * 1440 + start
        for client in clients:
            self._busy.setdefault(client, []).append((begins, begins + minutes, component))

    def is_free(self, client: str, component: str, booking: Booking) -> bool:
        """Whether a client has nothing else at the time and nothing alike on the day."""
        begins = booking.day * 1440 + booking.start
        return all(
            (end <= begins or begins + booking.minutes <= start)
            and not (clash(other, component) and start // 1440 == booking.day)
            for start, end, other in self._busy.get(client, ())
        )


def clash(one: str, other: str) -> bool:
    """Whether two components may not be given on one day: the same, or one includes the other."""
    known = components()
    return one == other or other in known[one][1].includes or one in known[other][1].includes
