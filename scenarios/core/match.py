"""Those who wait meet those who have room: a minimum-cost flow in minutes.

Clients of one kind who take the same minutes a week are one node with a supply of minutes; an arc
goes to each worker who suits them and could take at least one. Whoever waits longest is served
first: supplies are added client by client, each along the cheapest augmenting path (Dijkstra on
reduced costs), so nobody who waits longer is ever given up for somebody who came later, and among
all flows that serve them the cheapest is kept. Whatever a failed search has reached is full for the
day and is not looked at again. The flow is rounded down to whole clients; who is left over goes to
the cheapest worker who has room for the whole.

Four things keep a search short. Whoever has room has the potential 0 and nobody a higher one, so
the arcs of a node, the cheapest first, are looked at up to the first worker with room and no
further. That one is known beforehand, as room only shrinks in a day. Those before it, full by now,
are looked at only where one of them may be nearer: the least that they cost with their potentials
is kept, and potentials only fall. And a worker who is full of earlier days' clients has nothing to
give on: no path leads there.
"""

from scenarios.core.compiled import inner
from scenarios.core.heap import pop, push
from scenarios.core.net import (
    END,
    FAR,
    FLOWS,
    GOAL,
    GREEDY,
    HEAP,
    NODES_SEEN,
    SOURCE,
    UNSEEN,
    WORKERS_SEEN,
    Net,
    open_arc,
    open_day,
)
from scenarios.core.state import NOBODY, Ints, Nodes, Suits


@inner
def is_way(net: Net, p: int, load: int) -> bool:
    """Whether a path may lead to a worker: who could take a client, and has room or gives on."""
    open_ = net.left[p] > 0 or net.first[p] != NOBODY
    return open_ and net.room[p] >= load and net.full[p] == 0


@inner
def open_node(net: Net, v: int, nodes: Nodes, suits: Suits) -> None:
    """Give a node that has no flow yet the potential that leaves no arc below 0."""
    best, kind, load, number = -FAR, nodes.kind[v], nodes.load[v], 0
    while True:
        e = open_arc(net, kind, number, suits)
        number += 1
        if e == NOBODY or -suits.cost[e] <= best:
            break
        p = suits.worker[e]
        if is_way(net, p, load):
            best = max(best, net.of_worker[p] - suits.cost[e])
    net.of_node[v] = best
    if best == -FAR:
        net.dead[v] = 1


@inner
def first_with_room(net: Net, v: int, nodes: Nodes, suits: Suits) -> int:
    """Number of the cheapest open arc of a node to a worker who still has room; may be none such.

    Room only shrinks in a day: whoever stands before the first with room is passed once, for all.
    """
    kind = nodes.kind[v]
    e = open_arc(net, kind, net.taken[kind], suits)
    while e != NOBODY and net.left[suits.worker[e]] == 0:
        cost = suits.cost[e] - net.of_worker[suits.worker[e]]
        net.floor[kind] = min(net.floor[kind], cost)
        net.taken[kind] += 1
        e = open_arc(net, kind, net.taken[kind], suits)
    number = net.taken[kind]
    while e != NOBODY and (
        net.left[suits.worker[e]] == 0 or net.room[suits.worker[e]] < nodes.load[v]
    ):
        number += 1
        e = open_arc(net, kind, number, suits)
    return number


@inner
def reach(net: Net, v: int, via: int, base: int, nodes: Nodes, suits: Suits) -> None:
    """Settle a node at a distance, and reach its workers up to the first who has room."""
    net.via[v], net.far_node[v] = via, base
    net.seen_nodes[net.num[NODES_SEEN]] = v
    net.num[NODES_SEEN] += 1
    kind, at = nodes.kind[v], base + net.of_node[v]
    ends = first_with_room(net, v, nodes, suits)
    e = open_arc(net, kind, ends, suits)
    if e != NOBODY and at + suits.cost[e] < net.num[GOAL]:
        net.num[GOAL], net.num[END] = at + suits.cost[e], suits.worker[e]
        net.by[suits.worker[e]], net.by_cost[suits.worker[e]] = v, suits.cost[e]
    if at + net.floor[kind] < net.num[GOAL]:
        net.floor[kind] = pass_on(net, v, 0, net.taken[kind], base, nodes, suits)
    pass_on(net, v, net.taken[kind], ends, base, nodes, suits)


@inner
def pass_on(net: Net, v: int, number: int, ends: int, base: int, nodes: Nodes, suits: Suits) -> int:
    """Reach workers without room, who may give somebody on; the least that any of them costs."""
    kind, load, least = nodes.kind[v], nodes.load[v], FAR
    at = base + net.of_node[v]
    while number < ends:
        e = open_arc(net, kind, number, suits)
        p, cost = suits.worker[e], suits.cost[e]
        number += 1
        if at + cost >= net.num[GOAL]:
            return min(least, cost)
        least = min(least, cost - net.of_worker[p])
        far = at + cost - net.of_worker[p]
        if far < net.far[p] and far < net.num[GOAL] and is_way(net, p, load):
            if net.far[p] == FAR:
                net.seen[net.num[WORKERS_SEEN]] = p
                net.num[WORKERS_SEEN] += 1
            net.far[p], net.by[p], net.by_cost[p] = far, v, cost
            net.num[HEAP] = push(net.keys, net.things, net.num[HEAP], far, p)
    return least


