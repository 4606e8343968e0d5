"""Ferries: which lands of Estonia are joined by ship, and what a crossing takes.

The lands, ports and minutes are data (``domain/ferries.yaml``); here they become ways: a
first port, a last port, and all that lies between them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import Any

import yaml

EARTH_KM = 6371.0
DETOUR = 1.2
"""Road over great circle, measured on eight pairs of towns as 1.08 to 1.19."""


@dataclass(frozen=True, slots=True)
class Port:
    """A quay and the land it lies on."""

    land: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Crossing:
    """A ferry line, usable in both directions."""

    name: str
    ports: tuple[Port, Port]
    minutes: int
    """Sailing and waiting."""


@dataclass(frozen=True, slots=True)
class SeaWay:
    """A way from one land to another: drive to the first port, from the last one drive on."""

    first: Port
    last: Port
    ship_minutes: int
    road_km: float
    """Kilometres driven between the first and the last port, on lands between."""


def _data() -> dict[str, Any]:
    text = (files("domain") / "ferries.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


@cache
def lands() -> dict[str, str]:
    """Island -> land; the empty island is the mainland; Muhu is one land with Saaremaa."""
    return dict(_data()["lands"])


@cache
def crossings() -> tuple[Crossing, ...]:
    """Every ferry line."""
    return tuple(
        Crossing(
            line["name"],
            (Port(**line["ports"][0]), Port(**line["ports"][1])),
            line["sailing"] + line["waiting"],
        )
        for line in _data()["crossings"]
    )


def road_km(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Kilometres of road between two points on one land: great circle with the detour."""
    one, other = radians(lat), radians(to_lat)
    half = sin((one - other) / 2) ** 2
    half += cos(one) * cos(other) * sin(radians(lon - to_lon) / 2) ** 2
    return DETOUR * 2 * EARTH_KM * asin(sqrt(half))


@cache
def sea_ways(start: str, end: str) -> tuple[SeaWay, ...]:
    """Every way by ship from land to land that visits no land twice; empty where none leads."""
    return tuple(_sail(start, end, (start,)))


def _sail(start: str, end: str, seen: tuple[str, ...]) -> Iterator[SeaWay]:
    for line in crossings():
        for first, last in (line.ports, line.ports[::-1]):
            if first.land != start or last.land in seen:
                continue
            if last.land == end:
                yield SeaWay(first, last, line.minutes, 0.0)
                continue
            for on in _sail(last.land, end, (*seen, last.land)):
                between = road_km(last.lat, last.lon, on.first.lat, on.first.lon)
                yield SeaWay(first, on.last, line.minutes + on.ship_minutes, between + on.road_km)
