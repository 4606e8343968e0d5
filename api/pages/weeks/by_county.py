"""The week by county: fifteen tiles where they lie, and the table behind them."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.pages.weeks.asked import Choice
from domain.places import places

TILES: Mapping[str, tuple[int, int]] = {
    "Harju": (3, 1), "Lääne-Viru": (4, 1), "Ida-Viru": (5, 1),
    "Hiiu": (1, 2), "Lääne": (2, 2), "Rapla": (3, 2), "Järva": (4, 2), "Jõgeva": (5, 2),
    "Saare": (1, 3), "Pärnu": (3, 3), "Viljandi": (4, 3), "Tartu": (5, 3),
    "Valga": (4, 4), "Võru": (5, 4), "Põlva": (6, 4),
}  # fmt: skip
"""Column and row of each county, as they lie to each other."""
SHADES = 5


@dataclass(frozen=True, slots=True)
class Tile:
    """A county in one week."""

    county: str
    column: int
    row: int
    met: int
    left: int
    workers: int
    """Who live there."""
    travel: int
    """Minutes on the way to meetings there."""
    shade: int
    """1 to 5, by meetings wanted."""

    @property
    def wanted(self) -> int:
        """Meetings that are asked for."""
        return self.met + self.left


def tile_counties(choice: Choice) -> list[Tile]:
    """Every county, in the order of its name; those without meetings too."""
    view, known = choice.view, places()
    met: dict[str, set[str]] = {}
    travel: dict[str, int] = {}
    for row in choice.rows():
        for stop in row.stops:
            county = view.counties[stop.visit.need]
            met.setdefault(county, set()).add(stop.visit.need)
            travel[county] = travel.get(county, 0) + stop.visit.way_in
    left: dict[str, int] = {}
    for one in choice.missing():
        left[one.county] = left.get(one.county, 0) + 1
    homes: dict[str, int] = {}
    for worker in view.book.problem.workers:
        county = known[worker.home].county if worker.home in known else ""
        homes[county] = homes.get(county, 0) + 1
    most = max((len(met.get(one, ())) + left.get(one, 0) for one in TILES), default=0) or 1
    return [
        Tile(
            county,
            *TILES[county],
            len(met.get(county, ())),
            left.get(county, 0),
            homes.get(county, 0),
            travel.get(county, 0),
            _shade(len(met.get(county, ())) + left.get(county, 0), most),
        )
        for county in sorted(TILES)
    ]


def _shade(many: int, most: int) -> int:
    return 1 + min(SHADES * many // (most + 1), SHADES - 1)