@inner
def search(net: Net, v: int, nodes: Nodes, suits: Suits) -> None:
    """Find the cheapest path from a node to a worker with room: ``END``, ``NOBODY`` without one."""
    net.num[WORKERS_SEEN] = net.num[NODES_SEEN] = net.num[HEAP] = 0
    net.num[GOAL], net.num[END] = FAR, NOBODY
    reach(net, v, SOURCE, 0, nodes, suits)
    while net.num[HEAP] > 0:
        net.num[HEAP] = pop(net.keys, net.things, net.num[HEAP])
        key, p = net.keys[net.num[HEAP]], net.things[net.num[HEAP]]
        if key >= net.num[GOAL]:
            return
        if key > net.far[p]:
            continue
        f = net.first[p]
        while f != NOBODY:
            if net.amount[f] > 0 and net.via[net.owner[f]] == UNSEEN:
                reach(net, net.owner[f], f, key, nodes, suits)
            f = net.follows[f]


@inner
def add(net: Net, v: int, p: int, cost: int, amount: int) -> None:
    """Let more flow from a node to a worker."""
    f = net.first[p]
    while f != NOBODY and net.owner[f] != v:
        f = net.follows[f]
    if f == NOBODY:
        f = net.num[FLOWS]
        net.num[FLOWS] += 1
        net.owner[f], net.worker[f], net.cost[f], net.amount[f] = v, p, cost, 0
        net.follows[f], net.first[p] = net.first[p], f
        net.follows_node[f], net.first_node[v] = net.first_node[v], f
    net.amount[f] += amount


@inner
def carry(net: Net, most: int) -> int:
    """Send as much as fits along the path that was found; the minutes."""
    p = net.num[END]
    amount = min(most, net.left[p])
    while net.via[net.by[p]] != SOURCE:
        back = net.via[net.by[p]]
        amount = min(amount, net.amount[back])
        p = net.worker[back]
    p = net.num[END]
    net.left[p] -= amount
    while True:
        v = net.by[p]
        add(net, v, p, net.by_cost[p], amount)
        if net.via[v] == SOURCE:
            return amount
        back = net.via[v]
        net.amount[back] -= amount
        p = net.worker[back]


@inner
def augment(net: Net, v: int, most: int, nodes: Nodes, suits: Suits) -> int:
    """Serve a node by up to so many minutes along one path; 0 where none leads to room."""
    if net.of_node[v] == FAR:
        open_node(net, v, nodes, suits)
    if net.dead[v] == 1:
        return 0
    search(net, v, nodes, suits)
    amount, found = 0, net.num[END] != NOBODY
    if found:
        amount = carry(net, most)
    for k in range(net.num[WORKERS_SEEN]):
        p = net.seen[k]
        if found:
            net.of_worker[p] += min(net.far[p] - net.num[GOAL], 0)
        else:
            net.full[p] = 1
        net.far[p] = FAR
    for k in range(net.num[NODES_SEEN]):
        b = net.seen_nodes[k]
        if found:
            net.of_node[b] += min(net.far_node[b] - net.num[GOAL], 0)
        else:
            net.dead[b] = 1
        net.via[b] = UNSEEN
    return amount


@inner
def match(
    net: Net,
    queue: Ints,
    many: int,
    node: Ints,
    nodes: Nodes,
    suits: Suits,
    room: Ints,
    chosen: Ints,
    policy: int,
) -> None:
    """Choose a worker for each of those who wait, or ``NOBODY``; ``room`` is what is left after.

    ``queue`` holds episodes, whoever waits longest first.
    """
    open_day(net, queue, many, node, nodes, suits, room)
    for j in range(many):
        chosen[j] = NOBODY
        v = node[queue[j]]
        need = 0 if policy == GREEDY else nodes.load[v]
        while need > 0 and net.dead[v] == 0:
            need -= augment(net, v, need, nodes, suits)
    for j in range(many):
        v = node[queue[j]]
        f = net.first_node[v]
        while f != NOBODY and net.amount[f] < nodes.load[v]:
            f = net.follows_node[f]
        net.first_node[v] = f
        if f != NOBODY:
            net.amount[f] -= nodes.load[v]
            chosen[j] = net.worker[f]
            room[chosen[j]] -= nodes.load[v]
    for j in range(many):
        v = node[queue[j]]
        if chosen[j] != NOBODY:
            continue
        e = open_arc(net, nodes.kind[v], net.at[v], suits)
        while e != NOBODY and room[suits.worker[e]] < nodes.load[v]:
            net.at[v] += 1
            e = open_arc(net, nodes.kind[v], net.at[v], suits)
        if e != NOBODY:
            chosen[j] = suits.worker[e]
            room[chosen[j]] -= nodes.load[v]
