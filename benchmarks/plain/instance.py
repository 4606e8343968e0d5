"""A plain weekly roster as columns: who works when, who is to be visited when, ways between.

A visit has one day, one window for its start, and the tags that whoever comes must have. It
may be left out. ``J = 1000 x visits left out + minutes on the way``, home to home, for every
day of every worker; who comes does not matter otherwise, so no day has to do with another.
"""

import hashlib
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

LEFT_OUT = 1000
"""What a visit left out costs; a minute on the way costs 1."""
DAYS = 7
FROZEN = Path(__file__).parent / "frozen.txt"


@dataclass(frozen=True)
class Instance:
    """Columns: workers, visits, and the minutes between places (clients' homes, then workers')."""

    size: str
    seed: int
    worker_tags: Ints
    """Bits of ``TAGS``."""
    worker_place: Ints
    """Row of ``minutes``."""
    shift_from: Ints
    """(workers, 7) minute of the day at which the worker may leave home; -1: not at work."""
    shift_to: Ints
    """(workers, 7) minute of the day by which the worker is home again; -1: not at work."""
    visit_client: Ints
    visit_place: Ints
    """Row of ``minutes``."""
    visit_day: Ints
    """0 = Monday."""
    visit_from: Ints
    """First start, minute of the day."""
    visit_to: Ints
    """Last start, minute of the day."""
    visit_minutes: Ints
    visit_tags: Ints
    """Bits of ``TAGS`` that the worker must have, all of them."""
    east: Ints
    """Metres east of the region's centre, per place."""
    north: Ints
    """Metres north of the region's centre, per place."""
    minutes: NDArray[np.int16]
    """(places, places) minutes on the way, 0 from a place to itself."""

    @property
    def workers(self) -> int:
        """How many workers there are."""
        return len(self.worker_tags)

    @property
    def visits(self) -> int:
        """How many visits are wanted."""
        return len(self.visit_tags)

    @property
    def clients(self) -> int:
        """How many clients there are."""
        return len(self.east) - self.workers

    def fits(self, workers: Ints, visits: Ints) -> NDArray[np.bool_]:
        """(workers, visits) whether the worker has every tag that the visit asks for."""
        asked = self.visit_tags[visits][None, :]
        fit: NDArray[np.bool_] = (asked & ~self.worker_tags[workers][:, None]) == 0
        return fit


def fingerprint(instance: Instance) -> str:
    """SHA-256 over size, seed and every column, bytes in the same order on every machine."""
    digest = hashlib.sha256(f"{instance.size} {instance.seed}".encode())
    for field in fields(instance):
        column = getattr(instance, field.name)
        if isinstance(column, np.ndarray):
            digest.update(f"{field.name} {column.shape}".encode())
            kind = "<i2" if column is instance.minutes else "<i4"
            digest.update(np.ascontiguousarray(column, kind).data)
    return digest.hexdigest()


def frozen() -> dict[tuple[str, int], str]:
    """Fingerprints of the instances that must never change, by size and seed."""
    lines = (line.split() for line in FROZEN.read_text("utf-8").splitlines())
    return {(line[0], int(line[1])): line[2] for line in lines if line and line[0] != "#"}


def check_frozen(instance: Instance) -> bool:
    """Whether the instance is a frozen one; ValueError where it should be and has changed."""
    told = frozen().get((instance.size, instance.seed))
    if told is None:
        return False
    if told != fingerprint(instance):
        message = f"the frozen instance {instance.size} {instance.seed} has changed"
        raise ValueError(message)
    return True
