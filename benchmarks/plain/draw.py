"""Seeded plain rosters around Tartu and Tallinn, the same bytes on every machine.

    python -m benchmarks.plain.draw    # fingerprints of seeds 1 to 5, for frozen.txt

Where people live: settlements of ``domain/places.csv`` inside a square around a town, chosen by
the square root of their population; a person lives some hundred metres to some kilometres from
the middle, one in seven anywhere in the square. The square's side grows with the number of
workers (12 km + 2.4 km x its square root, so S is Tartu and what surrounds it, M Tallinn, L Tallinn
with its commuters, XL nearly all of Harju county), which keeps the density of a town: some
seven minutes to the next visits. The sea is not told from the land: some homes lie in the bay.
Ways: straight line x 1.3 at 38 km/h plus 3 minutes for the door, rounded up (denser and slower
than ``domain.ways``, which speaks of the whole country).

Chance comes from the 32-bit words of the Mersenne Twister alone, and everything after is whole
numbers: neither Python's nor numpy's distributions, which may change, have a hand in it.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, isqrt, radians
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from benchmarks.plain.instance import DAYS, Instance, Ints, check_frozen, fingerprint
from domain.places import Place, places

T = TypeVar("T")

TAGS = (
    *("everyday", "crisis", "debts", "autism", "addiction", "youth"),
    *("ru", "en", "uk"),
)
"""Six trainings, three languages. ``everyday`` is asked for most, and most workers have it."""
TRAININGS = TAGS[:6]
LANGUAGES = TAGS[6:]
LATITUDE_MM = 11_132
"""Millimetres that a ten-thousandth of a degree of latitude is long."""
WAY_NUMERATOR, WAY_DENOMINATOR = 78, 38_000
"""Minutes of a metre as the crow flies: 1.3 x 60 minutes over 38 km."""
DOOR_MINUTES = 3
ROWS = 256
FREEZE = range(1, 6)


@dataclass(frozen=True)
class Size:
    """How large an instance is, and where."""

    workers: int
    visits: int
    shift: int
    """Minutes of a working day."""
    around: str
    """Place id."""


SIZES = {
    "S": Size(10, 100, 420, "tartu"),
    "M": Size(40, 600, 420, "tallinn"),
    "L": Size(150, 3_000, 480, "tallinn"),
    "XL": Size(1_000, 20_000, 480, "tallinn"),
}


class Dice:
    """Whole numbers by chance."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 no secret depends on it

    def below(self, many: int) -> int:
        """0 to many - 1."""
        return self._random.getrandbits(32) * many >> 32

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + self.below(high - low + 1)

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred throws."""
        return self.below(100) < percent

    def one(self, items: Sequence[T]) -> T:
        """One of some things."""
        return items[self.below(len(items))]

    def weighted(self, weights: Sequence[int]) -> int:
        """A position, each as often as its weight says."""
        left = self.below(sum(weights))
        for at, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return at
        raise AssertionError

    def some(self, many: int, count: int) -> list[int]:
        """So many different numbers of 0 to many - 1, in order."""
        pool = list(range(many))
        for at in range(count):
            other = self.between(at, many - 1)
            pool[at], pool[other] = pool[other], pool[at]
        return sorted(pool[:count])

    def near(self, spread: int) -> int:
        """About a bell curve around 0 with a deviation of ``spread``."""
        reach = spread * 866 // 1000
        return sum(self.between(-reach, reach) for _ in range(4))


class Region:
    """The square in which everybody lives, and the settlements in it."""

    def __init__(self, size: Size, dice: Dice) -> None:
        self.dice = dice
        self.side = 12_000 + isqrt(2_400**2 * size.workers)
        half = self.side // 2
        middle = places()[size.around]
        found = [(p, *_metres(p, middle)) for _, p in sorted(places().items())]
        found = [(p, x, y) for p, x, y in found if abs(x) <= half and abs(y) <= half]
        self.points = [(x, y) for _, x, y in found]
        self.weights = [isqrt(p.population) for p, _, _ in found]
        self.spreads = [self.side * dice.between(40, 100) // 1000 for _ in found]

    def home(self) -> tuple[int, int]:
        """Where somebody lives: metres east and north of the middle."""
        half = self.side // 2
        if self.dice.chance(15):
            return self.dice.between(-half, half), self.dice.between(-half, half)
        at = self.dice.weighted(self.weights)
        x, y = (along + self.dice.near(self.spreads[at]) for along in self.points[at])
        return max(-half, min(half, x)), max(-half, min(half, y))


def _metres(place: Place, middle: Place) -> tuple[int, int]:
    """Metres east and north of a middle; whole ten-thousandths of a degree make it exact."""
    north = round(place.lat * 10_000) - round(middle.lat * 10_000)
    east = round(place.lon * 10_000) - round(middle.lon * 10_000)
    width = round(LATITUDE_MM * cos(radians(middle.lat)))
    return east * width // 1000, north * LATITUDE_MM // 1000


def ways(east: Ints, north: Ints) -> NDArray[np.int16]:
    """(places, places) minutes; exact, because a root below 2^52 rounds the same everywhere."""
    many = len(east)
    minutes = np.empty((many, many), np.int16)
    for first in range(0, many, ROWS):
        rows = slice(first, first + ROWS)
        squared = (east[rows, None] - east) ** 2 + (north[rows, None] - north) ** 2
        metres = np.floor(np.sqrt(squared.astype(np.float64))).astype(np.int64)
        minutes[rows] = -(-metres * WAY_NUMERATOR // WAY_DENOMINATOR) + DOOR_MINUTES
    np.fill_diagonal(minutes, 0)
    return minutes


def _bits(tags: Sequence[str]) -> int:
    return sum(1 << TAGS.index(tag) for tag in set(tags))


def _draw_worker(dice: Dice, size: Size) -> tuple[int, list[int], list[int]]:
    """Tags, and when the shifts of the week begin and end."""
    tags = [TRAININGS[0]] if dice.chance(85) else []
    tags += [TRAININGS[1 + k] for k in dice.some(5, dice.one((1, 2, 2, 3)))]
    tags += [tag for tag in LANGUAGES if dice.chance(30)]
    days = dice.some(DAYS, 5) if dice.chance(75) else list(range(5))
    begins, ends = [-1] * DAYS, [-1] * DAYS
    for day in days:
        begin = min(60 * dice.one((7, 8, 9, 11, 13, 14)), 21 * 60 - size.shift)
        begins[day], ends[day] = begin, begin + size.shift
    return _bits(tags), begins, ends


def _draw_visits(dice: Dice, left: int) -> list[tuple[int, int, int, int, int]]:
    """One client's visits: day, first and last start, minutes, tags; at most ``left``."""
    count = min(left, (1, 2, 3, 5, 7)[dice.weighted((25, 30, 20, 15, 10))])
    few = count <= len((1, 2, 3))
    days = dice.some(5 if dice.chance(60) else DAYS, count) if few else list(range(count))
    minutes = dice.one((30, 45, 60, 60, 90, 120, 120))
    wide = dice.one((60, 60, 120, 120, 240, 480))
    begin = 15 * (dice.between(30, 44) if dice.chance(50) else dice.between(36, 68))
    end = max(begin, min(begin + wide, 20 * 60 + 30 - minutes))
    tags = [TRAININGS[0] if dice.chance(55) else TRAININGS[1 + dice.below(5)]]
    if dice.chance(12):
        tags.append(dice.one(LANGUAGES))
    return [(day, begin, end, minutes, _bits(tags)) for day in days]


