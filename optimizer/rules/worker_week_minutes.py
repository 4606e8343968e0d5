"""A worker's minutes with clients in a week are never more than the most allowed."""

from collections.abc import Iterator

from optimizer.limit import WorkerSum
from optimizer.lookups import week_minutes
from optimizer.tables import Ints, Tables


def worker_week_minutes(t: Tables, seat: Ints, worker: Ints) -> Iterator[WorkerSum]:  # noqa: ARG001 all workers
    """Per worker: minutes with clients, at most ``week_most``."""
    most = [w.week_most for w in t.problem.workers]
    yield WorkerSum("worker_week_minutes", *week_minutes(t, most=most))
