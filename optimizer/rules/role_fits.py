"""The worker has a role that the seat asks for."""

from optimizer.tables import Ints, Tables, units


def role_fits(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """1 where the worker has none of the seat's roles."""
    return units((t.seat_roles[seat] & t.worker_roles[worker]) == 0)
