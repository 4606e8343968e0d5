"""A client is in one meeting at a time."""

import numpy as np

from optimizer.limit import Misses
from optimizer.tables import Tables
from optimizer.visits import Visits


def client_free(t: Tables, visits: Visits) -> Misses:
    """Minutes of overlap between a client's meeting and the next one."""
    at, client = t.members_of(visits.meeting_need)
    start = visits.meeting_start[at]
    end = start + t.need_minutes[visits.meeting_need[at]]
    order = np.lexsort((visits.meeting_need[at], start, client))
    client, start, end = client[order], start[order], end[order]
    same = np.flatnonzero(client[1:] == client[:-1])
    overlap = np.minimum(end[same], end[same + 1]) - start[same + 1]
    about = [t.problem.clients[c].id for c in client[same].tolist()]
    return Misses(about, np.maximum(overlap, 0))
