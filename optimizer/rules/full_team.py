"""Every seat of a meeting has exactly one worker, and no worker has two of them."""

from optimizer.limit import Misses
from optimizer.tables import Tables
from optimizer.visits import Visits


def full_team(t: Tables, visits: Visits) -> Misses:
    """Seats too few or too many, plus workers repeated."""
    about = [t.problem.needs[n].id for n in visits.meeting_need.tolist()]
    return Misses(about, visits.meeting_missing)
