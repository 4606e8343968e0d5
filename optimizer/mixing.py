"""The tours of one share, mixed anew: choices among all of them, or among those of a few days.

The tours that a cheaper roster can hold are those nearer than the best roster is; whatever is
chosen from a list of the nearest, the bound rises to where the list ends. Where the list is too
long to choose from at once, most days stay as they are and a few, close to one another, are
chosen anew from it.
"""

import time
from collections.abc import Iterable, Sequence
from math import ceil, sqrt

from domain.session import WEEK_DAYS
from optimizer.choices import Choices
from optimizer.fitting import Fitting
from optimizer.generation import Generation, Priced
from optimizer.listing import Listed, Lists, tours_of
from optimizer.nearing import SLACK
from optimizer.neighbours import Neighbours
from optimizer.recombine import NOTHING, Chosen, Tour, recombine
from optimizer.timing import Conflict, Timing
from optimizer.watch import Stop

FEW, MANY, MORE = 800, 40_000, 2.0
"""Tours of the first list, and of the last; and how the lists grow."""
WHOLE_SHARE = 0.75
"""Of a turn, for a choice among all of a list."""
LONGER = 1.2
"""Than the last list that was settled: one shorter than that is not tried."""
LONG = 20_000
"""Tours from which a few days are chosen anew."""
TRIES = 6
"""At times that do not come out as the tours promised."""
A_FEW_SECONDS = 2.0
"""For a choice of a few days."""


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
        self.fitting = Fitting(Timing(self.c, self.share.calls, generation.routes), over)
        self.lists = Lists(generation, priced, over)
        self.wanted = float(FEW)
        self.listed = self.settled = Listed(0.0, ())
        self.near: Listed | None = None
        self.is_settled = True
        """The last choice among all was not ended by the clock."""
        self.is_whole_hopeless = self.is_exhausted = False
        self.neighbours = Neighbours(len(generation.routes))

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
        if self.best is None:
            return chosen.copy()
        return self.fitting.put_into(chosen, self.share.needs, self.best)

    def begin(self, until: float) -> None:
        """Choose among the tours of the rosters."""
        self._choose(self.rosters, until)

    def work(self, until: float) -> None:
        """Choose among all of a list, and when that takes too long, anew for a few days."""
        now = time.perf_counter()
        if not self.is_whole_hopeless:
            self._choose_from_list(now + (until - now) * WHOLE_SHARE)
        if self.prize > 0 and (self.is_whole_hopeless or not self.is_settled):
            self._choose_anew(until)

    def _asked(self) -> float:
        return self.cost - self.priced.proven

    def _is_past(self, until: float) -> bool:
        return self._over() or time.perf_counter() > until

    def _choose_from_list(self, until: float) -> None:
        """A longer list than the last that was settled; a shorter one where the clock ended it."""
        asked = self._asked()
        longer = self.lists.wider(self.settled.gap, asked, self.wanted, until)
        if longer is None:
            self.is_whole_hopeless = self.wanted > MANY
            self.wanted *= MORE
            return
        self.listed, many = longer, len(longer.tours)
        least = self._choose(self.rosters.union(longer.tours), until)
        end = ceil(self.priced.proven + longer.gap - SLACK)
        if self.fitting.is_sure:
            lower = max(self.generation.lower, min(least, end))
            self.generation.lower = int(min(lower, self.cost))
        self.is_settled = least >= min(self.cost, end)
        if self.is_settled:
            self.settled, self.wanted = longer, max(self.wanted, many) * MORE
            return
        before = max(FEW, len(self.settled.tours))
        self.wanted = sqrt(before * many)
        self.is_whole_hopeless = self.wanted < LONGER * before

    def _choose_anew(self, until: float) -> None:
        """Choose a few days anew, the others staying as they are, again and again."""
        asked = self._asked()
        if self.near is None or self.near.gap > asked:
            self.near = self.lists.wider(0.0, asked, LONG, until) or Listed(asked, ())
            given = {*self.rosters, *self.near.tours, *self.lists.met_before(asked)}
            self.neighbours.take(self.fitting.cheapest(given), self.share.calls, self.c)
        while self.best is not None and not self._is_past(until) and self.prize > 0:
            narrow, kept = self.neighbours.choose(self.best)
            end = min(until, time.perf_counter() + A_FEW_SECONDS)
            before = self.cost
            found = self._recombine(narrow, end, kept)
            if found.tours is not None and found.cost < self.cost:
                self._settle(found.tours, found.cost)
            self.neighbours.learn(
                gained=self.cost < before, settled=found.bound >= min(found.cost, before)
            )
            if self.neighbours.is_idle:
                self.is_exhausted = self.is_whole_hopeless
                return

    def _choose(self, tours: Iterable[Tour], until: float) -> float:
        """Look for a better choice; no choice from these tours costs less than what is given."""
        given = self.fitting.cheapest(tours)
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

    def _recombine(
        self, given: Sequence[Tour], until: float, kept: frozenset[Tour] = frozenset()
    ) -> Chosen:
        seconds = until - time.perf_counter()
        if seconds <= 0 or self._over():
            return NOTHING
        known = self.fitting.clashes_among(given)
        fewest = self.priced.fewest
        return recombine(self.c, self.share, given, known, fewest, seconds, self._over, kept)

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
        extra, fresh = self.fitting.judge(tours)
        if extra is not None and (self.best is None or cost + extra < self.cost):
            self.best, self.cost = tours, cost + extra
        return fresh
