"""Ways by road and ferry between many points at once, in whole minutes and kilometres.

The formula of the house: great circle times 1.2 at 70 km/h, 30 km/h between parts of one town,
5 minutes to get going and to find the door, ferries through their ports. The reasons stand
in ``docs/decisions/0003-places.md``.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from domain.ferries import DETOUR, EARTH_KM, sea_ways

UNREACHABLE = 9_999
"""Minutes and kilometres where no way is known; three of them still fit into an int16."""
ROAD_SPEED = 70
"""Kilometres an hour between settlements."""
TOWN_SPEED = 30
"""Kilometres an hour between parts of one town."""
TOWN_KM = 17
"""Kilometres of road below which two towns of one municipality are parts of one town: all of
Tallinn is within it, Kohtla-Järve and its Ahtme, fields apart, are not."""
ACCESS_MINUTES = 5
"""To the car, from the car and to the door: once for every way."""
HAIR = 1e-9
"""Keeps a whole number that floating point made a hair larger from being rounded up."""
ROWS = 256
"""Rows of the matrix worked out at once: bounds memory at thousands of places."""


def work_out_ways(
    points: NDArray[np.float64], lands: Sequence[str], towns: NDArray[np.intp]
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Minutes and kilometres between points, (points, points) each, the diagonal 0.

    ``points`` is (points, 2), latitude and longitude in radians; ``lands`` says on which land
    each lies; two points with the same number in ``towns`` may be parts of one town.
    """
    size = len(points)
    minutes = np.full((size, size), UNREACHABLE, dtype=np.int16)
    km = np.full((size, size), UNREACHABLE, dtype=np.int16)
    by_land: dict[str, list[int]] = {}
    for row, land in enumerate(lands):
        by_land.setdefault(land, []).append(row)
    for land, members in by_land.items():
        columns = np.array(members, dtype=np.intp)
        for start in range(0, len(members), ROWS):
            rows = columns[start : start + ROWS]
            road = _road_km(points[rows, None], points[None, columns])
            slow = (towns[rows, None] == towns[None, columns]) & (road < TOWN_KM)
            took = _minutes_of(road, np.where(slow, TOWN_SPEED, ROAD_SPEED)) + ACCESS_MINUTES
            minutes[np.ix_(rows, columns)] = took
            km[np.ix_(rows, columns)] = np.ceil(road - HAIR)
        for other in by_land:
            if land < other:
                _sail_between(points, (land, other), by_land, minutes, km)
    np.fill_diagonal(minutes, 0)
    np.fill_diagonal(km, 0)
    return minutes, km


def _sail_between(
    points: NDArray[np.float64],
    pair: tuple[str, str],
    by_land: Mapping[str, list[int]],
    minutes: NDArray[np.int16],
    km: NDArray[np.int16],
) -> None:
    """Fill the ways between two lands with the quickest ferries, both directions."""
    rows, columns = (np.array(by_land[land], dtype=np.intp) for land in pair)
    best = np.full((len(rows), len(columns)), UNREACHABLE, dtype=np.int16)
    driven = best.copy()
    for way in sea_ways(*pair):
        first, last = (np.radians(np.array([p.lat, p.lon])) for p in (way.first, way.last))
        ashore = _road_km(points[rows], first)[:, None] + _road_km(points[columns], last)[None, :]
        road = ashore + way.road_km
        took = _minutes_of(road, ROAD_SPEED) + way.ship_minutes + ACCESS_MINUTES
        better = took < best
        best = np.where(better, took, best).astype(np.int16)
        driven = np.where(better, np.ceil(road - HAIR), driven).astype(np.int16)
    for matrix, block in ((minutes, best), (km, driven)):
        matrix[np.ix_(rows, columns)] = block
        matrix[np.ix_(columns, rows)] = block.T


def _road_km(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Kilometres of road between points (latitude, longitude in radians, on the last axis)."""
    half = np.sin((one[..., 0] - other[..., 0]) / 2) ** 2
    turn = np.sin((one[..., 1] - other[..., 1]) / 2) ** 2
    half = half + np.cos(one[..., 0]) * np.cos(other[..., 0]) * turn
    km: NDArray[np.float64] = DETOUR * 2 * EARTH_KM * np.arcsin(np.sqrt(half))
    return km


def _minutes_of(km: NDArray[np.float64], speed: NDArray[np.int64] | int) -> NDArray[np.float64]:
    took: NDArray[np.float64] = np.ceil(km * 60 / speed - HAIR)
    return took
