"""An employee's long day has a break (source: working-time law, 30 minutes in six hours)."""

import numpy as np

from optimizer.limit import Misses
from optimizer.tables import Tables
from optimizer.visits import Visits


def breaks(t: Tables, visits: Visits) -> Misses:
    """Minutes that the longest free time between two meetings of a long route is short."""
    worker = visits.route_worker
    free = np.zeros(len(visits.start), np.int64)
    free[1:] = visits.start[1:] - visits.end[:-1] - visits.way_in[1:]
    free[visits.first] = 0
    longest = np.maximum.reduceat(free, visits.first) if len(worker) else worker
    owed = t.worker_employee[worker] & (visits.home - visits.leave > t.policy.break_after)
    short = np.where(owed, t.policy.break_minutes - longest, 0)
    return Misses([t.problem.workers[w].id for w in worker.tolist()], np.maximum(short, 0))
