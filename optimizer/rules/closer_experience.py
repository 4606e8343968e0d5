"""The same experience is closer than an experience of the same kind (source: seed 003)."""

import numpy as np

from domain.session import Asked
from optimizer.lookups import in_common, lived_rows, of_kinds
from optimizer.tables import ASKED, Ints, Tables


def closer_experience(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """Clients matched by the kind of experience but not by its theme."""
    need, asked = t.seat_need[seat], t.seat_asked[seat]
    at, client = t.members_of(need)
    lived, row = lived_rows(t, asked[at], worker[at])
    by_kind = in_common(of_kinds(t, t.client_themes), client, of_kinds(t, lived), row)
    by_theme = in_common(t.client_themes, client, lived, row)
    missed = t.per_pair(need, by_kind & ~by_theme, at)
    return np.where(asked == ASKED.index(Asked.NOBODYS), 0, missed)
