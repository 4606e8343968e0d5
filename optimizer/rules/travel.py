"""Minutes on the way: from home to the first meeting, between meetings, and back home."""

import numpy as np

from optimizer.limit import Misses
from optimizer.tables import Tables
from optimizer.visits import Visits


def travel(t: Tables, visits: Visits) -> Misses:
    """Minutes on the way, per route."""
    way = visits.way_in + visits.way_out
    minutes = np.add.reduceat(way, visits.first) if len(way) else way
    about = [t.problem.workers[w].id for w in visits.route_worker.tolist()]
    return Misses(about, minutes)
