"""A worker's minutes with clients in a day."""

from collections.abc import Iterator

import numpy as np

from optimizer.limit import WorkerSum
from optimizer.tables import Ints, Tables


def worker_day_minutes(
    t: Tables,
    seat: Ints,  # noqa: ARG001 every worker has a limit
    worker: Ints,  # noqa: ARG001 every worker has a limit
) -> Iterator[WorkerSum]:
    """Per worker and weekday: minutes with clients, at most ``day_minutes``."""
    workers = t.problem.workers
    rows = np.repeat(np.arange(len(workers)), 7)
    yield WorkerSum(
        "worker_day_minutes",
        [workers[w].id for w in rows.tolist()],
        rows,
        np.tile(1 << np.arange(7), len(workers)),
        np.array([w.day_minutes for w in workers], np.int64)[rows],
        np.zeros(len(rows), np.int64),
        t.need_minutes[t.seat_need],
    )
