"""The cheapest way to bring two sides together, and where several ways cost the same.

Those that are alike in everything are one class with a count, so ways that only change them for
one another are one way. The cheapest way is a flow of least cost in whole numbers; where it could
go otherwise at the same cost is told by ``choices``.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from billing.joining import Ints
from billing.reconcile.choices import find_choices, find_steps


@dataclass(frozen=True, slots=True)
class Ways:
    """Two sides of classes, and what it costs to bring one of each together."""

    left: Ints
    """How many there are of each class."""
    right: Ints
    one: Ints
    """Class of the left side, of each arc; an arc stands once."""
    other: Ints
    cost: Ints
    alone: int
    """What each costs that is brought together with nobody."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """The cheapest way."""

    flow: Ints
    """How many are brought together along each arc, where there is no choice."""
    tied: tuple[tuple[Ints, Ints], ...]
    """Classes of either side among which several ways cost the same."""
    cost: int


def assign(ways: Ways) -> Assigned:
    """Bring both sides together at least cost; whatever could as well be otherwise is tied."""
    if not len(ways.one):
        return Assigned(ways.one, (), ways.alone * int(ways.left.sum() + ways.right.sum()))
    graph = Graph.of(ways)
    flow = graph.solve()
    cost = int((flow * graph.cost).sum())
    tied: list[tuple[Ints, Ints]] = []
    certain = flow[: len(ways.one)].copy()
    left = len(ways.left)
    steps = find_steps(graph, flow)
    parts = _parts(ways)
    part = np.maximum(parts[steps.tail], parts[steps.head])
    for one in np.unique(part[part >= 0]):
        for nodes in find_choices(steps.take(part == one), graph.nobody):
            ours, theirs = nodes[nodes < left], nodes[nodes >= left] - left
            tied.append((ours, theirs))
            certain[np.isin(ways.one, ours) & np.isin(ways.other, theirs)] = 0
    return Assigned(certain, tuple(tied), cost)


@dataclass(frozen=True, slots=True)
class Graph:
    """Arcs from the left side to the right one; the last two nodes stand for nobody."""

    tail: Ints
    head: Ints
    most: Ints
    cost: Ints
    supply: Ints

    @classmethod
    def of(cls, ways: Ways) -> "Graph":
        """The arcs of the ways, and those to nobody."""
        a, b = len(ways.left), len(ways.right)
        ours, theirs = np.arange(a), np.arange(a, a + b)
        nobody_left, nobody_right = a + b, a + b + 1
        least = min(int(ways.left.sum()), int(ways.right.sum()))
        return cls(
            tail=np.concatenate((ways.one, ours, np.full(b, nobody_left), [nobody_left])),
            head=np.concatenate((ways.other + a, np.full(a, nobody_right), theirs, [nobody_right])),
            most=np.concatenate(
                (
                    np.minimum(ways.left[ways.one], ways.right[ways.other]),
                    ways.left,
                    ways.right,
                    [least],
                )
            ),
            cost=np.concatenate((ways.cost, np.full(a + b, ways.alone), [0])),
            supply=np.concatenate((ways.left, -ways.right, [ways.right.sum(), -ways.left.sum()])),
        )

    @property
    def nobody(self) -> int:
        """The first of the two nodes that stand for nobody."""
        return len(self.supply) - 2

    def solve(self) -> Ints:
        """Flow of each arc at least cost."""
        return _flow(self.tail, self.head, self.most, self.cost, self.supply)


def _flow(tail: Ints, head: Ints, most: Ints, cost: Ints, supply: Ints) -> Ints:
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tail, head, most, cost)
    solver.set_nodes_supplies(np.arange(len(supply)), supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        message = f"a flow that always exists was not found: {status}"
        raise RuntimeError(message)
    return np.asarray(solver.flows(arcs), dtype=np.int64)


def _parts(ways: Ways) -> Ints:
    """Connected part of each node, left side first; -1 for the two that stand for nobody."""
    count = len(ways.left) + len(ways.right)
    label = np.arange(count)
    tail, head = ways.one, ways.other + len(ways.left)
    while True:
        least = np.minimum(label[tail], label[head])
        new = label.copy()
        np.minimum.at(new, tail, least)
        np.minimum.at(new, head, least)
        new = new[new]
        if np.array_equal(new, label):
            return np.append(label, (-1, -1))
        label = new
