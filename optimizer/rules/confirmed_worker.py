"""A client meets somebody whom the client knows and has found suitable.

Source: seed 004, SHS § 24.
"""

import numpy as np

from optimizer.tables import Ints, Tables, units


def confirmed_worker(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """1 where somebody suitable is known for the lead seat and somebody else would take it."""
    many = len(t.problem.workers)
    bonds = np.array(
        [
            (row, t.worker_row[name])
            for row, client in enumerate(t.problem.clients)
            for name in sorted(client.confirmed & t.worker_row.keys())
        ],
        np.int64,
    ).reshape(-1, 2)
    roles = np.zeros(len(t.problem.clients), np.int64)
    np.bitwise_or.at(roles, bonds[:, 0], t.worker_roles[bonds[:, 1]])
    need = t.seat_need[seat]
    client = t.need_first[need]
    known = np.isin(client * many + worker, bonds[:, 0] * many + bonds[:, 1])
    bears = (t.seat_rank[seat] == 0) & ~t.need_grouped[need]
    return units(bears & ((roles[client] & t.seat_roles[seat]) != 0) & ~known)