def draw(size: str, seed: int) -> Instance:
    """The instance of a size and seed; ValueError where a frozen one has changed."""
    asked = SIZES[size]
    dice = Dice(seed * 7919 + asked.workers)
    region = Region(asked, dice)
    staff = [(_draw_worker(dice, asked), region.home()) for _ in range(asked.workers)]
    homes: list[tuple[int, int]] = []
    rows: list[tuple[int, ...]] = []
    while len(rows) < asked.visits:
        rows += [(len(homes), *v) for v in _draw_visits(dice, asked.visits - len(rows))]
        homes.append(region.home())
    client, day, first, last, minutes, tags = np.array(rows, np.int64).T
    east, north = np.array([*homes, *(home for _, home in staff)], np.int64).T
    instance = Instance(
        size=size,
        seed=seed,
        worker_tags=np.array([tags for (tags, _, _), _ in staff], np.int64),
        worker_place=len(homes) + np.arange(len(staff)),
        shift_from=np.array([begins for (_, begins, _), _ in staff], np.int64),
        shift_to=np.array([ends for (_, _, ends), _ in staff], np.int64),
        visit_client=client,
        visit_place=client,
        visit_day=day,
        visit_from=first,
        visit_to=last,
        visit_minutes=minutes,
        visit_tags=tags,
        east=east,
        north=north,
        minutes=ways(east, north),
    )
    check_frozen(instance)
    return instance


if __name__ == "__main__":
    for name in SIZES:
        for number in FREEZE:
            print(name, number, fingerprint(draw(name, number)))
