"""Nobody who is to be met is away that day (of groups, ``group_size`` speaks)."""

from domain.session import DAY_MINUTES
from optimizer.tables import Ints, Tables


def client_present(t: Tables, need: Ints, start: Ints) -> Ints:
    """Clients away on the day of the meeting."""
    at, client = t.members_of(need)
    away = t.client_away[client, start[at] // DAY_MINUTES] & ~t.need_grouped[need[at]]
    return t.per_pair(need, away, at)
