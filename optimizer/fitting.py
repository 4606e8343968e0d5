"""Whether chosen tours can be, and at what cost: breaks, minutes, and what is in conflict.

What is found out is remembered, so that the next choice is made knowing it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from optimizer.choices import LEFT_OUT, Choices
from optimizer.recombine import Clash, Tour
from optimizer.rested import with_break
from optimizer.tables import Ints
from optimizer.timing import Conflict, Key, Timed, Timing
from optimizer.watch import Stop


class Fitting:
    """What is known of the tours of one share."""

    def __init__(self, timing: Timing, over: Stop) -> None:
        """Nothing is known yet."""
        self.timing, self._over = timing, over
        self.timed: dict[frozenset[Tour], Timed | None] = {}
        self.fitted: dict[Tour, Tour | None] = {}
        self.conflicts: dict[Conflict, None] = {}
        self.is_sure = True
        """No bundle has been left unsettled."""

    def cheapest(self, tours: Iterable[Tour]) -> list[Tour]:
        """With their breaks, and of tours that count the same the cheapest."""
        best: dict[Key, tuple[int, Tour]] = {}
        for tour in sorted(filter(None, map(self._fit, tours)), key=lambda tour: tour.calls):
            key, cost = self.timing.key_of(tour), self.timing.promised([tour])
            if key not in best or cost < best[key][0]:
                best[key] = cost, tour
        return [tour for _, tour in best.values()]

    def clashes_among(self, given: Sequence[Tour]) -> list[Clash]:
        """What is known of conflicts, said of these tours."""
        routes: dict[int, list[Conflict]] = defaultdict(list)
        for conflict in self.conflicts:
            for route in {day[0] for day in conflict.days}:
                routes[route].append(conflict)
        named: dict[Conflict, dict[Key, set[Tour]]] = defaultdict(lambda: defaultdict(set))
        for tour in given if routes else ():
            for conflict in routes.get(tour.route, ()):
                for day in conflict.names(self.timing.key_of(tour)):
                    named[conflict][day].add(tour)
        return [
            Clash(tuple(map(frozenset, groups.values())), conflict.extra)
            for conflict, groups in named.items()
            if len(groups) == len(conflict.days)
        ]

    def judge(self, tours: tuple[Tour, ...]) -> tuple[int | None, list[Conflict]]:
        """Extra cost of a choice, None where it cannot be; and conflicts not known before."""
        fresh: list[Conflict] = []
        can_be, total = True, 0
        for bundle in self.timing.bundles(tours):
            extra = self._extra_of(bundle)
            if extra is None or extra > 0:
                fresh += [one for one in self._blame(bundle) if one not in self.conflicts]
                self.conflicts.update(dict.fromkeys(fresh))
            can_be, total = can_be and extra is not None, total + (extra or 0)
        return total if can_be else None, fresh

    def starts_of(self, tours: tuple[Tour, ...]) -> dict[int, int]:
        """Need -> minute of the week, of tours that were judged."""
        found = [self.timed[bundle] for bundle in self.timing.bundles(tours)]
        return {
            need: minute
            for timed in found
            if timed is not None
            for need, minute in timed.start.items()
        }

    def put_into(self, chosen: Choices, needs: Ints, tours: tuple[Tour, ...]) -> Choices:
        """The choices with tours that were judged instead of what these needs had."""
        t, calls, mixed = self.timing.c.tables, self.timing.calls, chosen.copy()
        for need in needs.tolist():
            mixed.start[need] = LEFT_OUT
            mixed.pair[t.need_seat[need] : t.need_seat[need + 1]] = LEFT_OUT
        for tour in tours:
            own = list(tour.calls)
            mixed.pair[calls.seat[own]] = calls.pair[own]
        for need, minute in self.starts_of(tours).items():
            mixed.start[need] = minute
        return mixed

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
