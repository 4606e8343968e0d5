"""A referral pays for so many units, and no more (source: seed 000, ten academic hours)."""

from collections.abc import Iterator

from optimizer.limit import NeedSum
from optimizer.lookups import budget_rows
from optimizer.tables import Ints, Tables


def units_left(t: Tables, seat: Ints, worker: Ints) -> Iterator[NeedSum]:  # noqa: ARG001 whoever comes
    """Minutes of each budget of units, at most what is left."""
    about, days, most, limit, need, use = budget_rows(t, "units_left")
    yield NeedSum("units_left", about, days, most, limit, need, use)
