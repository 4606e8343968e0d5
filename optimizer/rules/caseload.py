"""A worker has only so many clients at the same time."""

from collections.abc import Iterator

import numpy as np

from optimizer.limit import Different
from optimizer.tables import Ints, Tables


def caseload(t: Tables, seat: Ints, worker: Ints) -> Iterator[Different]:  # noqa: ARG001 keys are clients
    """Per worker: different clients, bonds that stand already included, groups aside."""
    need = t.seat_need[seat]
    at, client = t.members_of(need)
    own = ~t.need_grouped[need[at]]
    row = dict(t.client_row)
    known = np.array(
        [
            (row.setdefault(c, len(row)), t.worker_row[w])
            for w, c in sorted(t.problem.known)
            if w in t.worker_row
        ],
        np.int64,
    ).reshape(-1, 2)
    yield Different(
        "caseload",
        [w.id for w in t.problem.workers],
        at[own],
        client[own],
        len(row),
        on_key=False,
        most=np.array([w.caseload for w in t.problem.workers], np.int64),
        known_key=known[:, 0],
        known_worker=known[:, 1],
    )
