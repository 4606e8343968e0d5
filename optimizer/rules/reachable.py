"""The way from the worker's home to the meeting is no longer than the worker's reach."""

from optimizer.tables import Ints, Tables, units


def reachable(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """1 where the way from home is longer than the reach."""
    place = t.place_of(t.seat_need[seat], worker)
    return units(t.minutes[t.worker_home[worker], place] > t.worker_reach[worker])
