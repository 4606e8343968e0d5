"""No service of another system that the programme excludes runs at the same time.

Source: seed 003 (the pilot and state special care or rehabilitation), seed 004 (no duplication).
"""

import numpy as np

from domain.session import DAY_MINUTES
from optimizer.tables import Ints, Tables


def no_parallel_service(t: Tables, need: Ints, start: Ints) -> Ints:
    """Clients of the meeting with an excluded service on its day."""
    kinds = {kind: row for row, kind in enumerate(sorted({p.kind for p in t.problem.parallel}))}
    running = np.zeros((len(t.problem.clients), max(1, len(kinds)), 7), np.bool_)
    for p in t.problem.parallel:
        if p.client in t.client_row:
            days = [p.first <= day and (p.last is None or day <= p.last) for day in t.week]
            running[t.client_row[p.client], kinds[p.kind]] |= days
    excluded = np.zeros((len(t.problem.needs), max(1, len(kinds))), np.bool_)
    for row, n in enumerate(t.problem.needs):
        excluded[row, [kinds[kind] for kind in n.excludes if kind in kinds]] = True
    at, client = t.members_of(need)
    runs = running[client, :, start[at] // DAY_MINUTES]
    return t.per_pair(need, (runs & excluded[need[at]]).any(axis=1), at)
