"""The worker has a training in the seat's subject that holds on the day.

Source: seeds 000, 001, 003.
"""

import numpy as np

from optimizer.tables import Ints, Tables, units


def trained(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """(pairs, 7): 1 on weekdays on which no training in the subject holds."""
    subject = t.seat_subject[seat]
    if not t.subjects:
        return np.zeros((len(seat), 7), np.int64)
    best = t.worker_trained[worker, subject]
    return units((subject >= 0)[:, None] & (best == 0))
