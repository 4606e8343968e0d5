"""A client (or group) keeps the worker of last week."""

import numpy as np

from optimizer.tables import Ints, Tables, units


def usual_worker(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """1 where somebody came last week and somebody else would take the lead seat."""
    many = len(t.problem.workers)
    usual = [
        [t.worker_row[w] for w in names if w in t.worker_row]
        for n in t.problem.needs
        for names in [t.problem.usual.get((n.group or n.clients[0], n.component), ())]
    ]
    had = np.array([bool(rows) for rows in usual], np.bool_)
    bonds = np.array([n * many + w for n, rows in enumerate(usual) for w in rows], np.int64)
    need = t.seat_need[seat]
    same = np.isin(need * many + worker, bonds)
    return units(had[need] & ~same & (t.seat_rank[seat] == 0))
