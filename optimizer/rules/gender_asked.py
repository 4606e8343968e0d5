"""The worker has the gender that the group or the client asks for."""

from optimizer.tables import Ints, Tables, units


def gender_asked(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """Wishes for a gender that the worker does not meet."""
    need, gender = t.seat_need[seat], t.worker_gender[worker]
    at, client = t.members_of(need)
    wish = t.client_gender_asked[client]
    other = (wish >= 0) & (wish != gender[at]) & ~t.need_grouped[need[at]]
    asked = t.need_gender[need]
    return t.per_pair(need, other, at) + units((asked >= 0) & (asked != gender))
