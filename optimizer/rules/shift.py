"""A worker leaves home when the shift begins, or later, and is back when it ends."""

import numpy as np

from optimizer.limit import Misses
from optimizer.tables import Tables
from optimizer.visits import Visits


def shift(t: Tables, visits: Visits) -> Misses:
    """Minutes of a route outside the shift; without a shift, the minutes of its meetings."""
    worker, day = visits.route_worker, visits.route_day
    begin, end = t.shift_start[worker, day], t.shift_end[worker, day]
    early, late = np.maximum(begin - visits.leave, 0), np.maximum(visits.home - end, 0)
    minutes = np.add.reduceat(visits.end - visits.start, visits.first) if len(worker) else early
    missed = np.where(begin > end, minutes, early + late)
    return Misses([t.problem.workers[w].id for w in worker.tolist()], missed)
