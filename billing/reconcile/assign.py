"""The cheapest way to bring two sides together, and where several ways cost the same.

Those that are alike in everything are one class with a count, so ways that only change them for
one another are one way. The cheapest way is a flow of least cost in whole numbers; a second flow
of the same cost that keeps as little as possible of the first tells where there is a choice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from billing.joining import Bools, Ints


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
    graph = _Graph.of(ways)
    flow = graph.solve(graph.cost)
    cost = int((flow * graph.cost).sum())
    scale = int(graph.most.sum()) + 1
    other = graph.solve_apart(flow, scale)
    parts = _parts(ways)
    changed = np.unique(parts[graph.tail[flow != other]])
    tied: list[tuple[Ints, Ints]] = []
    certain = flow[: len(ways.one)].copy()
    left = len(ways.left)
    for part in changed[changed >= 0]:
        mine = graph.within(parts, int(part))
        for nodes in _choices(graph, flow, mine, left + len(ways.right)):
            ours, theirs = nodes[nodes < left], nodes[nodes >= left] - left
            tied.append((ours, theirs))
            certain[np.isin(ways.one, ours) & np.isin(ways.other, theirs)] = 0
    return Assigned(certain, tuple(tied), cost)


@dataclass(frozen=True, slots=True)
class _Graph:
    """Arcs from the left side to the right one; the last two nodes stand for nobody."""

    tail: Ints
    head: Ints
    most: Ints
    cost: Ints
    supply: Ints

    @classmethod
    def of(cls, ways: Ways) -> "_Graph":
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

    def solve(self, cost: Ints) -> Ints:
        """Flow of each arc at least cost."""
        return _flow(self.tail, self.head, self.most, cost, self.supply)

    def solve_apart(self, flow: Ints, scale: int) -> Ints:
        """The flow of least cost that keeps least of another one."""
        tail, head = np.tile(self.tail, 2), np.tile(self.head, 2)
        most = np.concatenate((flow, self.most - flow))
        kept = np.concatenate((np.ones(len(flow), np.int64), np.zeros(len(flow), np.int64)))
        kept[len(flow) - 1] = 0
        found = _flow(tail, head, most, np.tile(self.cost, 2) * scale + kept, self.supply)
        return np.asarray(found[: len(flow)] + found[len(flow) :])

    def within(self, parts: Ints, part: int) -> Ints:
        """Arcs of one connected part, and those that leave it to nobody."""
        return np.flatnonzero((parts[self.tail] == part) | (parts[self.head] == part))


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


def _choices(graph: _Graph, flow: Ints, arcs: Ints, nobody: int) -> list[Ints]:
    """Nodes of one part among which the flow could go otherwise at the same cost.

    An arc lies on a circle of no cost if and only if both its ends lie in one strongly connected
    set of arcs without reduced cost.
    """
    tail, head, cost = graph.tail[arcs], graph.head[arcs], graph.cost[arcs]
    more, some = flow[arcs] < graph.most[arcs], flow[arcs] > 0
    both = np.asarray([nobody, nobody + 1])
    u = np.concatenate((tail[more], head[some], both))
    v = np.concatenate((head[more], tail[some], both[::-1]))
    c = np.concatenate((cost[more], -cost[some], (0, 0)))
    names, ends = np.unique(np.concatenate((u, v)), return_inverse=True)
    u, v = ends[: len(u)], ends[len(u) :]
    height = np.zeros(len(names), dtype=np.int64)
    while True:
        lower = height.copy()
        np.minimum.at(lower, v, height[u] + c)
        if np.array_equal(lower, height):
            break
        height = lower
    tight = height[u] + c == height[v]
    circle = _circles(len(names), u[tight], v[tight])
    real = names < nobody
    link = (circle[u] == circle[v]) & tight & real[u] & real[v]
    return [names[group] for group in _groups(len(names), u[link], v[link])]


def _circles(count: int, tail: Ints, head: Ints) -> Ints:
    """Number of the strongly connected set of each node."""
    onward: list[list[int]] = [[] for _ in range(count)]
    back: list[list[int]] = [[] for _ in range(count)]
    for a, b in zip(tail.tolist(), head.tolist(), strict=True):
        onward[a].append(b)
        back[b].append(a)
    order = [node for tree in _forest(onward, range(count)) for node in tree]
    label = np.empty(count, dtype=np.int64)
    for place, tree in enumerate(_forest(back, order[::-1])):
        label[tree] = place
    return label


def _forest(onward: Sequence[Sequence[int]], roots: Sequence[int]) -> list[list[int]]:
    """Trees of a walk in depth from each root that was not met yet, nodes after their branches."""
    seen = [False] * len(onward)
    trees = []
    for root in roots:
        if seen[root]:
            continue
        seen[root] = True
        tree: list[int] = []
        stack = [(root, iter(onward[root]))]
        while stack:
            node, rest = stack[-1]
            step = next((n for n in rest if not seen[n]), None)
            if step is None:
                tree.append(node)
                stack.pop()
            else:
                seen[step] = True
                stack.append((step, iter(onward[step])))
        trees.append(tree)
    return trees


def _groups(count: int, tail: Ints, head: Ints) -> list[Bools]:
    """Nodes that links hold together, each group of more than one."""
    label = np.arange(count)
    for a, b in zip(tail.tolist(), head.tolist(), strict=True):
        if label[a] != label[b]:
            label[label == label[b]] = label[a]
    names, sizes = np.unique(label, return_counts=True)
    return [label == name for name in names[sizes > 1]]
