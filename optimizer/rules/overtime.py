"""Minutes beyond the contract are overtime."""

from collections.abc import Iterator

from optimizer.limit import WorkerSum
from optimizer.lookups import week_minutes
from optimizer.tables import Ints, Tables


def overtime(t: Tables, seat: Ints, worker: Ints) -> Iterator[WorkerSum]:  # noqa: ARG001 all workers
    """Per worker: minutes with clients, at most ``week_minutes``."""
    most = [w.week_minutes for w in t.problem.workers]
    yield WorkerSum("overtime", *week_minutes(t, most=most))
