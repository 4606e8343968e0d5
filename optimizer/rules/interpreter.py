"""Meetings that need no interpreter come first (source: seed 004)."""

from optimizer.lookups import needs_interpreter
from optimizer.tables import Ints, Tables, units


def interpreter(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """1 where the worker shares no language with some client."""
    return units(needs_interpreter(t, seat, worker) >= 0)
