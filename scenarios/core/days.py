"""Day by day: who gives up, who is matched, which meetings are held, who comes."""

from collections.abc import Callable

import numpy as np

from scenarios.core.compiled import entry, inner, making, sources
from scenarios.core.match import match
from scenarios.core.net import make_net
from scenarios.core.serve import begin, hold
from scenarios.core.state import (
    NEVER,
    NOBODY,
    WAITING,
    Flows,
    Ints,
    Marks,
    Money,
    Nodes,
    Rows,
    Staffing,
    Suits,
)
from scenarios.core.wait import comes, line_up, open_groups, room_today, thin


@making
def lists(days: int, rows: int) -> tuple[Ints, Ints, Ints]:
    """Lists by day: the first and last of each day, and who follows whom."""
    nobody = np.full(days, NOBODY, np.int64)
    return nobody, nobody.copy(), np.full(rows, NOBODY, np.int64)


@inner
def interpret(
    line: Ints,
    many: int,
    chosen: Ints,
    rows: Rows,
    marks: Marks,
    nodes: Nodes,
    anyhow: Suits,
    room: Ints,
    interpreting: Ints,
) -> None:
    """Whoever is left without a worker gets one who comes together with an interpreter."""
    for j in range(many):
        i = line[j]
        pool = rows.language[i]
        load = nodes.load[rows.node[i]]
        if chosen[j] != NOBODY or pool < 0 or interpreting[pool] < load:
            continue
        kind = nodes.kind[rows.node[i]]
        for e in range(anyhow.begin[kind], anyhow.begin[kind + 1]):
            p = anyhow.worker[e]
            if room[p] >= load:
                chosen[j] = p
                room[p] -= load
                interpreting[pool] -= load
                marks.interpreted[i] = 1
                break


@inner
def take(
    line: Ints,
    many: int,
    chosen: Ints,
    rows: Rows,
    marks: Marks,
    nodes: Nodes,
    money: Money,
    room: Ints,
    day: int,
    last_day: Ints,
    due: tuple[Ints, Ints, Ints],
) -> None:
    """Workers take the clients for whom they were chosen."""
    for j in range(many):
        if chosen[j] != NOBODY:
            i = line[j]
            room[chosen[j]] -= nodes.load[rows.node[i]]
            begin(i, chosen[j], day, rows, marks, money, last_day, due)


@inner
def those_left(queue: Ints, many: int, marks: Marks) -> int:
    """Whoever still waits, in their order; how many."""
    left = 0
    for j in range(many):
        if marks.state[queue[j]] == WAITING:
            queue[left] = queue[j]
            left += 1
    return left


def _play(version: int) -> Callable[..., int]:
    def play(
        order: Ints,
        weeks: Ints,
        first_counted: int,
        rows: Rows,
        nodes: Nodes,
        suits: Suits,
        anyhow: Suits,
        interpreters: Ints,
        staffing: Staffing,
        money: Money,
        marks: Marks,
        flows: Flows,
        every_days: int,
        policy: int,
    ) -> int:
        days, many_rows = weeks.shape[0], rows.node.shape[0]
        queue = np.empty(many_rows + 1, np.int64)
        line = np.empty(many_rows + 1, np.int64)
        back = np.empty(many_rows + 1, np.int64)
        chosen = np.empty(many_rows + 1, np.int64)
        last_day = np.zeros(many_rows, np.int64)
        net = make_net(nodes, suits, staffing.room.shape[0])
        gathered = np.zeros(nodes.kind.shape[0], np.int64)
        pots = np.full((many_rows, 4), NEVER, np.int64)
        room, today = staffing.room.copy(), staffing.room.copy()
        interpreting, left = interpreters.copy(), money.budget.copy()
        due, coming = lists(days + 1, many_rows), lists(days + 1, many_rows)
        pool = staffing.there[0].copy()
        waits, next_row, week = 0, 0, 0
        for day in range(days):
            if weeks[day] != week:
                week = weeks[day]
                pool[:] = staffing.there[week]
            if day == first_counted:
                left[:] = money.budget
            waits = thin(queue, waits, rows, marks, money, day, gathered)
            if day % every_days == 0 and waits > 0:
                open_groups(queue, waits, rows, gathered)
                many = line_up(queue, waits, rows, money, left, day, line)
                room_today(staffing.state[day], room, today)
                match(net, line, many, rows.node, nodes, suits, today, chosen, policy)
                if interpreting.shape[0] > 0:
                    interpret(line, many, chosen, rows, marks, nodes, anyhow, today, interpreting)
                take(line, many, chosen, rows, marks, nodes, money, room, day, last_day, due)
                waits = those_left(queue, waits, marks)
            again = hold(
                day,
                week,
                rows,
                marks,
                nodes,
                staffing,
                money,
                flows,
                room,
                pool,
                pots,
                left,
                interpreting,
                last_day,
                due,
                coming,
                back,
            )
            if again > 0:
                for j in range(waits - 1, -1, -1):
                    queue[j + again] = queue[j]
                queue[:again] = back[:again]
                waits += again
            while next_row < order.shape[0] and rows.arrives[order[next_row]] == day:
                queue[waits] = order[next_row]
                comes(rows, marks, queue[waits], day, gathered)
                waits += 1
                next_row += 1
            i = coming[0][day]
            while i != NOBODY:
                queue[waits] = i
                comes(rows, marks, i, day, gathered)
                waits += 1
                i = coming[2][i]
        return version

    return play


play = entry(_play(sources()))
"""Play all days; ``marks`` and ``flows`` are what came of it, ``rows`` are used up."""
