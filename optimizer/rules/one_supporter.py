"""A client keeps one worker within a component."""

from collections.abc import Iterator

from optimizer.limit import Different
from optimizer.lookups import supporters
from optimizer.tables import Ints, Tables


def one_supporter(t: Tables, seat: Ints, worker: Ints) -> Iterator[Different]:  # noqa: ARG001 keys are series
    """Per client and component: different workers on the lead seat, at most one."""
    yield Different("one_supporter", *supporters(t, seat, most=1))
