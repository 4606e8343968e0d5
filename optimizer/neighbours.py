"""Which few days are chosen anew while the others stay: such as could serve the same needs."""

from collections import deque
from collections.abc import Sequence

import numpy as np

from optimizer.columns import Columns
from optimizer.recombine import Tour
from optimizer.routes import Calls
from optimizer.tables import Bools, Ints

FIRST, LEAST = 6, 3
"""Days that are chosen anew at first, and at the least."""
TOO_MANY = 3_000
"""Tours of such a choice, at the most."""
PATIENCE = 2
"""Times every day has had its turn in vain, after which nothing is to be had in this way."""
CHANCE = 0.5
"""Of a neighbour that is close to be taken, so that no two choices are the same."""


class Neighbours:
    """Tours of a share, and how many days are chosen anew at a time."""

    def __init__(self, routes: int) -> None:
        """No tours are known yet."""
        self.chance = np.random.default_rng(routes)
        self.routes, self.many, self.idle = routes, float(FIRST), 0
        self.tours: Sequence[Tour] = ()
        self.waiting: deque[int] = deque()

    def take(self, tours: Sequence[Tour], calls: Calls, c: Columns) -> None:
        """Choose from these tours from now on."""
        self.tours, self.calls, self.idle = tours, calls, 0
        self.in_team = np.diff(c.tables.need_seat) > 1
        self.tour = np.repeat(np.arange(len(tours)), [len(tour.calls) for tour in tours])
        call = np.array([call for tour in tours for call in tour.calls], np.int64)
        self.need = calls.need[call]
        self.numbers, self.row = np.unique([tour.route for tour in tours], return_inverse=True)
        # How large a part of a route's tours meets each need.
        self.meets = np.zeros((len(self.numbers), len(self.in_team)))
        np.add.at(self.meets, (self.row[self.tour], self.need), 1.0)
        self.meets /= np.maximum(1, np.bincount(self.row, minlength=len(self.numbers)))[:, None]

    @property
    def is_idle(self) -> bool:
        """Whether nothing was gained for long."""
        return self.idle > PATIENCE * max(1, len(self.numbers))

    def learn(self, *, gained: bool, settled: bool) -> None:
        """More days at a time while choices are settled, fewer where the clock ends them."""
        self.idle = 0 if gained else self.idle + 1
        step = 0.2 if settled else -1.0
        self.many = min(float(len(self.numbers)), max(float(LEAST), self.many + step))

    def choose(self, best: Sequence[Tour]) -> tuple[list[Tour], frozenset[Tour]]:
        """Tours of a few days and those that are kept of the others; and these alone."""
        free = self._free_days(best)
        kept = frozenset(tour for tour in best if tour.route not in free)
        own = np.array([call for tour in kept for call in tour.calls], np.int64)
        taken: Bools = np.zeros(len(self.in_team), np.bool_)
        taken[self.calls.need[own]] = True
        taken &= ~self.in_team
        blocked: Bools = np.zeros(len(self.tours), np.bool_)
        blocked[self.tour[taken[self.need]]] = True
        among = np.isin(self.numbers, list(free))[self.row]
        rows = np.flatnonzero(among & ~blocked)
        if len(rows) > TOO_MANY:
            rows = self.chance.permutation(rows)[:TOO_MANY]
            self.many = max(float(LEAST), self.many - 1)
        mine = [tour for tour in best if tour.route in free]
        narrow = dict.fromkeys([*(self.tours[k] for k in rows.tolist()), *mine, *kept])
        return list(narrow), kept

    def _free_days(self, best: Sequence[Tour]) -> set[int]:
        """A day whose turn it is, and others that could meet the same needs."""
        if not self.waiting:
            self.waiting.extend(self.chance.permutation(len(self.numbers)).tolist())
        of_row: dict[int, Ints] = {
            int(np.searchsorted(self.numbers, tour.route)): self.calls.need[list(tour.calls)]
            for tour in best
        }
        nothing = np.zeros(0, np.int64)
        first = self.waiting.popleft()
        # Needs that nobody has are worth a day as much as those of the first one.
        score = self.meets[:, of_row.get(first, nothing)].sum(axis=1)
        free = [first]
        while len(free) < min(round(self.many), len(self.numbers)):
            score[free] = -1.0
            noise = self.chance.random(len(score)) < CHANCE
            following = int(np.argmax(score + noise * score.max(initial=0.0)))
            free.append(following)
            score += self.meets[:, of_row.get(following, nothing)].sum(axis=1)
        return set(self.numbers[free].tolist())
