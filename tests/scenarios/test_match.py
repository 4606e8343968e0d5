"""The matching of a day against OR-tools' own solvers of flows."""

from typing import NamedTuple

import numpy as np
import pytest
from ortools.graph.python import max_flow, min_cost_flow

from scenarios.core.match import FLOW, GREEDY, augment, lay, match
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


def flows(of: Day) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Arcs (node, worker, cost), their flow, and minutes served of each client in the queue."""
    active = np.unique(of.node)
    place = {int(v): a for a, v in enumerate(active)}
    net = lay(active, len(active), of.nodes, of.suits, of.room)
    served = np.zeros(len(of.queue), np.int64)
    for j, i in enumerate(of.queue):
        a, need = place[int(of.node[i])], int(of.nodes.load[of.node[i]])
        while need and not net.dead[a]:
            got = augment(net, a, need)
            need, served[j] = need - got, served[j] + got
    return net.owner, net.worker, net.cost, net.flow, served


@pytest.mark.parametrize("seed", range(12))
def test_what_is_served_is_served_at_the_least_cost(seed: int) -> None:
    of = day(seed)
    owner, worker, cost, flow, served = flows(of)
    active = np.unique(of.node)
    supply = np.bincount(np.searchsorted(active, of.node), weights=served).astype(np.int64)
    solver, nodes = min_cost_flow.SimpleMinCostFlow(), len(active)
    sink = nodes + len(of.room)
    wide = np.full(len(owner), int(supply.sum()))
    solver.add_arcs_with_capacity_and_unit_cost(owner, nodes + worker, wide, cost)
    for p, room in enumerate(of.room.tolist()):
        solver.add_arc_with_capacity_and_unit_cost(nodes + p, sink, room, 0)
    for a, many in enumerate(supply.tolist()):
        solver.set_node_supply(a, many)
    solver.set_node_supply(sink, -int(supply.sum()))
    assert solver.solve() == solver.OPTIMAL
    assert (flow * cost).sum() == solver.optimal_cost()
    assert served.sum() > 0


@pytest.mark.parametrize("seed", range(12))
def test_whoever_waits_longest_is_served_as_far_as_anything_can(seed: int) -> None:
    of = day(seed)
    owner, worker, _, _, served = flows(of)
    active = np.unique(of.node)
    load = of.nodes.load[of.node]
    for first in range(1, len(of.queue) + 1, 7):
        solver, nodes = max_flow.SimpleMaxFlow(), len(active)
        source, sink = nodes + len(of.room), nodes + len(of.room) + 1
        for a, many in enumerate(
            np.bincount(
                np.searchsorted(active, of.node[:first]),
                weights=load[:first],
                minlength=nodes,
            )
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
    place = np.full(len(of.nodes.kind), NOBODY)
    match(of.queue, len(of.queue), of.node, of.nodes, of.suits, room, place, chosen, policy)
    taken = np.zeros(len(room), np.int64)
    for i, p in zip(of.queue, chosen, strict=True):
        if p != NOBODY:
            kind = of.nodes.kind[of.node[i]]
            assert p in of.suits.worker[of.suits.begin[kind] : of.suits.begin[kind + 1]]
            taken[p] += of.nodes.load[of.node[i]]
    assert (taken == of.room - room).all()
    assert (room >= 0).all()
    assert (place == NOBODY).all()
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
            place = np.full(len(of.nodes.kind), NOBODY)
            match(of.queue, len(of.queue), of.node, of.nodes, of.suits, room, place, chosen, policy)
            served = int((of.room - room).sum())
            flow, greedy = flow + served * (policy == FLOW), greedy + served * (policy == GREEDY)
    assert flow > greedy
