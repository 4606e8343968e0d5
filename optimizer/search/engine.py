"""The search as Python sees it: begin from a roster, improve it, hand the best one back."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from optimizer.choices import Choices, nothing_chosen, option_at
from optimizer.columns import Columns
from optimizer.search import at
from optimizer.search.loop import FILL, IMPROVE, LOAD, run
from optimizer.search.few import MOST_PAIRS
from optimizer.search.pack import Packing, pack
from optimizer.search.ruin import SHARES
from optimizer.search.starts import starts_of_week
from optimizer.search.week import Table, Week, Wide
from optimizer.tables import Ints

HOT, COLD = 100.0, 1.0
"""Temperatures at the beginning and at the end, in points of cost."""
CHUNK_SECONDS = 0.1
"""Time between two looks at the clock."""
NO_NEEDS = np.zeros(0, np.int64)
NOTHING_HELD = np.zeros((1, 3), np.int32)
NO_PAIRS = np.zeros((1, 1), np.int32)

Told = Callable[["Search"], None]


@dataclass
class Search:
    """A search under way: its tables, its state, how far it has come."""

    c: Columns
    seed: int = 1
    most_pairs: int = MOST_PAIRS
    keep: Ints | None = None
    hot: float = HOT
    cold: float = COLD
    packing: Packing = field(init=False)
    kinds: NDArray[np.float64] = field(init=False)
    """Per neighbourhood: upper end of its share, tries, gains."""

    def __post_init__(self) -> None:
        """Pack the columns and lay out an empty roster."""
        self.packing = pack(self.c, self.seed, self.most_pairs, self.keep)
        self.kinds = np.zeros((len(SHARES), 3))
        self.kinds[:, 0] = np.cumsum(SHARES) / sum(SHARES)

    @property
    def week(self) -> Week:
        """The tables under search."""
        return self.packing.week

    @property
    def cost(self) -> int:
        """Cost of the best roster so far."""
        return int(self.week.num[at.BEST])

    @property
    def left_out(self) -> int:
        """Needs that it leaves out."""
        return int(self.week.num[at.BEST_ABSENT])

    @property
    def iterations(self) -> int:
        """How many iterations have run."""
        return int(self.week.num[at.ITERATIONS])

    def begin_from(self, chosen: Choices) -> bool:
        """Take over a faultless roster; False where a route of it does not hold here."""
        c = self.c
        num, rows = self.week.num, self.week.rows
        packed_of = np.full(len(c.pair_seat), -1, np.int32)
        packed_of[self.packing.pair] = np.arange(len(self.packing.pair)) + num[at.PAIRS0]
        pair = np.where(chosen.pair >= 0, packed_of[chosen.pair], -1).astype(np.int32)
        served = np.flatnonzero(chosen.start >= 0)
        known = np.minimum.reduceat(
            np.append(pair, 0), c.tables.need_seat[:-1]
        ) if len(chosen.start) else np.zeros(0)
        served = served[known[served] >= 0]
        held = np.zeros((max(len(chosen.start), 1), 3), np.int32)
        team = rows[num[at.NEEDS0] : num[at.SEATS0], at.TEAM]
        for need in served.tolist():
            start = int(chosen.start[need])
            option = option_at(c, need, start)
            stretch = (start, start) if team[need] else (c.opt_lo[option], c.opt_hi[option])
            held[need] = option + num[at.OPTS0], *stretch
        order = served[np.lexsort((served, chosen.start[served]))] + num[at.NEEDS0]
        return self._run(LOAD, order, held, pair.reshape(-1, 1))

    def _run(
        self,
        task: int,
        needs: Wide = NO_NEEDS,
        held: Table = NOTHING_HELD,
        pairs: Table = NO_PAIRS,
        iterations: int = 0,
        heat: float = 0.0,
    ) -> bool:
        return bool(run(self.week, task, needs, held, pairs, iterations, heat, self.kinds))

    def fill(self) -> None:
        """Serve what fits, neighbour after neighbour."""
        self._run(FILL, _first_order(self.c, self.week) + self.week.num[at.NEEDS0])

    def improve(
        self,
        seconds: float,
        *,
        iterations: int | None = None,
        told: Told | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> None:
        """Search until the clock, or the number of iterations, ends; colder and colder."""
        begun, done, chunk = time.perf_counter(), 0, 50
        best = self.cost
        while not (stop is not None and stop()):
            spent = time.perf_counter() - begun
            part = done / iterations if iterations is not None else spent / max(seconds, 1e-9)
            if part >= 1 or self.week.num[at.ACTIVE] == 0:
                break
            now = chunk if iterations is None else min(1000, iterations - done)
            heat = self.hot * (self.cold / self.hot) ** part
            self._run(IMPROVE, iterations=now, heat=heat)
            done += now
            took = time.perf_counter() - begun - spent
            chunk = int(min(max(10, chunk * CHUNK_SECONDS / max(took, 1e-4)), chunk * 2, 50_000))
            if told is not None and self.cost < best:
                best = self.cost
                told(self)

    def choices(self) -> Choices:
        """The best roster; a need without a minute, should there be one, is left out."""
        chosen = nothing_chosen(self.c)
        starts, failed = starts_of_week(self.week)
        t, num = self.c.tables, self.week.num
        for need, start in starts.items():
            seats = slice(int(t.need_seat[need]), int(t.need_seat[need + 1]))
            if need not in failed:
                chosen.start[need] = start
                pairs = self.week.rows[num[at.SEATS0] :, at.BEST_PAIR][seats] - num[at.PAIRS0]
                chosen.pair[seats] = self.packing.pair[pairs]
        return chosen


def _first_order(c: Columns, week: Week) -> Ints:
    """Teams first, then the dear, then those with few ways."""
    needs0, seats0 = int(week.num[at.NEEDS0]), int(week.num[at.SEATS0])
    alone = week.rows[needs0:seats0, at.TEAM] == 0
    pairs = week.rows[seats0:, at.PAIR1] - week.rows[seats0:, at.PAIR0]
    ways = pairs[c.tables.need_seat[:-1]] * np.diff(c.need_opt)
    return np.lexsort((np.arange(len(ways)), ways, -c.need_price, alone))
