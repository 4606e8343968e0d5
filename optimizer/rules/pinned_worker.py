"""A seat with a pinned worker has that worker."""

import numpy as np

from optimizer.tables import Ints, Tables, units


def pinned_worker(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """1 where another worker takes a pinned seat; who is pinned and unknown can never take it."""
    nobody = len(t.problem.workers)
    pins = np.full(len(t.seat_need), -1, np.int64)
    for row, n in enumerate(t.problem.needs):
        for rank, name in enumerate(n.pinned_workers):
            if name is not None:
                pins[t.need_seat[row] + rank] = t.worker_row.get(name, nobody)
    return units((pins[seat] >= 0) & (pins[seat] != worker))
