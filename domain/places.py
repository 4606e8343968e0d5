"""Places of Estonia and the way between them: by road, by ferry, or as the provider says.

Settlements are data (``domain/places.csv``, written by ``tools/extract_places.py``); the
formula stands in ``domain/ways.py``, the ferries in ``domain/ferries.yaml``.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import combinations
from math import ceil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.ferries import lands
from domain.finding import Finding, Where
from domain.ways import UNREACHABLE, work_out_ways

__all__ = ["UNREACHABLE", "Place", "Travel", "places", "travel_between", "travel_from_csv"]

COLUMNS = ("from", "to", "minutes", "km")
"""Of a provider's own matrix."""
NUMBER = re.compile(r"-?\d{1,9}([.,]\d{1,9})?")


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement or a part of a town."""

    id: str
    name: str
    county: str
    municipality: str
    """Code in the Estonian classifier of administrative units (EHAK)."""
    municipality_name: str
    lat: float
    lon: float
    population: int
    town: bool
    island: str = ""
    """Empty on the mainland; else ``saaremaa``, ``muhu``, ``hiiumaa`` and so on."""


@dataclass(frozen=True)
class Travel:
    """Ways between the places of one problem; row and column follow ``ids``."""

    ids: tuple[str, ...]
    minutes: NDArray[np.int16]
    """(places, places) minutes, 0 on the diagonal; UNREACHABLE where no way is known."""
    km: NDArray[np.int16]
    """(places, places) kilometres driven, rounded up; the ship's are not counted."""


@cache
def places() -> dict[str, Place]:
    """Every place of the house, by id."""
    text = (files("domain") / "places.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    found = (
        Place(
            id=row["id"],
            name=row["name"],
            county=row["county"],
            municipality=row["municipality"],
            municipality_name=row["municipality_name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            population=int(row["population"]),
            town=row["town"] == "1",
            island=row["island"],
        )
        for row in rows
    )
    return {place.id: place for place in found}


def travel_between(ids: Sequence[str], known: Mapping[str, Place] | None = None) -> Travel:
    """Ways between places by the formula; (len(ids), len(ids)) minutes and kilometres.

    ``ids`` may repeat: the way from a place to itself is 0. Everything else is rounded up to
    the next minute and kilometre and is the same in both directions. KeyError on an id that
    is not in ``known`` (default: the places of the house).
    """
    table = places() if known is None else known
    order = tuple(dict.fromkeys(ids))
    minutes, km = _ways_between([table[place] for place in order])
    if len(order) < len(ids):
        number = {place: row for row, place in enumerate(order)}
        rows = np.array([number[place] for place in ids], dtype=np.intp)
        minutes, km = minutes[np.ix_(rows, rows)], km[np.ix_(rows, rows)]
    return Travel(tuple(ids), minutes, km)


def _ways_between(chosen: list[Place]) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    points = np.radians(np.array([(p.lat, p.lon) for p in chosen]).reshape(len(chosen), 2))
    # Towns of one municipality share a number; every village has one of its own.
    numbers: dict[str, int] = {}
    towns = np.array(
        [
            numbers.setdefault(p.municipality, len(numbers)) if p.town else -1 - row
            for row, p in enumerate(chosen)
        ],
        dtype=np.intp,
    )
    return work_out_ways(points, [lands()[p.island] for p in chosen], towns)


def travel_from_csv(
    path: Path, ids: Sequence[str] | None = None, known: Mapping[str, Place] | None = None
) -> tuple[Travel | None, list[Finding]]:
    """Ways as the provider states them in a file of ``from;to;minutes;km``, with every fault.

    Columns are parted by ``;`` or ``,``, decimals written with a comma or a point (quoted
    where the comma parts columns) and rounded up. The travel covers ``ids`` (default: the
    places the file names, sorted). A way stated in one direction only holds in both; both
    directions may differ; a pair the file does not state follows the formula and is listed as
    ``travel_way_missing``, which is no fault. Any other finding is one, and then there is no
    travel: places unknown, numbers that are none, negative or too large, ways stated twice,
    a way from a place to itself that is not 0.
    """
    table = places() if known is None else known
    rows, found = _read_rows(path)
    stated: dict[tuple[str, str], tuple[int, int]] = {}
    for number, row in rows:
        way, faults = _read_way(row, table, path.name, number)
        found.extend(faults)
        if way is None:
            continue
        pair, figures = way
        if stated.setdefault(pair, figures) != figures:
            where = Where(path.name, row=number, column="from", value=pair[0])
            facts = {"from": pair[0], "to": pair[1]}
            found.append(Finding("travel_way_repeated", pair[0], facts, where=where))
    if found:
        return None, found
    named = sorted({place for pair in stated for place in pair})
    for one, other in combinations(named, 2):
        if (one, other) not in stated and (other, one) not in stated:
            facts = {"from": one, "to": other}
            found.append(Finding("travel_way_missing", one, facts, where=Where(path.name)))
    return _overwrite(travel_between(named if ids is None else ids, table), stated), found


def _overwrite(travel: Travel, stated: Mapping[tuple[str, str], tuple[int, int]]) -> Travel:
    rows: dict[str, list[int]] = {}
    for row, place in enumerate(travel.ids):
        rows.setdefault(place, []).append(row)
    back = {(to, start): figures for (start, to), figures in stated.items()}
    for (start, to), (minutes, km) in (back | dict(stated)).items():
        if start != to and start in rows and to in rows:
            block = np.ix_(rows[start], rows[to])
            travel.minutes[block], travel.km[block] = minutes, km
    return travel


def _read_rows(path: Path) -> tuple[list[tuple[int, dict[str, str]]], list[Finding]]:
    """Rows with their line numbers; a file that cannot be read at all is one finding."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return [], [Finding("travel_file_unreadable", path.name, where=Where(path.name))]
    head = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if ";" in head else ",", restval="")
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in COLUMNS if name not in reader.fieldnames]
    if missing:
        return [], [
            Finding("travel_column_missing", name, where=Where(path.name, row=1, column=name))
            for name in missing
        ]
    return [
        (reader.line_num, {name: row[name].strip() for name in COLUMNS})
        for row in reader
        if any(row[name].strip() for name in COLUMNS)
    ], []


def _read_way(
    row: Mapping[str, str], known: Mapping[str, Place], file: str, number: int
) -> tuple[tuple[tuple[str, str], tuple[int, int]] | None, list[Finding]]:
    """One stated way, or every fault of its row."""

    def fault(rule: str, column: str) -> Finding:
        where = Where(file, row=number, column=column, value=row[column])
        return Finding(rule, row[column], where=where)

    found = [fault("travel_place_unknown", c) for c in ("from", "to") if row[c] not in known]
    figures: dict[str, int] = {}
    for column in ("minutes", "km"):
        if not NUMBER.fullmatch(row[column]):
            found.append(fault("travel_number_unreadable", column))
            continue
        figures[column] = ceil(Decimal(row[column].replace(",", ".")))
        if row[column].startswith("-"):
            found.append(fault("travel_number_negative", column))
        elif figures[column] > UNREACHABLE:
            found.append(fault("travel_number_too_large", column))
        elif row["from"] == row["to"] and figures[column]:
            found.append(fault("travel_way_to_itself", column))
    if found:
        return None, found
    return ((row["from"], row["to"]), (figures["minutes"], figures["km"])), []
