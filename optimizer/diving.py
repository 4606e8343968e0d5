"""Shares of a week dived for, the worst first, and bounded: for weeks that fall into large days.

Where a day is too large for the pool, its program still shows where the search went wrong. What
a dive gives is made good by the search; then of each share the better roster is kept.
"""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from optimizer.bound import Bound, added_up, bound_shares
from optimizer.check import check_tables
from optimizer.choices import LEFT_OUT, Choices, meetings_of
from optimizer.columns import Columns
from optimizer.dive import Dive
from optimizer.fitting import Fitting
from optimizer.generation import Generation
from optimizer.recombine import Tour
from optimizer.shares import Share
from optimizer.tables import Bools
from optimizer.timing import Timing
from optimizer.watch import Stop

AT_ONCE = 2
"""Shares that are dived for side by side."""
SECONDS_A_CALL = 1.0e-3
"""Of a dive, two at once, until one has been seen."""
MOST_TIMES = 2
"""As large as the largest share are all together, at the least."""
LEAST_PART = 0.8
"""Of the seconds that a dive would like, below which it is not begun: haste spoils it."""
BOUND_TIMES = 1.5
"""As long as a dive takes a bound of the same share."""


def dive_seconds(shares: list[Share]) -> float:
    """How long it takes to dive for all of them, about."""
    return SECONDS_A_CALL * sum(len(share.calls.need) for share in shares) / AT_ONCE


def fall_apart(shares: list[Share]) -> bool:
    """Whether no share is most of the week: into what hangs together nobody dives."""
    calls = [len(share.calls.need) for share in shares]
    return len(calls) > 1 and max(calls) * MOST_TIMES <= sum(calls)


class Diving:
    """The shares of one week."""

    def __init__(
        self, c: Columns, shares: list[Share], missed: int, until: float, stop: Stop | None
    ) -> None:
        """Nothing is dived for yet; shares and what is missed as ``take_apart`` gives them."""
        self.c, self.missed, self.until = c, missed, until

        def over() -> bool:
            return time.perf_counter() > self.until or (stop is not None and stop())

        self.over = over
        self.generations = [Generation(c, share, over) for share in shares]
        self.warm: Bools = np.zeros(len(c.need_price), np.bool_)
        """Needs of shares that were dived for."""
        self.each = SECONDS_A_CALL

    def seconds_of(self, one: Generation) -> float:
        """How long a dive takes, about."""
        return self.each * len(one.share.calls.need)

    def dive(self, given: Choices, until: float) -> tuple[Choices, int]:
        """The roster with the tours of dives, dearer though they may be; and of how many.

        What stands farthest above its bound in ``given`` comes first; ``until`` then they end.
        Where a bound was found, its program is dived into.
        """
        costs = [self.cost_of(given, one) for one in self.generations]
        above = [cost - one.lower for cost, one in zip(costs, self.generations, strict=True)]
        order = sorted((k for k in range(len(costs)) if above[k] > 0), key=lambda k: -above[k])

        def work(k: int) -> tuple[Generation, tuple[Tour, ...]] | None:
            one, now = self.generations[k], time.perf_counter()
            if self.over() or until - now < LEAST_PART * self.seconds_of(one):
                return None
            one.until = self.until
            one.begin(self.until, float(costs[k]))
            known = one.priced
            master = one.program_of(0, counting=False) if known is None else known.master
            tours = Dive(one, master, self.over).run((), until)
            took = time.perf_counter() - now
            self.each = max(self.each / 2, took / len(one.share.calls.need))
            return one, tours

        chosen, many = given, 0
        with ThreadPoolExecutor(AT_ONCE) as threads:
            for dived in [threads.submit(work, k) for k in order]:
                found = dived.result()
                mixed = self._put(chosen, *found) if found is not None and found[1] else None
                if mixed is not None:
                    chosen, many = mixed, many + 1
        return chosen, many

    def _put(self, chosen: Choices, one: Generation, tours: tuple[Tour, ...]) -> Choices | None:
        """The choices with tours instead of what was there; None where that cannot be."""
        fitting = Fitting(Timing(self.c, one.share.calls, one.routes), self.over)
        fitted = tuple(fitting.cheapest(tours))
        if fitting.judge(fitted)[0] is None:
            return None
        mixed = fitting.put_into(chosen, one.share.needs, fitted)
        if check_tables(self.c.tables, meetings_of(self.c, mixed)).faults:
            return None
        self.warm[one.share.needs] = True
        return mixed

    def cost_of(self, chosen: Choices, one: Generation) -> int:
        """What a roster costs within a share."""
        away = chosen.copy()
        needs = np.ones(len(away.start), np.bool_)
        needs[one.share.needs] = False
        away.start[needs] = LEFT_OUT
        away.pair[np.repeat(needs, np.diff(self.c.tables.need_seat))] = LEFT_OUT
        whole = check_tables(self.c.tables, meetings_of(self.c, away)).cost
        return whole - int(self.c.need_price[needs].sum())

    def better(self, one: Choices, other: Choices) -> Choices:
        """Of each share the cheaper roster."""
        t, mixed = self.c.tables, one.copy()
        for generation in self.generations:
            if self.cost_of(other, generation) < self.cost_of(one, generation):
                needs = np.zeros(len(mixed.start), np.bool_)
                needs[generation.share.needs] = True
                seats = np.repeat(needs, np.diff(t.need_seat))
                mixed.start[needs], mixed.pair[seats] = other.start[needs], other.pair[seats]
        return mixed

    def bound(self, until: float) -> Bound:
        """What can be proven until then: of as many shares as there is time for."""
        left, chosen = AT_ONCE * (until - time.perf_counter()), []
        for one in sorted(self.generations, key=self.seconds_of):
            left -= BOUND_TIMES * self.seconds_of(one)
            if left > 0:
                chosen.append(one)
        bound_shares(chosen, until)
        return added_up(self.c, self.generations, self.missed)
