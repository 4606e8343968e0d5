"""The search as Python sees it: begin from a roster, improve it, hand the best one back."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from optimizer.choices import LEFT_OUT, Choices, nothing_chosen, option_at
from optimizer.columns import Columns
from optimizer.search import at
from optimizer.search.loop import fill, improve, load
from optimizer.search.packed import MOST_PAIRS, Packing, pack
from optimizer.search.ruin import KINDS, SHARES
from optimizer.search.starts import starts_of_week
from optimizer.search.state import State, fresh
from optimizer.tables import Ints

HOT, COLD = 100.0, 1.0
"""Temperatures at the beginning and at the end, in points of cost."""
CHUNK_SECONDS = 0.1
"""Time between two looks at the clock."""
CURVE_BITS = 10

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
    state: State = field(init=False)

    def __post_init__(self) -> None:
        """Pack the columns and lay out an empty roster."""
        self.packing = pack(self.c, self.most_pairs, self.keep)
        self.state = fresh(self.c, self.packing.packed, self.seed, len(KINDS))

    @property
    def cost(self) -> int:
        """Cost of the best roster so far."""
        return int(self.state.num[at.BEST])

    @property
    def left_out(self) -> int:
        """Needs that it leaves out."""
        return int(self.state.num[at.BEST_ABSENT])

    @property
    def iterations(self) -> int:
        """How many iterations have run."""
        return int(self.state.num[at.ITERATIONS])

    def begin_from(self, chosen: Choices) -> bool:
        """Take over a faultless roster; False where a route of it does not hold here."""
        c = self.c
        packed_of = np.full(len(c.pair_seat), -1, np.int32)
        packed_of[self.packing.pair] = np.arange(len(self.packing.pair))
        pair = np.where(chosen.pair >= 0, packed_of[chosen.pair], -1).astype(np.int32)
        served = np.flatnonzero(chosen.start >= 0)
        known = np.minimum.reduceat(
            np.append(pair, 0), c.tables.need_seat[:-1]
        ) if len(chosen.start) else np.zeros(0)
        served = served[known[served] >= 0]
        held = np.zeros((max(len(chosen.start), 1), 3), np.int32)
        team = self.packing.packed.need[:, at.TEAM]
        for need in served.tolist():
            start = int(chosen.start[need])
            option = option_at(c, need, start)
            stretch = (start, start) if team[need] else (c.opt_lo[option], c.opt_hi[option])
            held[need] = option, *stretch
        order = served[np.lexsort((served, chosen.start[served]))]
        return bool(load(self.packing.packed, self.state, order, held, pair.reshape(-1, 1)))

    def fill(self) -> None:
        """Serve what fits, neighbour after neighbour."""
        fill(self.packing.packed, self.state, _first_order(self.c, self.packing))

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
        share = np.cumsum(SHARES) / sum(SHARES)
        best = self.cost
        while not (stop is not None and stop()):
            spent = time.perf_counter() - begun
            part = done / iterations if iterations is not None else spent / max(seconds, 1e-9)
            if part >= 1 or self.state.num[at.ACTIVE] == 0:
                break
            now = chunk if iterations is None else min(1000, iterations - done)
            heat = self.hot * (self.cold / self.hot) ** part
            improve(self.packing.packed, self.state, now, heat, share)
            done += now
            took = time.perf_counter() - begun - spent
            chunk = int(min(max(10, chunk * CHUNK_SECONDS / max(took, 1e-4)), chunk * 2, 50_000))
            if told is not None and self.cost < best:
                best = self.cost
                told(self)

    def choices(self) -> Choices:
        """The best roster; a need without a minute, should there be one, is left out."""
        chosen = nothing_chosen(self.c)
        starts, failed = starts_of_week(self.packing.packed, self.state)
        t = self.c.tables
        for need, start in starts.items():
            seats = slice(int(t.need_seat[need]), int(t.need_seat[need + 1]))
            if need not in failed:
                chosen.start[need] = start
                pairs = self.state.chair[seats, at.BEST_PAIR]
                chosen.pair[seats] = self.packing.pair[pairs] if len(pairs) else LEFT_OUT
        return chosen


def _first_order(c: Columns, packing: Packing) -> Ints:
    """Teams first, then neighbour after neighbour; the dear and hard ones first among them."""
    packed = packing.packed
    needs = len(c.need_price)
    team = packed.need[:needs, at.TEAM] == 0
    few = np.diff(packed.seat[:, at.PAIR0])[c.tables.need_seat[:-1]]
    ways = few * np.diff(c.need_opt)
    return np.lexsort((np.arange(needs), ways, -c.need_price, team))
