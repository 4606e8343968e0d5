"""The provider keeps a worker away from relatives and conflicts of interest."""

import numpy as np

from optimizer.tables import Ints, Tables


def not_excluded(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """Clients of the meeting from whom the worker is kept away."""
    many = len(t.problem.workers)
    excluded = np.array(
        [
            t.client_row[name] * many + row
            for row, person in enumerate(t.problem.workers)
            for name in person.excluded & t.client_row.keys()
        ],
        np.int64,
    )
    need = t.seat_need[seat]
    at, client = t.members_of(need)
    return t.per_pair(need, np.isin(client * many + worker[at], excluded), at)
