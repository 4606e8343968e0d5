"""A meeting lies within its referral: not before it opens, not after its months or closing."""

import numpy as np

from domain.session import DAY_MINUTES
from optimizer.tables import Ints, Tables, units


def within_referral(t: Tables, need: Ints, start: Ints) -> Ints:
    """1 where the day lies outside the referral's first and last day (both included)."""
    day = t.problem.monday.toordinal() + start // DAY_MINUTES
    opens = np.array([n.opens.toordinal() if n.opens else 0 for n in t.problem.needs], np.int64)
    closes = np.array(
        [n.closes.toordinal() if n.closes else 1 << 30 for n in t.problem.needs], np.int64
    )
    return units((day < opens[need]) | (day > closes[need]))
