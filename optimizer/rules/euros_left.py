"""A ceiling pays for so many euros in its month or calendar year (source: seed 003, 305 €)."""

from collections.abc import Iterator

from optimizer.limit import NeedSum
from optimizer.lookups import budget_rows
from optimizer.tables import Ints, Tables


def euros_left(t: Tables, seat: Ints, worker: Ints) -> Iterator[NeedSum]:  # noqa: ARG001 whoever comes
    """Cents of each ceiling, at most what is left on the days it speaks about."""
    about, days, most, limit, need, use = budget_rows(t, "euros_left")
    yield NeedSum("euros_left", about, days, most, limit, need, use)
