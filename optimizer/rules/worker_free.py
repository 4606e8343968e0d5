"""From one meeting a worker comes to the next in time."""

import numpy as np

from optimizer.limit import Misses
from optimizer.tables import Tables
from optimizer.visits import Visits


def worker_free(t: Tables, visits: Visits) -> Misses:
    """Minutes short between neighbours of a route: the end before, the way, the start after."""
    follows = np.ones(len(visits.start), np.bool_)
    follows[visits.first] = False
    after = np.flatnonzero(follows)
    short = visits.end[after - 1] + visits.way_in[after] - visits.start[after]
    about = [t.problem.workers[w].id for w in visits.worker[after].tolist()]
    return Misses(about, np.maximum(short, 0))
