"""Worker and clients have a language in common, or an interpreter may come (source: seed 004)."""

import numpy as np

from optimizer.lookups import in_common
from optimizer.tables import Ints, Tables


def common_language(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """Clients (or the group) left without a word in common."""
    need = t.seat_need[seat]
    speaks = t.worker_level >= t.policy.language_level
    at, client = t.members_of(need)
    alone = ~in_common(t.client_speaks, client, speaks, worker[at])
    missed = t.per_pair(need, alone & ~t.client_interpreter[client], at)
    asked = t.need_language[need]
    if t.languages:
        missed = np.where(asked >= 0, ~speaks[worker, asked], missed)
    return np.where(t.seat_talks[seat], missed, 0)
