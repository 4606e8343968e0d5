"""A group meets when as many members as it asks for are there."""

import numpy as np

from domain.session import DAY_MINUTES
from optimizer.tables import Ints, Tables, units


def group_size(t: Tables, need: Ints, start: Ints) -> Ints:
    """Members short of the smallest group, those away that day not counted."""
    at, client = t.members_of(need)
    present = t.per_pair(need, ~t.client_away[client, start[at] // DAY_MINUTES], at)
    smallest = np.array([n.smallest if n.group else 0 for n in t.problem.needs], np.int64)
    return units(np.maximum(smallest[need] - present, 0))
