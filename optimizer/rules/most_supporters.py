"""A client never has more than a few workers within a component in a week."""

from collections.abc import Iterator

from optimizer.limit import Different
from optimizer.lookups import supporters
from optimizer.tables import Ints, Tables


def most_supporters(t: Tables, seat: Ints, worker: Ints) -> Iterator[Different]:  # noqa: ARG001 keys are series
    """Per client and component: different workers on the lead seat, at most ``most_supporters``."""
    yield Different("most_supporters", *supporters(t, seat, most=t.policy.most_supporters))
