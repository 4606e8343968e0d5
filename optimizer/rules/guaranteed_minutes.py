"""A worker gets the minutes that were promised."""

from collections.abc import Iterator

from optimizer.limit import WorkerSum
from optimizer.lookups import week_minutes
from optimizer.tables import Ints, Tables


def guaranteed_minutes(t: Tables, seat: Ints, worker: Ints) -> Iterator[WorkerSum]:  # noqa: ARG001 all workers
    """Per worker: minutes with clients, at least those promised."""
    least = [w.guaranteed_minutes for w in t.problem.workers]
    yield WorkerSum("guaranteed_minutes", *week_minutes(t, least=least))
