"""Those who wait meet those who have room: a minimum-cost flow in minutes.

Clients of one kind who take the same minutes a week are one node with a supply of minutes; an arc
goes to each worker who suits them and could take at least one. Whoever waits longest is served
first: supplies are added client by client, each along the cheapest augmenting path (Dijkstra on
reduced costs), so nobody who waits longer is ever given up for somebody who came later, and among
all flows that serve them the cheapest is kept. Whatever a failed search has reached is full for the
day and is not looked at again. The flow is rounded down to whole clients; who is left over goes to
the cheapest worker who has room for the whole.
"""

from typing import NamedTuple

import numpy as np

from scenarios.core.compiled import inner, making
from scenarios.core.heap import pop, push
from scenarios.core.state import NOBODY, Ints, Nodes, Suits

FAR = 2**60
UNSEEN, SOURCE, UNLISTED = -2, -1, -2
FLOW, GREEDY = range(2)
"""Policies."""


class Net(NamedTuple):
    """The network of one day: arcs from the nodes that wait to the workers with room."""

    begin: Ints
    """(nodes that wait + 1,) where the arcs of each begin."""
    worker: Ints
    cost: Ints
    owner: Ints
    """(arcs,) place of the node."""
    flow: Ints
    follows: Ints
    """(arcs,) the next arc with flow into the same worker; ``UNLISTED``."""
    first: Ints
    """(workers,) the first of them."""
    left: Ints
    """(workers,) minutes not taken yet."""
    of_node: Ints
    """(nodes,) potentials."""
    of_worker: Ints
    dead: Ints
    """(nodes,) 1: nothing reaches room from here."""
    full: Ints
    """(workers,) the same."""
    far: Ints
    """(workers,) distance."""
    by: Ints
    """(workers,) arc by which it was reached."""
    far_node: Ints
    via: Ints
    """(nodes,) arc backwards by which it was reached; ``SOURCE``; ``UNSEEN``."""
    seen: Ints
    """Workers reached by the search."""
    seen_nodes: Ints
    keys: Ints
    things: Ints
    num: Ints
    """Workers reached, nodes reached, entries of the heap."""


@making
def lay(active: Ints, many: int, nodes: Nodes, suits: Suits, room: Ints) -> Net:
    """Lay the network of a day for the nodes that wait."""
    arcs = 0
    for a in range(many):
        kind, load = nodes.kind[active[a]], nodes.load[active[a]]
        for e in range(suits.begin[kind], suits.begin[kind + 1]):
            arcs += room[suits.worker[e]] >= load
    workers = room.shape[0]
    net = Net(
        np.zeros(many + 1, np.int64),
        np.empty(arcs, np.int64),
        np.empty(arcs, np.int64),
        np.empty(arcs, np.int64),
        np.zeros(arcs, np.int64),
        np.full(arcs, UNLISTED, np.int64),
        np.full(workers, NOBODY, np.int64),
        room.copy(),
        np.full(many, FAR, np.int64),
        np.zeros(workers, np.int64),
        np.zeros(many, np.int64),
        np.zeros(workers, np.int64),
        np.full(workers, FAR, np.int64),
        np.empty(workers, np.int64),
        np.empty(many, np.int64),
        np.full(many, UNSEEN, np.int64),
        np.empty(workers, np.int64),
        np.empty(many, np.int64),
        np.empty(arcs + workers + 2, np.int64),
        np.empty(arcs + workers + 2, np.int64),
        np.zeros(3, np.int64),
    )
    m = 0
    for a in range(many):
        kind, load = nodes.kind[active[a]], nodes.load[active[a]]
        net.begin[a] = m
        for e in range(suits.begin[kind], suits.begin[kind + 1]):
            if room[suits.worker[e]] >= load:
                net.worker[m], net.cost[m], net.owner[m] = suits.worker[e], suits.cost[e], a
                m += 1
    net.begin[many] = m
    return net


@inner
def open_node(net: Net, a: int) -> None:
    """Give a node that has no flow yet the potential that leaves no arc below 0."""
    best = -FAR
    for e in range(net.begin[a], net.begin[a + 1]):
        p = net.worker[e]
        if net.full[p] == 0 and net.of_worker[p] - net.cost[e] > best:
            best = net.of_worker[p] - net.cost[e]
    net.of_node[a] = best
    if best == -FAR:
        net.dead[a] = 1


@inner
def reach(net: Net, a: int, via: int, base: int) -> None:
    """Settle a node at a distance, by an arc backwards, and reach its workers."""
    net.via[a], net.far_node[a] = via, base
    net.seen_nodes[net.num[1]] = a
    net.num[1] += 1
    for e in range(net.begin[a], net.begin[a + 1]):
        p = net.worker[e]
        if net.full[p] == 1:
            continue
        far = base + net.cost[e] + net.of_node[a] - net.of_worker[p]
        if far < net.far[p]:
            if net.far[p] == FAR:
                net.seen[net.num[0]] = p
                net.num[0] += 1
            net.far[p], net.by[p] = far, e
            net.num[2] = push(net.keys, net.things, net.num[2], far, p)


