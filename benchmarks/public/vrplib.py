"""Instances of site-dependent and prize-collecting routing with time windows, in VRPLIB files.

The conventions are those of the collection the best known plans come from: a way lasts as long
as it is far; site-dependent files are read in thousandths, rounded; prize-collecting ones in
tenths, cut off (DIMACS). Prizes, windows and times of service are counted in the same unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SITE_DEPENDENT, PRIZE_COLLECTING = "SDVRPTW", "PCVRPTW"
UNITS = {SITE_DEPENDENT: 1000, PRIZE_COLLECTING: 10}
"""Units of an instance in one unit of its file."""
Lines = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Instance:
    """Places as rows, row 0 the depot; everything but demand in units of the instance."""

    name: str
    kind: str
    ways: Ints
    """(places, places) how far it is, and how long it takes."""
    demand: Ints
    service: Ints
    first: Ints
    """First start; of the depot: when vehicles may leave."""
    last: Ints
    """Last start; of the depot: when vehicles are back."""
    prize: Ints
    """What leaving a client out costs; 0: the client must be visited."""
    capacity: Ints
    """Per vehicle."""
    longest: int | None
    """How long a vehicle may be away."""
    allowed: Bools
    """(vehicles, places) whether the vehicle may go there."""

    @property
    def clients(self) -> int:
        """How many clients there are."""
        return len(self.demand) - 1

    @property
    def vehicles(self) -> int:
        """How many vehicles there are."""
        return len(self.capacity)


def read_instance(path: Path) -> Instance:
    """Read a file; ValueError where its kind is not one of the two."""
    head, sections = _sections(path.read_text("utf-8"))
    kind = head["TYPE"]
    if kind not in UNITS or head["EDGE_WEIGHT_TYPE"] != "EUC_2D":
        message = f"{path.name}: {kind} with {head['EDGE_WEIGHT_TYPE']} is not read here"
        raise ValueError(message)
    places, vehicles = int(head["DIMENSION"]), int(head["VEHICLES"])

    def column(name: str, at: int = 0) -> Ints:
        """A column of a section; a header's single number holds for all clients."""
        if name in head:
            same = np.full(places, _counted(float(head[name]), kind))
            same[0] = 0
            return same
        rows = sections.get(name, [[0.0, 0.0]] * places)
        return np.array([_counted(row[at], kind) for row in rows], np.int64)

    whole = [int(row[0]) for row in sections["DEMAND"]]
    rooms = sections.get("CAPACITY", [])
    room = [int(row[0]) for row in rooms] or [int(head["CAPACITY"])] * vehicles
    longest = head.get("VEHICLES_MAX_DURATION")
    return Instance(
        name=head["NAME"],
        kind=kind,
        ways=_ways(sections["NODE_COORD"], kind),
        demand=np.array(whole, np.int64),
        service=column("SERVICE_TIME"),
        first=column("TIME_WINDOW"),
        last=column("TIME_WINDOW", 1),
        prize=column("PRIZE"),
        capacity=np.array(room, np.int64),
        longest=None if longest is None else _counted(float(longest), kind),
        allowed=_allowed(sections.get("VEHICLES_ALLOWED_CLIENTS"), (vehicles, places)),
    )


def read_plan(path: Path) -> tuple[list[list[int]], int]:
    """The routes of a best known plan, one per vehicle in order, and the cost it states."""
    routes: list[list[int]] = []
    cost = -1
    for line in path.read_text("utf-8").splitlines():
        name, _, rest = line.replace(":", " : ").partition(" : ")
        if name.strip().startswith("Route"):
            routes.append([int(word) for word in rest.split()])
        elif name.strip() == "Cost":
            cost = int(rest)
    return routes, cost


def _sections(text: str) -> tuple[dict[str, str], dict[str, list[list[float]]]]:
    """Headers, and per section its rows without the number they begin with."""
    head: dict[str, str] = {}
    sections: dict[str, list[list[float]]] = {}
    rows: list[list[float]] | None = None
    for line in text.splitlines():
        words = line.split()
        if not words or words[0] == "EOF":
            continue
        if words[0].endswith("_SECTION"):
            rows = sections.setdefault(words[0].removesuffix("_SECTION"), [])
        elif rows is not None and not words[0][0].isalpha():
            rows.append([float(word) for word in words[1:]])
        else:
            name, _, value = line.partition(":")
            head[name.strip()] = value.strip()
    return head, sections


def _counted(value: float, kind: str) -> int:
    """A number of the file in units of the instance: rounded, or cut off."""
    scaled = UNITS[kind] * value
    return int(scaled) if kind == PRIZE_COLLECTING else round(scaled)


def _ways(places: Lines, kind: str) -> Ints:
    spots = np.array(places)
    apart = spots[:, None, :] - spots[None, :, :]
    far = UNITS[kind] * np.sqrt((apart**2).sum(axis=2))
    ways: Ints = (far if kind == PRIZE_COLLECTING else np.round(far)).astype(np.int64)
    return ways


def _allowed(rows: Lines | None, size: tuple[int, int]) -> Bools:
    allowed = np.full(size, rows is None)
    allowed[:, 0] = True
    for vehicle, row in enumerate(rows or ()):
        allowed[vehicle, [int(place) - 1 for place in row]] = True
    return allowed


def find_instances(folder: Path) -> Mapping[str, Path]:
    """Name -> file of every instance in a folder, by name."""
    return {path.stem: path for path in sorted(folder.glob("*.vrp"))}
