"""Between two working days of an employee lies the daily rest.

Source: working-time law, 11 hours.
"""

import numpy as np

from optimizer.limit import Misses
from optimizer.lookups import NEVER, last_free
from optimizer.tables import Tables
from optimizer.visits import Visits


def daily_rest(t: Tables, visits: Visits) -> Misses:
    """Minutes that the rest before a route is short of ``daily_rest``."""
    worker, day = visits.route_worker, visits.route_day
    before = np.where(day == 0, last_free(t)[worker], NEVER)
    if len(worker):
        next_day = (worker[1:] == worker[:-1]) & (day[1:] == day[:-1] + 1)
        before[1:] = np.where(next_day, visits.home[:-1], before[1:])
    short = t.policy.daily_rest - (visits.leave - before)
    missed = np.where(t.worker_employee[worker], np.maximum(short, 0), 0)
    return Misses([t.problem.workers[w].id for w in worker.tolist()], missed)
