"""Those who wait: who comes, who gives up, which groups open, who is lined up for a worker."""

import numpy as np

from scenarios.core.compiled import inner
from scenarios.core.state import GAVE_UP, NEVER, WAITING, Ints, Marks, Money, Rows

NO_NEW_CLIENTS = 1


@inner
def comes(rows: Rows, marks: Marks, i: int, day: int, gathered: Ints) -> None:
    """An episode begins to wait; whoever waits for a group is counted among those of the kind."""
    marks.state[i], marks.came[i] = WAITING, day
    if rows.opens[i] > 0:
        gathered[rows.node[i]] += 1


@inner
def gives_up(rows: Rows, marks: Marks, money: Money, i: int, day: int) -> bool:
    """Whether somebody who waits goes away on a day: out of patience, or out of time.

    Whoever has met a worker already waits for another one as long as the referral holds.
    """
    late = day > money.ends[rows.service[i], marks.came[i]]
    return late or (marks.met[i] == NEVER and day - marks.came[i] > rows.patience[i])


@inner
def thin(
    queue: Ints, many: int, rows: Rows, marks: Marks, money: Money, day: int, gathered: Ints
) -> int:
    """Let those go who give up; how many still wait, in their order."""
    left = 0
    for j in range(many):
        i = queue[j]
        if gives_up(rows, marks, money, i, day):
            marks.state[i], marks.ended[i] = GAVE_UP, day
            if rows.opens[i] > 0:
                gathered[rows.node[i]] -= 1
        else:
            queue[left] = i
            left += 1
    return left


@inner
def open_groups(queue: Ints, many: int, rows: Rows, gathered: Ints) -> None:
    """Open a group wherever enough of one kind wait for it: from now on they are like others."""
    for j in range(many):
        i = queue[j]
        if rows.opens[i] > 0 and gathered[rows.node[i]] >= rows.opens[i]:
            gathered[rows.node[i]] = -1 - gathered[rows.node[i]]
        if rows.opens[i] > 0 and gathered[rows.node[i]] < 0:
            rows.opens[i] = 0
    for v in range(gathered.shape[0]):
        gathered[v] = max(gathered[v], 0)


@inner
def line_up(
    queue: Ints, many: int, rows: Rows, money: Money, left: Ints, day: int, line: Ints
) -> int:
    """Those for whom a worker may be sought today; how many."""
    found = 0
    for j in range(many):
        i = queue[j]
        if rows.opens[i] == 0 and not is_shut(money, left, rows.service[i], day, NO_NEW_CLIENTS):
            line[found] = i
            found += 1
    return found


@inner
def is_shut(money: Money, left: Ints, service: int, day: int, what: int) -> bool:
    """Whether a budget that pays for a service is used up, and says so much is to be done then."""
    for b in range(left.shape[0]):
        if money.when_gone[b] >= what and money.share[b, service, day] > 0 and left[b] <= 0:
            return True
    return False


@inner
def room_today(state: np.ndarray, room: Ints, out: Ints) -> None:
    """Minutes a week that may be promised today: nothing by whoever is not there."""
    for p in range(room.shape[0]):
        out[p] = room[p] if state[p] == 1 else 0
