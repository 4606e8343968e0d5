"""The cheapest days of one route at given prices: what is asked, remembered and found.

A need is met again only when every need since has forgotten it (an *ng-route*), and so it is
with its rivals, of which a must lets a day meet one. With short memories days get cheaper than
they are, never dearer, so that they bound the real ones from below; memories grow where
circles, or rivals, were found.
"""

from dataclasses import dataclass, field

import numpy as np

from optimizer.bench import FIELDS, OUT_OF_ROOM, Bench, Limits, Paths, Prices, Shape
from optimizer.labels import find_days, look_back
from optimizer.linear import Floats
from optimizer.routes import Route
from optimizer.tables import Ints

ROOM = 150_000
"""Labels of one route; with more, the least costs known from behind must do."""
DEPTH = 64
"""Calls on one route that are written down."""
MOST_BITS = 62
"""Needs that a route can remember."""
SLOT = 15
"""Minutes within which ends known from behind are the same."""


@dataclass
class Memory:
    """Which needs a route remembers, and where. Grows while the bound is being found."""

    bit: Ints
    """(needs) -1: never remembered."""
    keep: Ints
    """(needs) bits that survive a visit there."""
    rivals: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    """(needs) a number that needs share of which a day meets one at most; by itself: its own."""

    def __post_init__(self) -> None:
        """Nobody has rivals unless they are named."""
        if not len(self.rivals):
            self.rivals = np.arange(len(self.bit))

    @staticmethod
    def empty(needs: int, rivals: Ints | None = None) -> "Memory":
        """Nothing is remembered but the need just left."""
        own = np.arange(needs) if rivals is None else rivals
        return Memory(np.full(needs, -1, np.int64), np.zeros(needs, np.int64), own)

    def learn(self, path: list[int]) -> bool:
        """Forbid the circles of a path, and its rivals; False where nothing could be learnt."""
        seen: dict[int, int] = {}
        learnt = False
        for position, need in enumerate(path):
            number = int(self.rivals[need])
            if number in seen:
                learnt |= self._remember(need, path[seen[number] + 1 : position])
            seen[number] = position
        return learnt

    def _remember(self, need: int, along: list[int]) -> bool:
        if self.bit[need] < 0:
            taken = int(self.bit.max(initial=-1)) + 1
            if taken >= MOST_BITS:
                return False
            self.bit[self.rivals == self.rivals[need]] = taken
        bit = np.int64(1 << int(self.bit[need]))
        fresh = bool((self.keep[along] & bit == 0).any())
        self.keep[along] |= bit
        return fresh

    def allows(self, path: list[int]) -> bool:
        """Whether a path is still to be had."""
        mask = 0
        for need in path:
            bit = 1 << int(self.bit[need]) if self.bit[need] >= 0 else 0
            if mask & bit:
                return False
            mask = mask & int(self.keep[need]) | bit
        return True


@dataclass
class Desk:
    """Room for the labels of one thread."""

    room: int = ROOM
    whole: Ints = field(init=False)
    cost: Floats = field(init=False)

    def __post_init__(self) -> None:
        """Lay out the room."""
        self.whole = np.empty((FIELDS, self.room), np.int64)
        self.cost = np.empty(self.room, np.float64)

    def cleared(self, asked: "Asked") -> Bench:
        """Nothing but what is of no interest is known."""
        needs, minutes = len(asked.route.minutes), asked.route.end - asked.route.begin + 1
        return Bench(
            whole=self.whole,
            cost=self.cost,
            by_minute=np.full(minutes, -1, np.int64),
            by_need=np.full(needs, -1, np.int64),
            best=np.full(needs, asked.most),
            best_label=np.full(needs, -1, np.int64),
        )


@dataclass(frozen=True)
class Days:
    """What was found for one route."""

    least: float
    """No day costs less, unless it was looked for roughly."""
    days: list[list[int]]
    """Calls in order, numbered like the share's."""
    needs: list[list[int]]
    """The same days, as needs numbered like the route's."""


@dataclass(frozen=True)
class Asked:
    """What is asked about a route: prices of calls and ways, loads, and the most of interest."""

    route: Route
    price: Floats
    """Per call."""
    travel: float
    """Per minute."""
    most: float
    """Days that cost as much are of no interest."""
    load: Ints
    """What each call weighs ..."""
    load_most: int
    """... and the day may."""
    grid: int
    triples: Ints
    """(needs) bits of the triples that each need belongs to ..."""
    triple_price: Floats
    """... and what each second need of a triple costs besides."""
    near: bool = False
    """Whether only the nearest needs are gone on to: not all days are seen."""

    @property
    def shape(self) -> Shape:
        """The route as the compiled functions read it."""
        r = self.route
        slot = max(1, min(SLOT, int(r.minutes.min())))
        following = (r.near_at, r.near_need) if self.near else (r.next_at, r.next_need)
        return Shape(
            *(r.at, r.lo, r.hi, r.minutes, r.ways, *following, r.out, r.back),
            *(r.begin, r.end, self.grid, slot),
        )

    def prices(self, behind: Floats) -> Prices:
        """The prices as the compiled functions read them."""
        return Prices(self.price, self.travel, behind, self.most)


def look_behind(asked: Asked) -> tuple[Floats, float]:
    """Least costs until home, per need and slot; and the least cost of a day, circles allowed."""
    r, shape = asked.route, asked.shape
    behind = np.empty((len(r.minutes), (r.end - r.begin) // shape.slot + 2))
    first = np.minimum.reduceat(r.lo, r.at[:-1]) + r.minutes - r.begin
    last = np.maximum.reduceat(r.hi, r.at[:-1]) + r.minutes - r.begin
    least = look_back(shape, asked.prices(behind), first // shape.slot, last // shape.slot)
    return behind, least


def price_days(
    asked: Asked, memory: Memory, behind: Floats, desk: Desk, many: int, *, rough: bool
) -> Days | None:
    """The cheapest days that cost less than asked; ``rough``: cheap ones. None: out of room."""
    paths = Paths(np.empty((many, DEPTH), np.int64), np.empty(many, np.int64), np.empty(many))
    loads, triples = (asked.load, asked.load_most), (asked.triples, asked.triple_price)
    limits = Limits(*loads, memory.bit, memory.keep, *triples, rough)
    bench = desk.cleared(asked)
    found = find_days(asked.shape, asked.prices(behind), limits, bench, paths)
    if found == OUT_OF_ROOM:
        return None
    calls = [paths.calls[k, : paths.lengths[k]][::-1].tolist() for k in range(found)]
    owner = np.repeat(np.arange(len(asked.route.minutes)), np.diff(asked.route.at))
    return Days(
        min(asked.most, float(paths.costs[0])) if found else asked.most,
        [[asked.route.first + call for call in day] for day in calls],
        [owner[day].tolist() for day in calls],
    )
