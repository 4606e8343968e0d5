"""The matching of a day against OR-tools' own solvers of flows."""

from typing import NamedTuple

import numpy as np
import pytest
from ortools.graph.python import max_flow, min_cost_flow

from scenarios.core.match import augment, match
from scenarios.core.net import FLOW, FLOWS, GREEDY, make_net, open_day
from scenarios.core.state import NOBODY, Nodes, Suits


class Day(NamedTuple):
    queue: np.ndarray
    node: np.ndarray
    nodes: Nodes
    suits: Suits
    room: np.ndarray


def day(seed: int, clients: int = 60, workers: int = 14) -> Day:
    """Some kinds of clients, single workers, and too little room for all."""
    dice = np.random.default_rng(seed)
    kinds = 9
    able = dice.random((kinds, workers)) < 0.35
    kind, worker = np.nonzero(able)
    cost = dice.integers(0, 30, len(kind))
    order = np.lexsort((cost, kind))
    begin = np.concatenate([[0], np.cumsum(able.sum(axis=1))])
    nodes = Nodes(np.repeat(np.arange(kinds), 3), np.tile([45, 60, 90], kinds))
    node = dice.integers(0, 3 * kinds, clients)
    room = dice.integers(0, 400, workers)
    return Day(np.arange(clients), node, nodes, Suits(begin, worker[order], cost[order]), room)


def flows(of: Day) -> tuple[np.ndarray, np.ndarray, int, np.ndarray]:
    """Arcs (node, worker), the cost of the flow, and minutes served of each client in the queue."""
    net = make_net(of.nodes, of.suits, len(of.room))
    open_day(net, of.queue, len(of.queue), of.node, of.nodes, of.suits, of.room)
    served = np.zeros(len(of.queue), np.int64)
    for j, i in enumerate(of.queue):
        v = int(of.node[i])
        need = int(of.nodes.load[v])
        while need and not net.dead[v]:
            got = augment(net, v, need, of.nodes, of.suits)
            need, served[j] = need - got, served[j] + got
    many = net.num[FLOWS]
    arcs = [
        (v, of.suits.worker[e])
        for v in np.unique(of.node).tolist()
        for e in range(of.suits.begin[of.nodes.kind[v]], of.suits.begin[of.nodes.kind[v] + 1])
        if of.room[of.suits.worker[e]] >= of.nodes.load[v]
    ]
    owner, worker = np.array(arcs).T
    return owner, worker, int((net.amount[:many] * net.cost[:many]).sum()), served


def cost_of(of: Day, node: int, worker: int) -> int:
    begin = of.suits.begin[of.nodes.kind[node] :]
    at = np.flatnonzero(of.suits.worker[begin[0] : begin[1]] == worker)[0]
    return int(of.suits.cost[begin[0] + at])


@pytest.mark.parametrize("seed", range(12))
def test_what_is_served_is_served_at_the_least_cost(seed: int) -> None:
    of = day(seed)
    owner, worker, paid, served = flows(of)
    nodes = len(of.nodes.kind)
    supply = np.bincount(of.node, weights=served, minlength=nodes).astype(np.int64)
    cost = np.array([cost_of(of, v, p) for v, p in zip(owner, worker, strict=True)])
    solver = min_cost_flow.SimpleMinCostFlow()
    sink = nodes + len(of.room)
    wide = np.full(len(owner), int(supply.sum()))
    solver.add_arcs_with_capacity_and_unit_cost(owner, nodes + worker, wide, cost)
    for p, room in enumerate(of.room.tolist()):
        solver.add_arc_with_capacity_and_unit_cost(nodes + p, sink, room, 0)
    for a, many in enumerate(supply.tolist()):
        solver.set_node_supply(a, many)
    solver.set_node_supply(sink, -int(supply.sum()))
    assert solver.solve() == solver.OPTIMAL
    assert paid == solver.optimal_cost()
    assert served.sum() > 0


@pytest.mark.parametrize("seed", range(12))
def test_whoever_waits_longest_is_served_as_far_as_anything_can(seed: int) -> None:
    of = day(seed)
    owner, worker, _, served = flows(of)
    nodes, load = len(of.nodes.kind), of.nodes.load[of.node]
    for first in range(1, len(of.queue) + 1, 7):
        solver = max_flow.SimpleMaxFlow()
        source, sink = nodes + len(of.room), nodes + len(of.room) + 1
        for a, many in enumerate(
            np.bincount(of.node[:first], weights=load[:first], minlength=nodes)
        ):
            solver.add_arc_with_capacity(source, a, int(many))
        for a, p in zip(owner, worker, strict=True):
            solver.add_arc_with_capacity(int(a), nodes + int(p), 10**6)
        for p, room in enumerate(of.room.tolist()):
            solver.add_arc_with_capacity(nodes + p, sink, room)
        assert solver.solve(source, sink) == solver.OPTIMAL
        assert served[:first].sum() == solver.optimal_flow()


@pytest.mark.parametrize("policy", [FLOW, GREEDY])
@pytest.mark.parametrize("seed", range(6))
def test_nobody_is_given_to_a_worker_who_does_not_suit_or_has_no_room(
    seed: int, policy: int
) -> None:
    of = day(seed)
    room, chosen = of.room.copy(), np.full(len(of.queue), 7)
    net = make_net(of.nodes, of.suits, len(room))
    match(net, of.queue, len(of.queue), of.node, of.nodes, of.suits, room, chosen, policy)
    taken = np.zeros(len(room), np.int64)
    for i, p in zip(of.queue, chosen, strict=True):
        if p != NOBODY:
            kind = of.nodes.kind[of.node[i]]
            assert p in of.suits.worker[of.suits.begin[kind] : of.suits.begin[kind + 1]]
            taken[p] += of.nodes.load[of.node[i]]
    assert (taken == of.room - room).all()
    assert (room >= 0).all()
    for i, p in zip(of.queue, chosen, strict=True):
        if p == NOBODY:
            kind = of.nodes.kind[of.node[i]]
            able = of.suits.worker[of.suits.begin[kind] : of.suits.begin[kind + 1]]
            assert (room[able] < of.nodes.load[of.node[i]]).all()


def test_a_flow_serves_more_than_greed_where_room_is_short() -> None:
    flow = greedy = 0
    for seed in range(40):
        for policy in (FLOW, GREEDY):
            of = day(seed, clients=40)
            room, chosen = of.room.copy(), np.zeros(len(of.queue), np.int64)
            net = make_net(of.nodes, of.suits, len(room))
            match(net, of.queue, len(of.queue), of.node, of.nodes, of.suits, room, chosen, policy)
            served = int((of.room - room).sum())
            flow, greedy = flow + served * (policy == FLOW), greedy + served * (policy == GREEDY)
    assert flow > greedy
