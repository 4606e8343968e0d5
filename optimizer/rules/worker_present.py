"""The worker is not away on the day."""

from optimizer.tables import Ints, Tables, units


def worker_present(t: Tables, seat: Ints, worker: Ints) -> Ints:  # noqa: ARG001 every seat alike
    """(pairs, 7): 1 on weekdays on which the worker is away."""
    return units(t.worker_away[worker])
