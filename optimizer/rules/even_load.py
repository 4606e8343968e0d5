"""Load is even: minutes beyond a share of the contract cost more the fuller a worker is."""

from collections.abc import Iterator

from optimizer.limit import WorkerSum
from optimizer.lookups import week_minutes
from optimizer.tables import Ints, Tables


def even_load(t: Tables, seat: Ints, worker: Ints) -> Iterator[WorkerSum]:  # noqa: ARG001 all workers
    """Per worker: minutes with clients, at most ``load_share`` percent of the contract."""
    most = [w.week_minutes * t.policy.load_share // 100 for w in t.problem.workers]
    yield WorkerSum("even_load", *week_minutes(t, most=most))
