"""Once a week an employee is free for two days on end (source: working-time law).

48 hours in addition to the daily rest of 11 (Court of Justice, 2 March 2023).
"""

import numpy as np

from optimizer.limit import Misses
from optimizer.lookups import NEVER, last_free, next_shift
from optimizer.tables import Tables
from optimizer.visits import Visits


def weekly_rest(t: Tables, visits: Visits) -> Misses:
    """Minutes that an employee's longest free stretch is short of ``weekly_rest``."""
    worker = visits.route_worker
    if not len(worker):
        return Misses((), worker)
    begins = np.flatnonzero(np.concatenate([[True], worker[1:] != worker[:-1]]))
    known = last_free(t)[worker[begins]]
    before = np.zeros(len(worker), np.int64)
    before[1:] = visits.home[:-1]
    before[begins] = np.where(known == NEVER, 0, known)
    stretch = np.maximum.reduceat(visits.leave - before, begins)
    ends = np.concatenate([begins[1:], [len(worker)]]) - 1
    own = worker[begins]
    longest = np.maximum(np.maximum(stretch, next_shift(t)[own] - visits.home[ends]), 0)
    missed = np.where(t.worker_employee[own], np.maximum(t.policy.weekly_rest - longest, 0), 0)
    return Misses([t.problem.workers[w].id for w in own.tolist()], missed)
