"""An answer at once: what was hit goes where the fewest people hear of it."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from optimizer.board import Board
from optimizer.choices import Choices
from optimizer.columns import Columns
from optimizer.construct import best_way, make_room
from optimizer.replan.heard import Hearing
from optimizer.rules.wanted_meeting import weights
from optimizer.tables import Ints
from optimizer.watch import Stop

A_CALL = 1_000_000
"""Price of one more person who hears: more than a week of anything else costs."""


def place_again(hearing: Hearing, order: Iterable[int], over: Stop) -> Choices:
    """Put needs in beside what stands, then move one other meeting for those still out.

    The prices of pairs and starts are those of the policy, and A_CALL more for each person
    who would have to hear of it and has not heard of anything else yet.
    """
    prices = _Prices(hearing)
    board = Board(prices.c)
    board.put_all(hearing.standing.kept)
    waiting = list(order)
    for need in waiting:
        if over():
            return board.chosen
        way = best_way(board, need)
        if way is not None:
            board.put(need, way[1], way[2])
            prices.hear(hearing.of_change(board.chosen, need))
    for need in [n for n in waiting if board.chosen.start[n] < 0]:
        if over():
            break
        if make_room(board, need):
            prices.hear(hearing.people(board.chosen))
    return board.chosen


def by_weight(hearing: Hearing) -> list[int]:
    """Needs without a meeting that somebody may take, the weightiest first, then the hardest."""
    c, t = hearing.c, hearing.c.tables
    left = np.flatnonzero(hearing.standing.kept.start < 0).tolist()
    weight = weights(t)
    ways = np.diff(c.seat_pair[t.need_seat]) * np.diff(c.need_opt)
    chance = [n for n in left if n not in hearing.standing.begun and ways[n] > 0]
    # What was published comes before what was left out already, weight for weight.
    return sorted(chance, key=lambda n: (-weight[n], n not in hearing.published, ways[n], n))


class _Prices:
    """Columns in which a call has its price as long as nobody has to make it."""

    def __init__(self, hearing: Hearing) -> None:
        c = hearing.c
        self.hearing, self.heard = hearing, set[int]()
        self.c = replace(
            c,
            pair_price=c.pair_price.copy(),
            opt_price=c.opt_price.copy(),
            need_price=c.need_price * A_CALL,
        )
        self._pair, self._opt = c.pair_price, c.opt_price
        self._of_worker = _rows_of(c.pair_worker, len(c.tables.worker_home))
        self._charge_workers()
        self._charge_clients()
        self.hear(hearing.people(hearing.standing.kept))

    def _charge_workers(self) -> None:
        c, t, hearing = self.c, self.c.tables, self.hearing
        need = t.seat_need[c.pair_seat]
        own = np.zeros(len(need), np.bool_)
        for row, (_, team) in hearing.published.items():
            for pair in range(int(c.seat_pair[t.need_seat[row]]), _end_of(c, row)):
                own[pair] = int(c.pair_worker[pair]) in team
        self.c.pair_price[~own] += A_CALL

    def _charge_clients(self) -> None:
        """Another start of what stands is heard by its clients and its workers."""
        c, hearing = self.c, self.hearing
        for row, (start, team) in hearing.published.items():
            calls = len(hearing.clients[row]) + len(team)
            if hearing.standing.kept.start[row] >= 0:
                for option in range(int(c.need_opt[row]), int(c.need_opt[row + 1])):
                    if not c.opt_lo[option] == c.opt_hi[option] == start:
                        self.c.opt_price[option] += calls * A_CALL

    def hear(self, people: Iterable[int]) -> None:
        """Once somebody is called, a second thing to tell is free."""
        first = self.hearing.worker(0)
        fresh = [person for person in people if person not in self.heard]
        self.heard.update(fresh)
        for worker in [person - first for person in fresh if person >= first]:
            rows = self._of_worker[worker]
            self.c.pair_price[rows] = self._pair[rows]


def _end_of(c: Columns, need: int) -> int:
    return int(c.seat_pair[c.tables.need_seat[need + 1]])


def _rows_of(owner: Ints, many: int) -> list[Ints]:
    order = np.argsort(owner, kind="stable")
    ends = np.cumsum(np.bincount(owner, minlength=many))
    return np.split(order, ends[:-1])
