"""No client gets a worker whom the client has refused."""

import numpy as np

from optimizer.tables import Ints, Tables


def not_refused(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """Clients of the meeting who have refused the worker."""
    many = len(t.problem.workers)
    refused = np.array(
        [
            row * many + t.worker_row[name]
            for row, client in enumerate(t.problem.clients)
            for name in client.refused & t.worker_row.keys()
        ],
        np.int64,
    )
    need = t.seat_need[seat]
    at, client = t.members_of(need)
    return t.per_pair(need, np.isin(client * many + worker[at], refused), at)
