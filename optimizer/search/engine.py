"""The search as Python sees it: begin from a roster, improve it, hand the best one back."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from optimizer.choices import Choices, nothing_chosen, option_at
from optimizer.columns import Columns
from optimizer.search import at
from optimizer.search.few import MOST_PAIRS
from optimizer.search.loop import FILL, IMPROVE, LOAD, run
from optimizer.search.pack import Packing, pack
from optimizer.search.ruin import SHARES
from optimizer.search.starts import starts_of_week
from optimizer.search.week import Table, Week, Wide
from optimizer.tables import Ints

NO_NEEDS = np.zeros(0, np.int64)
NOTHING_HELD = np.zeros((1, 3), np.int32)
NO_PAIRS = np.zeros((1, 1), np.int32)
MOST_COUNTED = 1 << 30
"""Stamps and versions up to which none overflows before the next task."""


@dataclass
class Search:
    """A search under way: its tables, and the best roster so far."""

    c: Columns
    seed: int = 1
    most_pairs: int = MOST_PAIRS
    keep: Ints | None = None
    longest: int = 0
    """Visits on the longest route of a roster to begin from."""
    packing: Packing = field(init=False)
    kinds: NDArray[np.float64] = field(init=False)
    """Per neighbourhood: upper end of its share, tries, gains."""

    def __post_init__(self) -> None:
        """Pack the columns and lay out an empty roster."""
        self.packing = pack(self.c, self.seed, self.most_pairs, self.keep, self.longest)
        self.kinds = fresh_kinds()

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
        """Take over a faultless roster; False where a route of it does not hold here.

        Needs served by pairs that are not looked at are left out.
        """
        c, t, num = self.c, self.c.tables, self.week.num
        packed_of = np.full(len(c.pair_seat), -1, np.int32)
        packed_of[self.packing.pair] = np.arange(len(self.packing.pair)) + num[at.PAIRS0]
        pair = np.where(chosen.pair >= 0, packed_of[chosen.pair], -1).astype(np.int32)
        known = np.ones(len(chosen.start), np.bool_)
        np.logical_and.at(known, t.seat_need, pair >= 0)
        served = np.flatnonzero((chosen.start >= 0) & known)
        held = np.zeros((max(len(chosen.start), 1), 3), np.int32)
        team = self.week.rows[num[at.NEEDS0] : num[at.SEATS0], at.TEAM]
        for need in served.tolist():
            start = int(chosen.start[need])
            option = option_at(c, need, start)
            stretch = (start, start) if team[need] else (c.opt_lo[option], c.opt_hi[option])
            held[need] = option + num[at.OPTS0], *stretch
        order = served[np.lexsort((served, chosen.start[served]))] + num[at.NEEDS0]
        return work_on(self.week, LOAD, self.kinds, order, held, pair.reshape(-1, 1))

    def fill(self) -> None:
        """Serve what fits: teams first, then the dear, then those with few ways."""
        needs0, seats0 = int(self.week.num[at.NEEDS0]), int(self.week.num[at.SEATS0])
        rows = self.week.rows
        alone = rows[needs0:seats0, at.TEAM] == 0
        pairs = rows[seats0:, at.PAIR1] - rows[seats0:, at.PAIR0]
        ways = pairs[self.c.tables.need_seat[:-1]] * np.diff(self.c.need_opt)
        order = np.lexsort((np.arange(len(ways)), ways, -self.c.need_price, alone))
        work_on(self.week, FILL, self.kinds, order + needs0)

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


def fresh_kinds() -> NDArray[np.float64]:
    """Neighbourhoods with their shares, nothing tried yet."""
    kinds = np.zeros((len(SHARES), 3))
    kinds[:, 0] = np.cumsum(SHARES) / sum(SHARES)
    return kinds


def work_on(
    week: Week,
    task: int,
    kinds: NDArray[np.float64],
    needs: Wide = NO_NEEDS,
    held: Table = NOTHING_HELD,
    pairs: Table = NO_PAIRS,
    *,
    iterations: int = 0,
    heat: float = 0.0,
) -> bool:
    """One task of the compiled search, without Python's lock."""
    if max(week.num[at.STAMP], week.num[at.VERSIONS]) > MOST_COUNTED:
        count_anew(week)
    return bool(run(week, task, needs, held, pairs, iterations, heat, kinds))


def iterate(week: Week, kinds: NDArray[np.float64], iterations: int, heat: float) -> None:
    """So many iterations at one temperature."""
    work_on(week, IMPROVE, kinds, iterations=iterations, heat=heat)


def count_anew(week: Week) -> None:
    """Stamps and versions from the beginning: hours of search would overflow them."""
    num = week.num
    needs0, seats0 = int(num[at.NEEDS0]), int(num[at.SEATS0])
    routes, needs = week.rows[:needs0], week.rows[needs0:seats0]
    routes[:, [at.TOUCHED_IN, at.RUINED_IN]] = 0
    needs[:, [at.CHANGED_IN, at.BANKED_IN]] = 0
    week.thin[int(num[at.WORKERS0]) :, at.MARK] = 0
    week.twos[: int(num[at.LOG0])] = 0
    routes[:, at.VERSION] = np.arange(needs0) + 1
    num[at.STAMP], num[at.VERSIONS] = 0, needs0 + 1
