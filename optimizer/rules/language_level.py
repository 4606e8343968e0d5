"""A language in common is better spoken well."""

import numpy as np

from optimizer.lookups import needs_interpreter
from optimizer.tables import Ints, Tables, units


def language_level(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """1 where the best language in common with some client is spoken below ``good_language``."""
    need = t.seat_need[seat]
    at, client = t.members_of(need)
    best = (t.worker_level[worker[at]] * t.client_speaks[client]).max(axis=1, initial=0)
    weak = t.per_pair(need, best < t.policy.good_language, at) > 0
    asked = t.need_language[need]
    if t.languages:
        own = t.worker_level[worker, asked]
        weak = np.where(asked >= 0, own < t.policy.good_language, weak)
    alone = needs_interpreter(t, seat, worker) >= 0
    return units(weak & ~alone & t.seat_talks[seat])
