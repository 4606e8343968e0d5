"""A need with a pinned start begins then."""

import numpy as np

from optimizer.tables import Ints, Tables, units


def pinned_start(t: Tables, need: Ints, start: Ints) -> Ints:
    """1 where a pinned need starts at another minute."""
    pins = np.array([-1 if n.pinned_start is None else n.pinned_start for n in t.problem.needs])
    pin = pins[need] if len(pins) else need
    return units((pin >= 0) & (pin != start))
