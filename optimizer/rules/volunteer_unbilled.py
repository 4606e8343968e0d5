"""A volunteer never takes a seat that is billed (source: seed 001, unpaid roles)."""

from optimizer.tables import Ints, Tables, units


def volunteer_unbilled(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """1 where a volunteer would take a billed seat."""
    return units(t.seat_paid[seat] & t.worker_volunteer[worker])
