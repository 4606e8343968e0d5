"""A neighbourhood of what was hit: every change that so many more people at most would hear of."""

from dataclasses import dataclass, replace

import numpy as np

from domain.session import DAY_MINUTES
from optimizer.choices import Choices
from optimizer.columns import Columns
from optimizer.replan.heard import Hearing
from optimizer.replan.reach import Reach
from optimizer.size import arcs_of


@dataclass(frozen=True)
class Near:
    """A neighbourhood: needs that may change, and the columns in which others may not come."""

    most: int
    sure: int
    """People who hear in any case."""
    needs: frozenset[int]
    workers: frozenset[int]
    c: Columns
    arcs: int

    def is_as_wide_as(self, other: "Near") -> bool:
        """Whether both let the same needs go to the same workers."""
        same = np.array_equal(self.c.pair_days, other.c.pair_days)
        return same and self.needs == other.needs

    def holds(self, hearing: Hearing, chosen: Choices) -> bool:
        """Whether all that choices change lies inside."""
        t = self.c.tables
        for need in hearing.changed(chosen):
            if need not in self.needs:
                if chosen.start[need] >= 0 or hearing.standing.kept.start[need] >= 0:
                    return False
                continue
            if chosen.start[need] < 0:
                continue
            pairs = chosen.pair[t.need_seat[need] : t.need_seat[need + 1]].tolist()
            day = int(chosen.start[need]) // DAY_MINUTES
            if not all(self.c.pair_days[pair] >> day & 1 for pair in pairs):
                return False
        return True


def near_of(hearing: Hearing, reach: Reach, sure: int, stands: Choices) -> Near:
    """The neighbourhood of all that is within reach; the rest is as ``stands`` says."""
    c, t = hearing.c, hearing.c.tables
    need = t.seat_need[c.pair_seat]
    far = [key not in reach.pair for key in zip(need.tolist(), c.pair_worker.tolist(), strict=True)]
    near = replace(c, pair_days=np.where(far, 0, c.pair_days))
    needs = np.zeros(len(t.need_minutes), np.bool_)
    needs[list(reach.need)] = True
    workers = np.zeros(len(t.worker_home), np.bool_)
    workers[c.pair_worker[needs[need] & (near.pair_days > 0)]] = True
    workers[c.pair_worker[stands.pair[(stands.pair >= 0) & needs[t.seat_need]]]] = True
    return Near(
        reach.most,
        sure,
        frozenset(np.flatnonzero(needs).tolist()),
        frozenset(np.flatnonzero(workers).tolist()),
        near,
        arcs_of(near, needs, workers),
    )
