"""A peer counsellor has lived through something of the kind that the client lives with.

Source: seed 000 (a similar disability or illness, with every person advised), seed 003
(severe disorder; families: own or a family member's experience).
"""

from domain.session import Asked
from optimizer.lookups import in_common, lived_rows, of_kinds
from optimizer.tables import ASKED, Ints, Tables


def shared_experience(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """Clients whose kinds of theme the worker has not lived through; 1 where none has one."""
    need, asked = t.seat_need[seat], t.seat_asked[seat]
    at, client = t.members_of(need)
    themes = of_kinds(t, t.client_themes)
    named = themes[client].any(axis=1)
    lived, row = lived_rows(t, asked[at], worker[at])
    shared = in_common(themes, client, of_kinds(t, lived), row)
    missed = t.per_pair(need, named & ~shared, at)
    missed[t.per_pair(need, named, at) == 0] = 1
    missed[asked == ASKED.index(Asked.NOBODYS)] = 0
    return missed
