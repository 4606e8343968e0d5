"""Improving a roster window by window: the whole weeks of a few workers, solved exactly.

A window is a handful of workers with everything they do this week, and needs left out that
they could take. The rest stands. Each window is the exact model over the same columns, so
whatever a window keeps is kept for the whole week.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import numpy as np

from optimizer.check import check_tables
from optimizer.choices import Choices, meetings_of
from optimizer.columns import Columns
from optimizer.exact import Effort, Solved, solve_part
from optimizer.model import Part
from optimizer.size import arcs_of
from optimizer.tables import Bools

FEWEST, MOST = 2, 8
MOST_ARCS = 30_000
"""Orders of two visits in one window."""
ARCS_A_SECOND = 4_000
"""Of the time left: a model that is being built or read in cannot be stopped."""
LEFT_OUT_SHARE = 0.5
"""Share of windows opened around a need left out."""
WINDOW_SECONDS = 3.0
WINDOW_WORK = 2.0
"""CP-SAT's deterministic time for one window."""

Told = Callable[[Choices, int], None]


@dataclass
class Windows:
    """Search state: the best roster, and how many workers a window holds at the moment."""

    c: Columns
    chosen: Choices
    cost: int
    seed: int
    threads: int = 1
    size: float = 3.0
    solved: int = 0
    gained: int = 0
    discarded: int = 0
    _most_arcs: int = MOST_ARCS
    _chance: Random = field(init=False)

    def __post_init__(self) -> None:
        """Count which workers could take each other's visits."""
        self._chance = Random(self.seed)  # noqa: S311 a search, not a secret
        workers = len(self.c.tables.worker_home)
        takes = np.zeros((workers, len(self.c.tables.need_minutes)), np.float32)
        takes[self.c.pair_worker, self.c.tables.seat_need[self.c.pair_seat]] = 1
        self._takes = takes
        shared = takes @ takes.T
        np.fill_diagonal(shared, 0)
        self._shared = shared

    def improve(
        self,
        until: Callable[[], bool],
        told: Told,
        seconds_left: Callable[[], float],
        *,
        by_work: bool = False,
    ) -> None:
        """Solve windows until told to stop; ``by_work`` makes each repeatable."""
        while not until():
            if not by_work:
                self._most_arcs = min(MOST_ARCS, int(seconds_left() * ARCS_A_SECOND))
            part = self._window()
            if part is None:
                return
            effort = Effort(
                max(0.1, min(WINDOW_SECONDS, seconds_left())) if not by_work else 60.0,
                self._chance.randrange(1 << 30),
                self.threads,
                WINDOW_WORK,
            )
            begun = time.perf_counter()
            found = solve_part(self.c, part, effort, stop=until)
            self.solved += 1
            quick = found.proven and (by_work or time.perf_counter() - begun < WINDOW_SECONDS / 4)
            step = 0.1 if quick else 0.0 if found.proven else -0.3
            self.size = min(MOST, max(FEWEST, self.size + step))
            cost = self._cost_if_sound(found)
            if found.chosen is not None and cost is not None and cost <= self.cost:
                better = cost < self.cost
                self.chosen, self.cost = found.chosen, cost
                self.gained += better
                if better:
                    told(self.chosen, self.cost)

    def _cost_if_sound(self, found: Solved) -> int | None:
        """What the check says a window costs; None where it finds a fault or a dearer roster.

        A search that is stopped may hold a roster that is cheaper than it knows: misses are
        only bounded from below in the model.
        """
        if found.chosen is None or found.cost is None:
            return None
        checked = check_tables(self.c.tables, meetings_of(self.c, found.chosen))
        if checked.faults or checked.cost > found.cost:
            self.discarded += 1
            return None
        return checked.cost

    def _window(self) -> Part | None:
        """A window around a need left out, a worker, or a client with several workers."""
        c, t = self.c, self.c.tables
        workers = len(t.worker_home)
        if workers == 0 or len(c.pair_worker) == 0:
            return None
        size = min(workers, int(self.size) + (self._chance.random() < self.size % 1))
        left = np.flatnonzero(self.chosen.start < 0)
        open_left = [n for n in left.tolist() if self._takes[:, n].any()]
        if open_left and self._chance.random() < LEFT_OUT_SHARE:
            need = self._chance.choice(open_left)
            near = np.flatnonzero(self._takes[:, need]).tolist()
            seeds = self._chance.sample(near, min(len(near), max(1, size - 1)))
        else:
            seeds = [self._chance.randrange(workers)]
        chosen = self._grow(seeds, size)
        return Part(self._needs_of(chosen, open_left), frozenset(chosen), self.chosen)

    def _grow(self, seeds: list[int], size: int) -> list[int]:
        """Add workers who could take the most of what the others take, by chance."""
        chosen = list(seeds)
        while len(chosen) < size:
            weight = self._shared[chosen].sum(axis=0)
            weight[chosen] = 0
            if not weight.any():
                break
            pick = self._chance.choices(range(len(weight)), weight.tolist())[0]
            chosen.append(pick)
        return chosen

    def _needs_of(self, workers: list[int], left: list[int]) -> frozenset[int]:
        """Needs served by these workers alone, and those left out that they could take."""
        c, t = self.c, self.c.tables
        inside = np.zeros(len(t.worker_home), np.bool_)
        inside[workers] = True
        filled = np.flatnonzero(self.chosen.pair >= 0)
        own = inside[c.pair_worker[self.chosen.pair[filled]]]
        seats = np.zeros((len(t.need_minutes), 2), np.int64)
        np.add.at(seats[:, 0], t.seat_need[filled], own)
        np.add.at(seats[:, 1], t.seat_need[filled], 1)
        served = np.flatnonzero((seats[:, 1] > 0) & (seats[:, 0] == seats[:, 1])).tolist()
        could = [n for n in left if self._takes[workers, n].any()]
        room = 12 + len(served) // 2
        if len(could) > room:
            could = self._chance.sample(could, room)
        return self._small_enough(served, could, inside)

    def _small_enough(self, served: list[int], could: list[int], inside: Bools) -> frozenset[int]:
        """Fewer needs where the model would be too large to build; the rest stands meanwhile."""
        while self._arcs(served + could, inside) > self._most_arcs:
            if could:
                could = could[: len(could) // 2]
            elif len(served) > FEWEST:
                served = self._chance.sample(served, len(served) * 3 // 4)
            else:
                break
        return frozenset(served) | frozenset(could)

    def _arcs(self, needs: list[int], inside: Bools) -> int:
        chosen = np.zeros(len(self.c.need_price), np.bool_)
        chosen[needs] = True
        return arcs_of(self.c, chosen, inside)
