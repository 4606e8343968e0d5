"""A peer counsellor has lived through something of the kind that the client lives with.

Source: seed 000 (a similar disability or illness, with every person advised), seed 003
(severe disorder; families: own or a family member's experience).
"""

import numpy as np

from domain.session import Asked
from optimizer.tables import ASKED, Ints, Tables


def shared_experience(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """Clients whose kinds of theme the worker has not lived through; 1 where none has one."""
    need, asked = t.seat_need[seat], t.seat_asked[seat]
    at, client = t.members_of(need)
    kinds = np.zeros((len(t.themes), int(t.theme_kind.max(initial=-1)) + 1), np.bool_)
    kinds[np.arange(len(t.themes)), t.theme_kind] = True
    client_kinds = (t.client_themes @ kinds)[client]
    lived = np.stack([themes @ kinds for themes in t.worker_themes])
    named = client_kinds.any(axis=1)
    shared = (client_kinds & lived[asked[at], worker[at]]).any(axis=1)
    missed = t.per_pair(need, named & ~shared, at)
    missed[t.per_pair(need, named, at) == 0] = 1
    missed[asked == ASKED.index(Asked.NOBODYS)] = 0
    return missed
