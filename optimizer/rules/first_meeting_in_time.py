"""A need with a last permissible day is served by then (source: seed 004, five working days)."""

from datetime import timedelta

import numpy as np

from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.tables import Ints, Tables

SATURDAY = 5


def first_meeting_in_time(t: Tables, need: Ints, start: Ints) -> Ints:
    """Working days between the last permissible day and the meeting's, 0 when in time."""
    late = np.zeros((len(t.problem.needs), WEEK_DAYS), np.int64)
    for row, n in enumerate(t.problem.needs):
        if n.deadline is None:
            continue
        days = (t.week[-1] - n.deadline).days
        after = [n.deadline + timedelta(days=d) for d in range(1, days + 1)]
        working = [d for d in after if d.weekday() < SATURDAY and d not in t.problem.holidays]
        late[row] = [sum(d <= day for d in working) for day in t.week]
    return late[need, start // DAY_MINUTES]
