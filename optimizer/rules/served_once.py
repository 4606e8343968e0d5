"""A need is served at most once."""

import numpy as np

from optimizer.limit import Misses
from optimizer.tables import Tables
from optimizer.visits import Visits


def served_once(t: Tables, visits: Visits) -> Misses:
    """Meetings of a need beyond the first."""
    need, many = np.unique(visits.meeting_need, return_counts=True)
    return Misses([t.problem.needs[n].id for n in need.tolist()], many - 1)
