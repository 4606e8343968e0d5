"""A seat of a meeting that is already published keeps its worker."""

import numpy as np

from optimizer.tables import Ints, Tables, units


def published_worker(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """1 where the published worker of the seat is another."""
    was = np.full(len(t.seat_need), -1, np.int64)
    for name, meeting in t.problem.published.items():
        row = t.need_row[name]
        seats = t.need_seat[row + 1] - t.need_seat[row]
        for rank, who in enumerate(meeting.workers[:seats]):
            was[t.need_seat[row] + rank] = t.worker_row.get(who, -1)
    return units((was[seat] >= 0) & (was[seat] != worker))
