"""Meetings of a day: who is due, whether the worker has time, what it costs, when it is over.

Episodes are due on one day each, in lists by day. Whoever cannot be met (the worker is away, or has
no minutes left in the week) is the first of the next day.
"""

from scenarios.core.compiled import inner
from scenarios.core.state import (
    DONE,
    NEVER,
    NOBODY,
    SERVED,
    THERE,
    VACANT,
    WAITING,
    Flows,
    Ints,
    Marks,
    Money,
    Nodes,
    Rows,
    Staffing,
)
from scenarios.core.wait import is_shut

STOP = 2
NO_CAP = 2**62
"""As ``granting.NO_LIMIT``."""
WHOLE = 100


@inner
def put(first: Ints, last: Ints, following: Ints, day: int, i: int) -> None:
    """Put an episode at the end of a day's list; days that are not played hold nobody."""
    if day >= first.shape[0]:
        return
    following[i] = NOBODY
    if first[day] == NOBODY:
        first[day] = i
    else:
        following[last[day]] = i
    last[day] = i


@inner
def put_before(first: Ints, last: Ints, following: Ints, day: int, head: int, tail: int) -> None:
    """Put a chain of episodes before a day's list."""
    if day >= first.shape[0] or head == NOBODY:
        return
    following[tail] = first[day]
    if first[day] == NOBODY:
        last[day] = tail
    first[day] = head


@inner
def is_capped(money: Money, service: int, day: int) -> bool:
    """Whether a ceiling in euros is in force: what is spent without one is not counted for one."""
    return min(money.month_limit[service, day], money.year_limit[service, day]) < NO_CAP


@inner
def price(rows: Rows, marks: Marks, money: Money, pots: Ints, i: int, day: int) -> tuple[int, int]:
    """Minutes and cents of a meeting today; no minutes where a ceiling leaves no room for it.

    ``pots`` (episodes, 4): month, cents in it, year, cents in it, of the client.
    """
    service, whose = rows.service[i], rows.person[i]
    minutes = min(rows.minutes[i], rows.total[i] - marks.given[i])
    cents = money.cents[money.price_row[service, day], minutes]
    if not is_capped(money, service, day):
        return minutes, cents
    if pots[whose, 0] != money.month[day]:
        pots[whose, 0], pots[whose, 1] = money.month[day], 0
    if pots[whose, 2] != money.year[day]:
        pots[whose, 2], pots[whose, 3] = money.year[day], 0
    over = pots[whose, 1] + cents > money.month_limit[service, day]
    if over or pots[whose, 3] + cents > money.year_limit[service, day]:
        return 0, 0
    return minutes, cents


@inner
def meet(
    rows: Rows, marks: Marks, money: Money, flows: Flows, pots: Ints, left: Ints, i: int, day: int
) -> int:
    """Hold a meeting and book it; minutes of the worker's time, 0 where a ceiling forbids it."""
    service = rows.service[i]
    minutes, cents = price(rows, marks, money, pots, i, day)
    if minutes == 0:
        return 0
    if is_capped(money, service, day):
        pots[rows.person[i], 1] += cents
        pots[rows.person[i], 3] += cents
    marks.given[i] += minutes
    marks.paid[i] += cents
    flows.spent[day, service] += cents
    for b in range(left.shape[0]):
        left[b] -= cents * money.share[b, service, day]
    if marks.met[i] == NEVER:
        marks.met[i] = day
    if flows.logged[0] < flows.log.shape[0]:
        line = flows.log[flows.logged[0]]
        line[0], line[1], line[2], line[3] = i, day, minutes, cents
        line[4] = marks.worker[i]
        flows.logged[0] += 1
    return (rows.use[i] * minutes + rows.minutes[i] - 1) // rows.minutes[i]


@inner
def end(
    rows: Rows,
    marks: Marks,
    nodes: Nodes,
    room: Ints,
    interpreting: Ints,
    i: int,
    day: int,
    to: int,
) -> None:
    """The worker has room again; the episode is done, or waits for another worker."""
    marks.state[i] = to
    load = nodes.load[rows.node[i]]
    room[marks.worker[i]] += load
    if marks.interpreted[i] == 1:
        interpreting[rows.language[i]] += load
        marks.interpreted[i] = 0
    if to == DONE:
        marks.ended[i] = day


@inner
def hold(
    day: int,
    week: int,
    rows: Rows,
    marks: Marks,
    nodes: Nodes,
    staffing: Staffing,
    money: Money,
    flows: Flows,
    room: Ints,
    pool: Ints,
    pots: Ints,
    left: Ints,
    interpreting: Ints,
    last_day: Ints,
    due: tuple[Ints, Ints, Ints],
    coming: tuple[Ints, Ints, Ints],
    back: Ints,
) -> int:
    """Hold the meetings of a day; how many wait again because their worker has left."""
    again, head, tail = 0, NOBODY, NOBODY
    i = due[0][day]
    while i != NOBODY:
        following = due[2][i]
        p = marks.worker[i]
        state = staffing.state[day, p]
        stopped = left.shape[0] > 0 and is_shut(money, left, rows.service[i], day, STOP)
        over = day >= last_day[i] or stopped
        if over:
            end(rows, marks, nodes, room, interpreting, i, day, DONE)
        elif state == VACANT:
            end(rows, marks, nodes, room, interpreting, i, day, WAITING)
            back[again] = i
            again += 1
        elif state != THERE or pool[p] < rows.use[i]:
            if head == NOBODY:
                head = i
            else:
                due[2][tail] = i
            tail = i
        else:
            taken = meet(rows, marks, money, flows, pots, left, i, day)
            pool[p] -= taken
            flows.given[week, p] += taken
            if marks.given[i] >= rows.total[i]:
                end(rows, marks, nodes, room, interpreting, i, day, DONE)
            else:
                put(due[0], due[1], due[2], min(day + rows.every[i], last_day[i]), i)
        if marks.state[i] == DONE and rows.after[i] != NOBODY:
            put(coming[0], coming[1], coming[2], day + rows.gap[i], rows.after[i])
        i = following
    put_before(due[0], due[1], due[2], day + 1, head, tail)
    return again


@inner
def begin(
    i: int,
    p: int,
    day: int,
    rows: Rows,
    marks: Marks,
    money: Money,
    last_day: Ints,
    due: tuple[Ints, Ints, Ints],
) -> None:
    """A worker takes a client: the first meeting is due today."""
    marks.state[i], marks.worker[i] = SERVED, p
    if marks.started[i] == NEVER:
        marks.started[i] = day
    ends = money.ends[rows.service[i], marks.came[i]]
    last_day[i] = min(marks.started[i] + rows.stay[i], ends + 1)
    put(due[0], due[1], due[2], day, i)
