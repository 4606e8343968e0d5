"""Days a week on which a worker has meetings."""

from collections.abc import Iterator

import numpy as np

from optimizer.limit import WorkerDays
from optimizer.tables import Ints, Tables


def worker_days(t: Tables, seat: Ints, worker: Ints) -> Iterator[WorkerDays]:  # noqa: ARG001 all workers
    """Per worker: days with meetings, at most ``week_days``."""
    workers = t.problem.workers
    yield WorkerDays(
        "worker_days",
        [w.id for w in workers],
        np.arange(len(workers)),
        np.array([w.week_days for w in workers], np.int64),
    )
