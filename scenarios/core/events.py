"""The same matching in continuous time: at every arrival and every end, whoever waits is matched.

For verification alone: queues of which theory knows the answer have no working days.
"""

from collections.abc import Callable

import numpy as np

from scenarios.core.compiled import entry, sources
from scenarios.core.heap import pop, push
from scenarios.core.match import match
from scenarios.core.net import FLOW, make_net
from scenarios.core.state import NOBODY, Ints, Nodes, Suits


def _play(version: int) -> Callable[..., int]:
    def play(
        arrives: np.ndarray,
        lasts: np.ndarray,
        patience: np.ndarray,
        node: Ints,
        nodes: Nodes,
        suits: Suits,
        room: Ints,
        begun: np.ndarray,
    ) -> int:
        many = arrives.shape[0]
        queue, line = np.empty(many, np.int64), np.empty(many, np.int64)
        chosen, worker = np.empty(many, np.int64), np.empty(many, np.int64)
        keys, things = np.empty(many + 1, np.float64), np.empty(many + 1, np.int64)
        net = make_net(nodes, suits, room.shape[0])
        heap, waits, next_row = 0, 0, 0
        while next_row < many or heap > 0:
            if heap == 0 or (next_row < many and arrives[next_row] < keys[0]):
                now = arrives[next_row]
                queue[waits] = next_row
                waits += 1
                next_row += 1
            else:
                heap = pop(keys, things, heap)
                now = keys[heap]
                room[worker[things[heap]]] += nodes.load[node[things[heap]]]
            kept = 0
            for j in range(waits):
                if now - arrives[queue[j]] <= patience[queue[j]]:
                    line[kept] = queue[j]
                    kept += 1
            match(net, line, kept, node, nodes, suits, room, chosen, FLOW)
            waits = 0
            for j in range(kept):
                i = line[j]
                if chosen[j] == NOBODY:
                    queue[waits] = i
                    waits += 1
                else:
                    begun[i], worker[i] = now, chosen[j]
                    heap = push(keys, things, heap, now + lasts[i], i)
        return version

    return play


play_events = entry(_play(sources()))
"""Serve episodes in the order of ``arrives``; ``begun`` stays NaN for those who gave up."""
