"""One day of a plain roster, cut out for a peer: its visits, its workers, the ways between."""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from benchmarks.plain.instance import DAYS, Instance, Ints


@dataclass(frozen=True)
class Day:
    """Columns of a day. Places: the visits come first, then the workers' homes."""

    weekday: int
    visit: Ints
    """Row in the instance of each visit of the day."""
    worker: Ints
    """Row in the instance of each worker who is at work."""
    minutes: Ints
    """(visits + workers, visits + workers) minutes on the way."""
    first: Ints
    """First start of each visit, minute of the day."""
    last: Ints
    """Last start."""
    length: Ints
    begin: Ints
    """Minute at which each worker may leave home."""
    end: Ints
    """Minute by which each worker is home again."""
    tags: Ints
    """Tags of the workers, as bits."""
    asked: Ints
    """Tags asked for by the visits, as bits."""
    fits: NDArray[np.bool_]
    """(workers, visits) whether a worker has every tag asked for."""

    @property
    def visits(self) -> int:
        """How many visits are wanted."""
        return len(self.visit)

    @property
    def workers(self) -> int:
        """How many workers are at work."""
        return len(self.worker)

    def can_follow(self) -> NDArray[np.bool_]:
        """(visits, visits) whether the second can be reached in time after the first."""
        n = self.visits
        soonest = (self.first + self.length)[:, None] + self.minutes[:n, :n]
        can: NDArray[np.bool_] = soonest <= self.last[None, :]
        np.fill_diagonal(can, val=False)
        return can

    def can_serve(self) -> NDArray[np.bool_]:
        """(workers, visits) whether the visit alone, home to home, fits into the shift."""
        n = self.visits
        way = self.minutes[n:, :n]
        start = np.maximum(self.begin[:, None] + way, self.first[None, :])
        home = start + self.length[None, :] + self.minutes[:n, n:].T
        can: NDArray[np.bool_] = self.fits & (start <= self.last) & (home <= self.end[:, None])
        return can


def day_of(instance: Instance, weekday: int) -> Day:
    """The columns of one day."""
    visit = np.flatnonzero(instance.visit_day == weekday)
    worker = np.flatnonzero(instance.shift_from[:, weekday] >= 0)
    place = np.concatenate([instance.visit_place[visit], instance.worker_place[worker]])
    return Day(
        weekday=weekday,
        visit=visit,
        worker=worker,
        minutes=instance.minutes[np.ix_(place, place)].astype(np.int64),
        first=instance.visit_from[visit],
        last=instance.visit_to[visit],
        length=instance.visit_minutes[visit],
        begin=instance.shift_from[worker, weekday],
        end=instance.shift_to[worker, weekday],
        tags=instance.worker_tags[worker],
        asked=instance.visit_tags[visit],
        fits=instance.fits(worker, visit),
    )


def two_halves(instance: Instance) -> tuple[list[int], list[int]]:
    """The days with visits in two lots whose visits are as even as can be, for two processes."""
    counts = np.bincount(instance.visit_day, minlength=DAYS)
    days = [day for day in range(DAYS) if counts[day]]

    def uneven(sides: tuple[int, ...]) -> int:
        signs = np.where(np.array(sides) == 0, 1, -1)
        return abs(int((signs * counts[days]).sum()))

    best = min(product((0, 1), repeat=len(days)), key=uneven)
    lots = [[d for d, side in zip(days, best, strict=True) if side == k] for k in (0, 1)]
    return lots[0], lots[1]
