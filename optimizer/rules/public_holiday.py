"""Nobody is visited on a public holiday."""

import numpy as np

from domain.session import DAY_MINUTES
from optimizer.tables import Ints, Tables, units


def public_holiday(t: Tables, need: Ints, start: Ints) -> Ints:  # noqa: ARG001 every need alike
    """1 where the day of the meeting is a public holiday."""
    off = np.array([day in t.problem.holidays for day in t.week])
    return units(off[start // DAY_MINUTES])
