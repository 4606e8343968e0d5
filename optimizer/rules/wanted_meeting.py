"""Every meeting that is wanted is held."""

import numpy as np

from optimizer.limit import Misses
from optimizer.tables import Ints, Tables
from optimizer.visits import Visits


def weights(t: Tables) -> Ints:
    """How many ordinary needs each need counts for: by priority, more before its last day."""
    sunday, policy = t.week[-1], t.policy
    return np.array(
        [
            policy.priority_weight[n.priority - 1]
            * (policy.deadline_weight if n.deadline and n.deadline <= sunday else 1)
            for n in t.problem.needs
        ],
        np.int64,
    )


def wanted_meeting(t: Tables, visits: Visits) -> Misses:
    """The weight of each need that is left out."""
    weight = weights(t)
    weight[visits.meeting_need] = 0
    return Misses([n.id for n in t.problem.needs], weight)
