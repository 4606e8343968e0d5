"""A meeting starts on the grid, inside one of its need's windows, in the week."""

import numpy as np

from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.tables import Ints, Tables, spread, units

NO_PIN = -(1 << 40)


def start_allowed(t: Tables, need: Ints, start: Ints) -> Ints:
    """1 where the start is off the grid or outside every window (a pin is the only window).

    No minute before the week or after it is allowed, pinned or not.
    """
    at, window = spread(t.need_window, need)
    inside = (t.window_start[window] <= start[at]) & (start[at] <= t.window_end[window])
    allowed = (t.per_pair(need, inside, at) > 0) & (start % t.policy.grid == 0)
    pins = [NO_PIN if n.pinned_start is None else n.pinned_start for n in t.problem.needs]
    pin = np.array(pins, np.int64)[need]
    elsewhere = (start < 0) | (start >= WEEK_DAYS * DAY_MINUTES)
    return units(np.where(pin == NO_PIN, ~allowed, pin != start) | elsewhere)
