"""The same experience is closer than an experience of the same kind (source: seed 003)."""

import numpy as np

from domain.session import Asked
from optimizer.tables import ASKED, Ints, Tables


def closer_experience(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """Clients matched by the kind of experience but not by its theme."""
    need, asked = t.seat_need[seat], t.seat_asked[seat]
    at, client = t.members_of(need)
    kinds = t.theme_kind[:, None] == t.theme_kind[None, :]
    themes, lived = t.client_themes[client], t.worker_themes[asked[at], worker[at]]
    by_kind = (themes & (lived @ kinds)).any(axis=1)
    by_theme = (themes & lived).any(axis=1)
    missed = t.per_pair(need, by_kind & ~by_theme, at)
    return np.where(asked == ASKED.index(Asked.NOBODYS), 0, missed)
