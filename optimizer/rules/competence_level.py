"""The worker's training reaches the level the seat asks for.

Source: the register of peer counsellors: short consultations with the older training,
longer processes and groups with the newer one.
"""

import numpy as np

from optimizer.tables import Ints, Tables, units


def competence_level(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """(pairs, 7): 1 on weekdays on which the best level that holds is too low."""
    subject = t.seat_subject[seat]
    if not t.subjects:
        return np.zeros((len(seat), 7), np.int64)
    best = t.worker_trained[worker, subject]
    asked = np.where(subject >= 0, t.seat_level[seat], 0)[:, None]
    return units((best > 0) & (best < asked))
