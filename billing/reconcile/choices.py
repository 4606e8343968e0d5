"""Where a flow of least cost could go otherwise at the same cost.

It can exactly where circles of steps cost nothing: a step gives one more to an arc that has room,
or takes one back from an arc that has some. Heights of the nodes turn every step that may lie on
such a circle into one without cost; there and back along one arc is no circle.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from billing.joining import Bools, Ints

MOST_LOOKED_AT = 400
"""Steps of one set that are looked at one by one; in larger sets every step counts as a choice."""


class Arcs(Protocol):
    """A graph whose last two nodes stand for nobody."""

    @property
    def tail(self) -> Ints:
        """Node from which each arc goes."""

    @property
    def head(self) -> Ints:
        """Node to which it goes."""

    @property
    def most(self) -> Ints:
        """How many it takes."""

    @property
    def cost(self) -> Ints:
        """What each of them costs."""

    @property
    def nobody(self) -> int:
        """The first of the last two."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps without cost from node to node, each along an arc."""

    tail: Ints
    head: Ints
    arc: Ints

    def take(self, which: Bools) -> "Steps":
        """Some of them."""
        return Steps(self.tail[which], self.head[which], self.arc[which])


def find_steps(graph: Arcs, flow: Ints) -> Steps:
    """Steps that may lie on a circle without cost; both nobodies are one node."""
    tail, head = np.minimum(graph.tail, graph.nobody), np.minimum(graph.head, graph.nobody)
    arc = np.arange(len(tail))
    real = tail != head
    more, some = real & (flow < graph.most), real & (flow > 0)
    u, v = np.concatenate((tail[more], head[some])), np.concatenate((head[more], tail[some]))
    cost = np.concatenate((graph.cost[more], -graph.cost[some]))
    along = np.concatenate((arc[more], arc[some]))
    height = np.zeros(graph.nobody + 1, dtype=np.int64)
    while True:
        lower = height.copy()
        np.minimum.at(lower, v, height[u] + cost)
        if np.array_equal(lower, height):
            break
        height = lower
    steps = Steps(u, v, along).take(height[u] + cost == height[v])
    return _peel(steps, graph.nobody + 1)


def _peel(steps: Steps, nodes: int) -> Steps:
    """Leave out steps to where no step leads on, and from where none leads."""
    while True:
        leaves, comes = np.zeros(nodes, dtype=np.bool_), np.zeros(nodes, dtype=np.bool_)
        leaves[steps.tail], comes[steps.head] = True, True
        kept = leaves[steps.head] & comes[steps.tail]
        if kept.all():
            return steps
        steps = steps.take(kept)


def find_choices(steps: Steps, nobody: int) -> list[Ints]:
    """Nodes among which there is a choice, set by set; steps of one connected part."""
    names, ends = np.unique(np.concatenate((steps.tail, steps.head)), return_inverse=True)
    u, v = ends[: len(steps.tail)], ends[len(steps.tail) :]
    circle = _circles(len(names), u, v)
    steps = Steps(u, v, steps.arc)
    steps = steps.take(circle[u] == circle[v])
    real = names < nobody
    if len(steps.arc) <= MOST_LOOKED_AT:
        steps = steps.take(_on_circles(steps))
    link = real[steps.tail] & real[steps.head]
    return [names[one] for one in _groups(len(names), steps.tail[link], steps.head[link])]


def _on_circles(steps: Steps) -> Bools:
    """Whether each step lies on a circle that does not go back along the same arc."""
    onward: dict[int, list[tuple[int, int]]] = {}
    listed = list(zip(steps.tail.tolist(), steps.head.tolist(), steps.arc.tolist(), strict=True))
    for tail, head, arc in listed:
        onward.setdefault(tail, []).append((head, arc))
    return np.asarray([_leads(onward, head, tail, arc) for tail, head, arc in listed], np.bool_)


def _leads(onward: dict[int, list[tuple[int, int]]], start: int, end: int, but: int) -> bool:
    """Whether steps lead from a node to another without an arc."""
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        if node == end:
            return True
        for head, arc in onward.get(node, ()):
            if arc != but and head not in seen:
                seen.add(head)
                waiting.append(head)
    return False


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


def _forest(onward: Sequence[Sequence[int]], roots: Iterable[int]) -> list[list[int]]:
    """Trees of a walk in depth from each root that was not met; nodes after their branches."""
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
