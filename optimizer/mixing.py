"""The tours of one share, mixed anew: lists of the nearest, and choices among them.

Prices that prove a bound say of every tour how far off it is: by so much any roster that holds
it is dearer than the bound. So the tours that a cheaper roster can hold are those nearer than
the best roster is; and whatever is chosen from a list, the bound rises to where the list ends.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import ceil, sqrt

import numpy as np

from domain.session import WEEK_DAYS
from optimizer.all_days import all_days
from optimizer.choices import LEFT_OUT, Choices, option_at
from optimizer.days import look_behind
from optimizer.generation import SLACK, Generation, Priced, ask, minutes_of
from optimizer.recombine import NOTHING, Chosen, Clash, Tour, recombine
from optimizer.rested import with_break
from optimizer.timing import Conflict, Key, Timed, Timing
from optimizer.watch import Stop

STEPS = 64
"""The first list reaches so small a part of the way to the best roster."""
WIDER = 2.0
LEAST_GAP = 0.1
"""Where not even so near tours can be listed, none are."""
FEW, MANY, MORE = 3_000, 40_000, 2.5
"""Tours of the first list, and of the last; and how the lists grow."""
TOO_LONG, LOOKS = 2, 12
"""Times as long as wanted, or as short, that a list may be; and attempts at such a list."""
TRIES = 6
"""At times that do not come out as the tours promised."""


class Mixing:
    """The tours of one share."""

    def __init__(
        self,
        generation: Generation,
        priced: Priced,
        rosters: Sequence[Choices],
        over: Stop,
    ) -> None:
        """Nothing is chosen yet."""
        self.c, self.generation, self.priced = generation.c, generation, priced
        self.share, self._over = generation.share, over
        self.rosters = {tour for roster in rosters for tour in tours_of(generation, roster)}
        self.best: tuple[Tour, ...] | None = None
        self.cost = 0
        self.timing = Timing(self.c, self.share.calls, generation.routes)
        self.timed: dict[frozenset[Tour], Timed | None] = {}
        self.fitted: dict[Tour, Tour | None] = {}
        self.conflicts: dict[Conflict, None] = {}
        self.gap, self.wanted = 0.0, float(FEW)
        self.listed: list[Tour] = []
        self.has_looked = self.is_exhausted = False
        self.is_settled = True
        """The last choice was not ended by the clock."""
        self.is_sure = True
        """No bundle has been left unsettled."""

    @property
    def is_open(self) -> bool:
        """Whether more could be won, and there is a way to look for it."""
        return not self.is_exhausted and self.best is not None and self.prize > 0

    @property
    def prize(self) -> float:
        """What could still be won, as far as it says how much time to give: its root."""
        return sqrt(max(0, self.cost - self.generation.lower))

    def put_into(self, chosen: Choices) -> Choices:
        """The choices with this share's tours instead of what was there."""
        t, calls, mixed = self.c.tables, self.share.calls, chosen.copy()
        if self.best is None:
            return mixed
        for need in self.share.needs.tolist():
            mixed.start[need] = LEFT_OUT
            mixed.pair[t.need_seat[need] : t.need_seat[need + 1]] = LEFT_OUT
        for tour in self.best:
            own = list(tour.calls)
            mixed.pair[calls.seat[own]] = calls.pair[own]
        for bundle in self.timing.bundles(self.best):
            timed = self.timed[bundle]
            if timed is not None:
                for need, minute in timed.start.items():
                    mixed.start[need] = minute
        return mixed

    def begin(self, until: float) -> None:
        """Choose among the tours of the rosters."""
        self._choose(self.rosters, until)

    def work(self, until: float) -> None:
        """Choose among tours met before; then from lists, ever longer, to which the bound rises."""
        asked = self.cost - self.priced.proven
        if not self.has_looked:
            self.has_looked = True
            self._choose(self.rosters.union(self._met_before()), until)
            return
        if self.is_settled or self.gap >= asked:
            longer = self._widen(asked, until)
            self.is_exhausted = self.wanted > MANY and not longer
            self.listed = longer or self.listed
        least = self._choose(self.rosters.union(self.listed), until)
        end = ceil(self.priced.proven + self.gap - SLACK)
        self.is_settled = least >= min(self.cost, end)
        if self.is_sure and self.listed:
            lower = max(self.generation.lower, min(least, end))
            self.generation.lower = int(min(lower, self.cost))

    def _is_past(self, until: float) -> bool:
        return self._over() or time.perf_counter() > until

    def _widen(self, asked: float, until: float) -> list[Tour]:
        """A list about as long as wanted, or as far as asked; empty where it would be too long."""
        listed: list[Tour] = []
        low, high = self.gap, 0.0
        for _ in range(LOOKS):
            gap = low * WIDER or max(asked / STEPS, LEAST_GAP)
            if high:
                gap = sqrt(low * high) if low else high / STEPS
            if gap < LEAST_GAP or self._is_past(until):
                break
            found = self._list(min(gap, asked), round(TOO_LONG * self.wanted))
            if found is None:
                high = gap
                continue
            listed, low, self.gap = found, gap, min(gap, asked)
            if self.gap >= asked or len(found) * TOO_LONG >= self.wanted:
                break
        self.wanted *= MORE
        return listed

    def _list(self, gap: float, room: int) -> list[Tour] | None:
        """All tours less than that far off; None: too many."""
        program = self.priced.master.program
        price, of_route = program.prices(self.priced.prices)
        seats = np.diff(self.c.tables.need_seat)
        listed: list[Tour] = []
        for route in self.generation.routes:
            besides = of_route[route.number]
            most = self.priced.least[route.number] + gap - besides
            asked = ask(self.priced.master, route, price, self.priced.prices, most)
            behind, _ = look_behind(asked)
            own = self.share.calls.need[route.first : route.first + len(route.lo)]
            rivals = self.generation.memory[route.number].rivals
            found = all_days(asked, behind, rivals, seats[own] > 1, room - len(listed))
            if found is None:
                return None
            listed += [
                Tour(route.number, tuple(calls), minutes)
                for calls, minutes in zip(found.days, found.minutes, strict=True)
            ]
        return listed

    def _met_before(self) -> list[Tour]:
        """Tours that the bound was found with, and that are near enough."""
        program, duals = self.priced.master.program, self.priced.prices
        price, of_route = program.prices(duals)
        near = []
        for day in program.days:
            calls = day.calls.tolist()
            cost = day.minutes * program.travel + float(price[calls].sum()) + of_route[day.route]
            cost -= sum(float(duals[row]) * times for row, times in program.pairs_of(calls))
            is_near = cost - self.priced.least[day.route] < self.cost - self.priced.proven
            if is_near and len(np.unique(program.need[calls])) == len(calls):
                near.append(Tour(day.route, tuple(calls), day.minutes))
        return near

    def _choose(self, tours: Iterable[Tour], until: float) -> float:
        """Look for a better choice; no choice from these tours costs less than what is given."""
        given = self._cheapest(tours)
        least = 0.0
        for _ in range(TRIES):
            found = self._recombine(given, until)
            least = max(least, found.bound)
            if found.tours is None:
                break
            fresh = self._settle(found.tours, found.cost)
            if not fresh:
                break
            self._mend(given, found.tours, fresh, until)
        return least

    def _cheapest(self, tours: Iterable[Tour]) -> list[Tour]:
        """With their breaks, and of tours that count the same the cheapest."""
        best: dict[Key, tuple[int, Tour]] = {}
        for tour in sorted(filter(None, map(self._fit, tours)), key=lambda tour: tour.calls):
            key, cost = self.timing.key_of(tour), self.timing.promised([tour])
            if key not in best or cost < best[key][0]:
                best[key] = cost, tour
        return [tour for _, tour in best.values()]

    def _recombine(self, given: Sequence[Tour], until: float) -> Chosen:
        seconds = until - time.perf_counter()
        if seconds <= 0 or self._over():
            return NOTHING
        known = self._clashes_among(given)
        fewest = self.priced.fewest
        return recombine(self.c, self.share, given, known, fewest, seconds, self._over)

    def _clashes_among(self, given: Sequence[Tour]) -> list[Clash]:
        """What is known of conflicts, said of these tours."""
        routes: dict[int, list[Conflict]] = defaultdict(list)
        for conflict in self.conflicts:
            for route in {day[0] for day in conflict.days}:
                routes[route].append(conflict)
        named: dict[Conflict, dict[Key, set[Tour]]] = defaultdict(lambda: defaultdict(set))
        for tour in given:
            for conflict in routes.get(tour.route, ()):
                for day in conflict.names(self.timing.key_of(tour)):
                    named[conflict][day].add(tour)
        return [
            Clash(tuple(map(frozenset, groups.values())), conflict.extra)
            for conflict, groups in named.items()
            if len(groups) == len(conflict.days)
        ]

    def _mend(
        self,
        given: Sequence[Tour],
        tours: tuple[Tour, ...],
        fresh: list[Conflict],
        until: float,
    ) -> None:
        """Choose anew for those who are in conflict, the others keeping theirs, until all fit."""
        free: set[int] = set()
        for _ in range(TRIES):
            free |= {day[0] // WEEK_DAYS for conflict in fresh for day in conflict.days}
            kept = {tour for tour in tours if tour.route // WEEK_DAYS not in free}
            narrow = [tour for tour in given if tour in kept or tour.route // WEEK_DAYS in free]
            found = self._recombine(narrow, until)
            if found.tours is None:
                return
            tours, fresh = found.tours, self._settle(found.tours, found.cost)
            if not fresh:
                return

    def _settle(self, tours: tuple[Tour, ...], cost: int) -> list[Conflict]:
        """Give the tours their minutes, keep them if they are better; conflicts not yet known."""
        fresh: list[Conflict] = []
        can_be = True
        for bundle in self.timing.bundles(tours):
            extra = self._extra_of(bundle)
            if extra is None or extra > 0:
                fresh += [one for one in self._blame(bundle) if one not in self.conflicts]
                self.conflicts.update(dict.fromkeys(fresh))
            can_be, cost = can_be and extra is not None, cost + (extra or 0)
        if can_be and (self.best is None or cost < self.cost):
            self.best, self.cost = tours, cost
        return fresh

    def _blame(self, bundle: frozenset[Tour]) -> list[Conflict]:
        """Find out which tours of a bundle are in conflict: as few as can be told."""
        guilty = []
        for part in self.timing.parts_of(bundle):
            extra = 0 if self._over() else self._extra_of(part)
            if extra is None or extra > 0:
                guilty.append(part)
        try:
            return [
                self.timing.conflict_of(part, self._extra_of(part)) for part in guilty or [bundle]
            ]
        except TimeoutError:
            self.is_sure = False
            return []

    def _fit(self, tour: Tour) -> Tour | None:
        """The tour with its break, as far as it is known."""
        if tour not in self.fitted:
            self.fitted[tour] = with_break(self.timing, tour)
        return self.fitted[tour]

    def _extra_of(self, bundle: frozenset[Tour]) -> int | None:
        """Cost beyond what the tours promised; None where it cannot be."""
        if bundle not in self.timed:
            self.timed[bundle] = self._time(bundle)
        timed = self.timed[bundle]
        return None if timed is None else timed.cost - self.timing.promised(bundle)

    def _time(self, bundle: frozenset[Tour]) -> Timed | None:
        try:
            return self.timing.time_bundle(bundle)
        except TimeoutError:
            self.is_sure = False
            return None


def tours_of(generation: Generation, chosen: Choices) -> list[Tour]:
    """The tours of a share in a roster."""
    c, calls = generation.c, generation.share.calls
    t, route_of = c.tables, {route.number: route for route in generation.routes}
    named = zip(calls.pair.tolist(), calls.option.tolist(), strict=True)
    call_of = {name: call for call, name in enumerate(named)}
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for seat in np.flatnonzero(chosen.pair >= 0).tolist():
        need = int(t.seat_need[seat])
        start = int(chosen.start[need])
        call = call_of.get((int(chosen.pair[seat]), option_at(c, need, start)))
        if call is not None:
            held[int(calls.route[call])].append((start, call))
    tours = []
    for number, visits in sorted(held.items()):
        own = [call for _, call in sorted(visits)]
        route = route_of[number]
        needs = np.searchsorted(route.need, calls.need[own]).tolist()
        tours.append(Tour(number, tuple(own), minutes_of(route, needs)))
    return tours
