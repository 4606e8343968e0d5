"""Instances of home health care routing and scheduling (Mankowska and others 2014), in JSON.

Every patient is visited, late if need be; some by two carers who begin at the same minute or
one after the other with a gap between shortest and longest. Ways are as long as they are far.
Cost: (distance + all lateness + largest lateness) / 3. A service is late by as much as it
begins after the patient's window ends.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BEST_KNOWN = "best_known.csv"


@dataclass(frozen=True)
class Patient:
    """Who is visited; place 0 is the office, patients follow in order."""

    place: int
    first: float
    last: float
    """Services that begin later are late."""
    services: tuple[str, ...]
    """One or two, the second never before the first."""
    minutes: tuple[float, ...]
    gap: tuple[float, float]
    """Shortest and longest time from the first start to the second; (0, 0): together."""


@dataclass(frozen=True)
class HomeCare:
    """An instance."""

    name: str
    patients: tuple[Patient, ...]
    carers: tuple[frozenset[str], ...]
    """The services that each can do."""
    ways: Sequence[Sequence[float]]
    """(places, places)"""


@dataclass(frozen=True)
class Known:
    """What a best known plan is said to cost."""

    distance: float
    largest: float
    lateness: float
    cost: float


def read_home_care(path: Path) -> HomeCare:
    """Read a file."""
    read = json.loads(path.read_text("utf-8"))
    usual = {service["id"]: service["default_duration"] for service in read["services"]}
    patients = []
    for place, told in enumerate(read["patients"], start=1):
        asked = told["required_caregivers"]
        together = told.get("synchronization", {})
        low, high = together.get("distance", (0.0, 0.0))
        first, last = told["time_window"]
        patients.append(
            Patient(
                place=place,
                first=first,
                last=last,
                services=tuple(one["service"] for one in asked),
                minutes=tuple(one.get("duration", usual[one["service"]]) for one in asked),
                gap=(low, high),
            )
        )
    carers = tuple(frozenset(carer["abilities"]) for carer in read["caregivers"])
    return HomeCare(path.stem, tuple(patients), carers, read["distances"])


def read_known(path: Path) -> Mapping[str, Known]:
    """Best known figures by name of the instance."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            Path(row["instance"]).stem: Known(
                distance=float(row["distance_traveled"]),
                largest=float(row["max_tardiness"]),
                lateness=float(row["total_tardiness"]),
                cost=float(row["total_cost"]),
            )
            for row in csv.DictReader(file)
        }
