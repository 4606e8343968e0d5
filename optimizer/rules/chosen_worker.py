"""A client who has chosen a worker gets that worker on the lead seat.

Source: the change of 2019 (the client chooses the peer counsellor), SHS § 24.
"""

import numpy as np

from optimizer.tables import Ints, Tables


def chosen_worker(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """Clients whose choice is another, where the chosen worker's roles fit the seat."""
    chosen = np.array([t.worker_row.get(c.chosen or "", -1) for c in t.problem.clients], np.int64)
    need = t.seat_need[seat]
    at, client = t.members_of(need)
    wish = chosen[client]
    fits = (wish >= 0) & ((t.worker_roles[wish] & t.seat_roles[seat[at]]) != 0)
    bears = (t.seat_rank[seat[at]] == 0) & ~t.need_grouped[need[at]]
    return t.per_pair(need, fits & bears & (wish != worker[at]), at)
