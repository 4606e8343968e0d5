"""A component that asks for an action plan waits for it (source: seed 003)."""

import numpy as np

from domain.session import DAY_MINUTES
from optimizer.tables import Ints, Tables, units


def after_plan(t: Tables, need: Ints, start: Ints) -> Ints:
    """1 where the plan is owed, or made after the day of the meeting."""
    never, free = 1 << 30, 0
    ready = np.array(
        [
            never if n.plan_owed else n.planned_from.toordinal() if n.planned_from else free
            for n in t.problem.needs
        ],
        np.int64,
    )
    day = t.problem.monday.toordinal() + start // DAY_MINUTES
    return units(day < ready[need])
