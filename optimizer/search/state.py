"""What the search changes: routes, needs, counters, and how to undo it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer.columns import Columns
from optimizer.search import at
from optimizer.search.packed import SHORTEST, Packed, Table, Wide
from optimizer.tables import Ints

LONGEST = 60
"""Visits on one route at most."""
MOST_TAKEN = 600
"""Needs moved in one iteration at most: bounds the log."""


class State(NamedTuple):
    """Written by the search. Columns as ``optimizer.search.at`` names them."""

    num: Wide
    chance: NDArray[np.uint64]
    count: Wide
    """Counters, then bonds."""
    stop: Table
    old_stop: Table
    tour: Table
    version: Wide
    """(routes, 2) of each route and before this iteration: a number of its content."""
    worker_mark: Wide
    served: Table
    banked: Wide
    """(needs, 2) iterations in which a need was changed, and put into the bank."""
    chair: Table
    lists: Table
    log: Wide
    key: NDArray[np.float64]
    slot: Wide
    scratch: Wide
    place: Wide
    """(slots, 2) version of the route, and the best place on it: extra way * 64 + position."""
    best_stop: Table
    touched: NDArray[np.uint64]
    """Bits of the workers whose routes this iteration touched."""
    chances: NDArray[np.float64]
    """(kinds, 3) share, tried, gained."""


def fresh(c: Columns, packed: Packed, seed: int, kinds: int) -> State:
    """An empty roster: every need left out."""
    needs, seats = len(c.need_price), len(c.tables.seat_need)
    routes = len(packed.route) - 1
    stops = _longest(c, packed)
    counters, bonds = len(c.counters.rule), len(c.rows.bond_counter)
    rows = _most_rows(packed)
    listed = max(needs, routes, 1)
    state = State(
        num=np.zeros(16, np.int64),
        chance=np.array([(seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64 | 1], np.uint64),
        count=np.concatenate([c.counters.start, np.zeros(bonds, np.int64)]),
        stop=np.zeros((max(routes, 1), stops, 6), np.int32),
        old_stop=np.zeros((max(routes, 1), stops, 6), np.int32),
        tour=np.zeros((max(routes, 1), 14), np.int32),
        version=np.ones((max(routes, 1), 2), np.int64),
        worker_mark=np.zeros(max(routes // 7, 1), np.int64),
        served=np.zeros((max(needs, 1), 13), np.int32),
        banked=np.zeros((max(needs, 1), 2), np.int64),
        chair=np.full((max(seats, 1), 5), -1, np.int32),
        lists=np.zeros((listed, 8), np.int32),
        log=np.zeros((min(max(needs, 1), MOST_TAKEN) * rows * 4 + 1000, 2), np.int64),
        key=np.zeros(max(needs, 1)),
        slot=np.zeros((max(1, int(np.diff(c.tables.need_seat).max(initial=1))), at.SLOTS, 6), np.int64),
        scratch=np.zeros((max(64, stops, int(np.diff(c.need_opt).max(initial=1))), 11), np.int64),
        place=np.zeros((max(1, int(packed.seat[-1, at.SLOT0])), 2), np.int64),
        best_stop=np.zeros((max(routes, 1), stops), np.int32),
        touched=np.zeros(packed.workers.shape[1], np.uint64),
        chances=np.zeros((kinds, 3)),
    )
    state.served[:, [at.OPT, at.BEST_OPT]] = -1
    absent = np.arange(needs)
    state.lists[:needs, at.ACTIVE_L] = absent
    state.lists[:needs, at.ABSENT_L] = absent
    state.served[:needs, at.ABSENT_AT] = absent
    state.num[[at.ABSENT, at.ACTIVE, at.BEST_ABSENT]] = needs
    state.num[[at.COST, at.BEST]] = c.empty_cost
    state.num[at.VERSION] = 1
    state.tour[: len(packed.route) - 1, at.FROM_HOME] = packed.route[:-1, at.BEGIN]
    state.tour[: len(packed.route) - 1, at.TO_HOME] = packed.route[:-1, at.END]
    return state


def _longest(c: Columns, packed: Packed) -> int:
    """The most visits that a shift can hold."""
    open_ = packed.route[:-1, at.END].astype(np.int64) - packed.route[:-1, at.BEGIN]
    minutes = c.tables.need_minutes
    shortest = max(1, int(minutes.min(initial=60)) if len(minutes) else SHORTEST)
    return int(min(LONGEST, max(2, int(open_.max(initial=0)) // shortest + 1)))


def _most_rows(packed: Packed) -> int:
    """Counters that one need can move at most."""

    def most(table: Table, column: int) -> int:
        return int(np.diff(table[:, column]).max(initial=0))

    days = most(packed.worker, at.DAY_COUNTER0)
    seat = most(packed.route, at.ROUTE_ROW) + most(packed.pair, at.PAIR_ROW) + days
    seat += 2 * most(packed.pair, at.TIE0)
    return most(packed.opt, at.OPT_ROW) + max(1, most(packed.need, at.SEAT0)) * seat + 1


def absent_needs(state: State) -> Ints:
    """Rows of the needs left out of the best roster."""
    return np.flatnonzero(state.served[:, at.BEST_OPT] < 0)
