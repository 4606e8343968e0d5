"""A meeting that is already published keeps its start."""

import numpy as np

from optimizer.tables import Ints, Tables, units


def published_time(t: Tables, need: Ints, start: Ints) -> Ints:
    """1 where the published start is another."""
    was = np.full(len(t.problem.needs), -1, np.int64)
    for name, meeting in t.problem.published.items():
        was[t.need_row[name]] = meeting.start
    return units((was[need] >= 0) & (was[need] != start))
