"""A meeting starts on the grid, inside one of its need's windows."""

import numpy as np

from optimizer.tables import Ints, Tables


def start_allowed(t: Tables, need: Ints, start: Ints) -> Ints:
    """1 where the start is off the grid or outside every window (a pin is the only window)."""
    missed = np.ones(len(need), np.int64)
    for at, (row, minute) in enumerate(zip(need.tolist(), start.tolist(), strict=True)):
        wanted = t.problem.needs[row]
        if wanted.pinned_start is not None:
            missed[at] = minute != wanted.pinned_start
        elif minute % t.policy.grid == 0:
            missed[at] = not any(w.start <= minute <= w.end for w in wanted.windows)
    return missed
