"""The network of a day between those who wait and those who have room; made once, used daily."""

from typing import NamedTuple

import numpy as np

from scenarios.core.compiled import inner, making
from scenarios.core.state import NOBODY, Ints, Nodes, Suits

FAR = 2**60
UNSEEN, SOURCE = -2, -1
FLOW, GREEDY = range(2)
"""Policies."""
WORKERS_SEEN, NODES_SEEN, HEAP, GOAL, END, FLOWS = range(6)
"""Places in ``num``."""


class Net(NamedTuple):
    """The network of a day; made once, cleaned up after each."""

    owner: Ints
    """(flows,) node of each flow from a node to a worker."""
    worker: Ints
    cost: Ints
    amount: Ints
    follows: Ints
    """(flows,) the next flow into the same worker."""
    follows_node: Ints
    """(flows,) the next flow out of the same node."""
    first: Ints
    """(workers,) the first flow into a worker."""
    room: Ints
    """(workers,) minutes at the beginning of the day."""
    left: Ints
    """(workers,) of them, those not taken yet."""
    of_worker: Ints
    """(workers,) potentials, never above 0."""
    full: Ints
    """(workers,) 1: nothing leads to room from here."""
    far: Ints
    """(workers,) distance."""
    by: Ints
    """(workers,) node from which it was reached, and at what cost."""
    by_cost: Ints
    seen: Ints
    first_node: Ints
    """(nodes,) the first flow out of a node."""
    of_node: Ints
    """(nodes,) potentials; ``FAR`` before the first search."""
    dead: Ints
    far_node: Ints
    via: Ints
    """(nodes,) flow against which it was reached; ``SOURCE``; ``UNSEEN``."""
    at: Ints
    """(nodes,) how many of its open arcs were looked at."""
    least: Ints
    """(kinds,) minutes of whoever of a kind takes least."""
    arcs: Ints
    """(arcs,) of each kind of client, the arcs to workers with room for one of them today, as far
    as read."""
    opened: Ints
    """(kinds,) how many of them are known."""
    read: Ints
    """(kinds,) the next arc to be read."""
    taken: Ints
    """(kinds,) so many of the first open arcs lead to workers who have no room left."""
    floor: Ints
    """(kinds,) none of them costs less, the potential of its worker counted in."""
    seen_nodes: Ints
    keys: Ints
    things: Ints
    num: Ints


@making
def make_net(nodes: Nodes, suits: Suits, workers: int) -> Net:
    """A network with room for any flow between nodes and workers."""
    flows, many = 1, nodes.kind.shape[0]
    least = np.full(suits.begin.shape[0], FAR, np.int64)
    for v in range(many):
        least[nodes.kind[v]] = min(least[nodes.kind[v]], nodes.load[v])
        flows += suits.begin[nodes.kind[v] + 1] - suits.begin[nodes.kind[v]]
    return Net(
        np.empty(flows, np.int64),
        np.empty(flows, np.int64),
        np.empty(flows, np.int64),
        np.empty(flows, np.int64),
        np.empty(flows, np.int64),
        np.empty(flows, np.int64),
        np.full(workers, NOBODY, np.int64),
        np.zeros(workers, np.int64),
        np.zeros(workers, np.int64),
        np.zeros(workers, np.int64),
        np.zeros(workers, np.int64),
        np.full(workers, FAR, np.int64),
        np.empty(workers, np.int64),
        np.empty(workers, np.int64),
        np.empty(workers, np.int64),
        np.full(many, NOBODY, np.int64),
        np.full(many, FAR, np.int64),
        np.zeros(many, np.int64),
        np.empty(many, np.int64),
        np.full(many, UNSEEN, np.int64),
        np.empty(many, np.int64),
        least,
        np.empty(suits.worker.shape[0], np.int64),
        np.zeros(suits.begin.shape[0], np.int64),
        np.zeros(suits.begin.shape[0], np.int64),
        np.zeros(suits.begin.shape[0], np.int64),
        np.zeros(suits.begin.shape[0], np.int64),
        np.empty(many, np.int64),
        np.empty(flows + 1, np.int64),
        np.empty(flows + 1, np.int64),
        np.zeros(6, np.int64),
    )


@inner
def open_day(
    net: Net, queue: Ints, many: int, node: Ints, nodes: Nodes, suits: Suits, room: Ints
) -> None:
    """Nothing flows yet."""
    net.num[FLOWS] = 0
    for p in range(room.shape[0]):
        net.room[p] = net.left[p] = room[p]
        net.of_worker[p] = net.full[p] = 0
        net.first[p] = NOBODY
    for j in range(many):
        v = node[queue[j]]
        net.of_node[v], net.dead[v] = FAR, 0
        net.first_node[v], net.at[v] = NOBODY, 0
        net.taken[nodes.kind[v]], net.floor[nodes.kind[v]] = 0, FAR
        net.opened[nodes.kind[v]], net.read[nodes.kind[v]] = 0, suits.begin[nodes.kind[v]]


@inner
def open_arc(net: Net, kind: int, number: int, suits: Suits) -> int:
    """The arc of a number among those to workers who had room this morning; ``NOBODY`` after them.

    Each arc is read once a day, however often it is asked for. Most workers have some minutes left,
    too few for anybody: they would make every search as long as the list of workers.
    """
    begin, ends = suits.begin[kind], suits.begin[kind + 1]
    while net.opened[kind] <= number:
        e = net.read[kind]
        if e >= ends:
            return NOBODY
        net.read[kind] = e + 1
        if net.room[suits.worker[e]] >= net.least[kind]:
            net.arcs[begin + net.opened[kind]] = e
            net.opened[kind] += 1
    return net.arcs[begin + number]
