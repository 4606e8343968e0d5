"""The compiled search as the front door uses it: begin, improve, tell, hand over."""

import numpy as np

from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.choices import Choices
from optimizer.columns import Columns
from optimizer.elsewhere import Elsewhere
from optimizer.routes import count_calls
from optimizer.search.engine import Search
from optimizer.search.few import MOST_PAIRS
from optimizer.search.improve import Told, improve
from optimizer.search.ready import note_compiled
from optimizer.tables import Bools
from optimizer.watch import Stop

MANY_PAIRS, MANY_CALLS = 100_000, 250_000
"""Pairs beyond which not all workers of a seat are looked at; calls beyond which fewer still."""
ALL_PAIRS, SOME_PAIRS = 1 << 20, 32


class Searching:
    """One search of a week, begun from a faultless roster or from none."""

    def __init__(self, c: Columns, seed: int, given: Choices | None = None) -> None:
        """Lay out the tables; take the roster over, and serve what else fits."""
        most = SOME_PAIRS if count_calls(c) <= MANY_CALLS else MOST_PAIRS
        if len(c.pair_seat) <= MANY_PAIRS:
            most = ALL_PAIRS
        keep = None if given is None else given.pair[given.pair >= 0]
        longest = 0 if given is None else _longest_route(c, given)
        self._search = Search(c, seed, most, keep, longest)
        if given is not None and not self._search.begin_from(given):
            # The roster holds, but not for this engine: begin anew, the better one is kept.
            self._search = Search(c, seed, most, keep)
        self._search.fill()
        note_compiled()

    @property
    def cost(self) -> int:
        """Cost of the best roster so far."""
        return self._search.cost

    def improve(
        self,
        seconds: float,
        *,
        work: int | None,
        told: Told,
        stop: Stop,
        warm: Bools | None = None,
        elsewhere: Elsewhere | None = None,
    ) -> str:
        """Search for so long, or so many iterations; how the week was divided.

        Days all of whose needs are ``warm`` are nearly good. ``elsewhere``: who improves parts.
        """
        return improve(
            self._search,
            seconds,
            iterations=work,
            told=told,
            stop=stop,
            warm=warm,
            elsewhere=elsewhere,
        )

    def best(self) -> Choices:
        """The best roster so far."""
        return self._search.choices()


def _longest_route(c: Columns, given: Choices) -> int:
    """Visits of the longest of the workers' days."""
    seat = np.flatnonzero(given.pair >= 0)
    day = given.start[c.tables.seat_need[seat]] // DAY_MINUTES
    route = c.pair_worker[given.pair[seat]] * WEEK_DAYS + day
    return int(np.bincount(route).max(initial=0))