@inner
def cheapest_end(net: Net, a: int) -> int:
    """The worker with room at the end of the cheapest path from a node; ``NOBODY``."""
    net.num[:] = 0
    reach(net, a, SOURCE, 0)
    sink, goal, end = net.left.shape[0], FAR, NOBODY
    while net.num[2] > 0:
        net.num[2] = pop(net.keys, net.things, net.num[2])
        key, p = net.keys[net.num[2]], net.things[net.num[2]]
        if p == sink:
            return end
        if key > net.far[p]:
            continue
        if net.left[p] > 0 and key + net.of_worker[p] < goal:
            goal, end = key + net.of_worker[p], p
            net.num[2] = push(net.keys, net.things, net.num[2], goal, sink)
        e = net.first[p]
        while e != NOBODY:
            if net.flow[e] > 0 and net.via[net.owner[e]] == UNSEEN:
                reach(net, net.owner[e], e, key)
            e = net.follows[e]
    return NOBODY


@inner
def carry(net: Net, end: int, most: int) -> int:
    """Send as much as fits along the path that was found; the minutes."""
    amount, p = min(most, net.left[end]), end
    while net.via[net.owner[net.by[p]]] != SOURCE:
        back = net.via[net.owner[net.by[p]]]
        amount = min(amount, net.flow[back])
        p = net.worker[back]
    net.left[end] -= amount
    p = end
    while True:
        e = net.by[p]
        net.flow[e] += amount
        if net.follows[e] == UNLISTED:
            net.follows[e], net.first[p] = net.first[p], e
        back = net.via[net.owner[e]]
        if back == SOURCE:
            return amount
        net.flow[back] -= amount
        p = net.worker[back]


@inner
def augment(net: Net, a: int, most: int) -> int:
    """Serve a node by up to so many minutes along one path; 0 where none leads to room."""
    if net.of_node[a] == FAR:
        open_node(net, a)
    if net.dead[a] == 1:
        return 0
    end = cheapest_end(net, a)
    amount = 0
    if end == NOBODY:
        for k in range(net.num[0]):
            net.full[net.seen[k]] = 1
        for k in range(net.num[1]):
            net.dead[net.seen_nodes[k]] = 1
    else:
        far = net.far[end] + net.of_worker[end]
        amount = carry(net, end, most)
        for k in range(net.num[0]):
            p = net.seen[k]
            net.of_worker[p] += min(net.far[p] - far, 0)
        for k in range(net.num[1]):
            b = net.seen_nodes[k]
            net.of_node[b] += min(net.far_node[b] - far, 0)
    for k in range(net.num[0]):
        net.far[net.seen[k]] = FAR
    for k in range(net.num[1]):
        net.via[net.seen_nodes[k]] = UNSEEN
    return amount


@making
def match(
    queue: Ints,
    many: int,
    node: Ints,
    nodes: Nodes,
    suits: Suits,
    room: Ints,
    place: Ints,
    chosen: Ints,
    policy: int,
) -> None:
    """Choose a worker for each of those who wait, or ``NOBODY``; ``room`` is what is left after.

    ``queue`` holds episodes, whoever waits longest first; ``place`` (nodes,) is ``NOBODY``
    throughout, before and after.
    """
    active, waits = np.empty(many, np.int64), 0
    for j in range(many):
        v = node[queue[j]]
        if place[v] == NOBODY:
            place[v], active[waits] = waits, v
            waits += 1
    net = lay(active, waits, nodes, suits, room)
    for j in range(many):
        chosen[j] = NOBODY
        a = place[node[queue[j]]]
        need = 0 if policy == GREEDY else nodes.load[node[queue[j]]]
        while need > 0 and net.dead[a] == 0:
            need -= augment(net, a, need)
    at = net.begin[:waits].copy()
    for j in range(many):
        a = place[node[queue[j]]]
        load = nodes.load[node[queue[j]]]
        while at[a] < net.begin[a + 1] and net.flow[at[a]] < load:
            at[a] += 1
        if at[a] < net.begin[a + 1]:
            net.flow[at[a]] -= load
            chosen[j] = net.worker[at[a]]
            room[chosen[j]] -= load
    at[:] = net.begin[:waits]
    for j in range(many):
        if chosen[j] != NOBODY:
            continue
        a = place[node[queue[j]]]
        load = nodes.load[node[queue[j]]]
        while at[a] < net.begin[a + 1] and room[net.worker[at[a]]] < load:
            at[a] += 1
        if at[a] < net.begin[a + 1]:
            chosen[j] = net.worker[at[a]]
            room[chosen[j]] -= load
    for a in range(waits):
        place[active[a]] = NOBODY
