"""Who may take which seat: every must of pairs asked, and every wish priced.

A rule is asked once for all seats that are alike to it, and about every worker; what it says
is then laid over the seats. Where hardly two seats are alike, it is asked about the pairs that
are left.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.session import WEEK_DAYS
from optimizer.alike import labels
from optimizer.limit import PairRule
from optimizer.rules import PAIR_RULES
from optimizer.tables import Bools, Ints, Tables, units

CHUNK = 1_000_000
"""Pairs looked at in one go: bounds the memory of a nation's week."""

DAY_BITS = 1 << np.arange(WEEK_DAYS)

REMOVERS = (*(rule.__name__ for rule in PAIR_RULES), "shift")
"""What removes a pair: a rule of pairs, or no shift on any day that is left."""

NONE = np.zeros(0, np.int64)

EVERY_DAY = (1 << WEEK_DAYS) - 1
NO_DAY = np.uint8(EVERY_DAY + 1)
"""Bit of a need without any day left. It keeps its pairs: of the days, ``refused`` speaks."""

ALL, NOTHING = np.uint8(NO_DAY | EVERY_DAY), np.uint8(0)

Days = NDArray[np.uint8]
"""Weekdays as bits, and ``NO_DAY``."""


@dataclass(frozen=True)
class Pairs:
    """Pairs that every must keeps, in seat order, the cheapest first."""

    seat: Ints
    worker: Ints
    days: Ints
    """Weekdays allowed, bit 0 = Monday."""
    price: Ints
    removed: Ints
    """(seats, REMOVERS) how many workers each rule removed, in that order."""


@dataclass(frozen=True)
class Answer:
    """What a rule says of the seats of each label and every worker."""

    row: Ints
    """(seats) row of ``said``."""
    said: NDArray[np.uint8] | Ints
    """(labels, workers) days that are left, or units missed."""


def make_pairs(t: Tables, need_days: Ints) -> Pairs:
    """All pairs of a week; ``need_days``: weekdays on which each need has a start."""
    label = labels(t)
    seat, worker, days, removed = _keep(t, need_days, label)
    price = np.zeros(len(seat), np.int64)
    for rule in PAIR_RULES:
        cost = t.policy.price(rule.__name__)
        if cost:
            _add_price(t, rule, cost, label.get(rule.__name__), (seat, worker, price))
    if price.any():
        order = np.lexsort((price, seat))
        seat, worker, days, price = seat[order], worker[order], days[order], price[order]
    return Pairs(seat, worker, days.astype(np.int64), price, removed)


def _keep(t: Tables, need_days: Ints, label: Mapping[str, Ints]) -> tuple[Ints, Ints, Days, Ints]:
    """(seat, worker, days) left by every must, and how many workers each must removed."""
    seats, workers = len(t.seat_need), len(t.problem.workers)
    removed = np.zeros((seats, len(REMOVERS)), np.int64)
    musts = [
        (k, rule, _ask_alike(t, rule, label.get(rule.__name__), seats * workers // 2, _days_left))
        for k, rule in enumerate(PAIR_RULES)
        if t.policy.price(rule.__name__) is None
    ]
    on_shift = _bits(t.shift_start <= t.shift_end) | NO_DAY
    wanted = np.where(need_days > 0, need_days, NO_DAY).astype(np.uint8)[t.seat_need]
    step = max(1, CHUNK // max(1, workers))
    kept: list[tuple[Ints, Ints, Days]] = [(NONE, NONE, NONE.astype(np.uint8))]
    for first in range(0, seats, step):
        part = slice(first, min(seats, first + step))
        days = np.repeat(wanted[part][:, None], workers, axis=1)
        left = np.full(len(days), workers)
        for k, rule, answer in musts:
            if answer is None:
                seat, worker = np.nonzero(days)
                days[seat, worker] &= _days_left(rule(t, seat + first, worker))
            elif (answer.said == ALL).all():
                continue
            else:
                days &= answer.said[answer.row[part]]
            before, left = left, units(np.count_nonzero(days, axis=1))
            removed[part, k] = before - left
        days &= on_shift
        before, left = left, units(np.count_nonzero(days, axis=1))
        removed[part, -1] = before - left
        flat = np.flatnonzero(days)
        seat = np.repeat(np.arange(first, part.stop), left)
        kept.append((seat, flat - (seat - first) * workers, days.ravel()[flat] & ~NO_DAY))
    seat, worker, found = (np.concatenate(parts) for parts in zip(*kept, strict=True))
    return seat, worker, found, removed


def _add_price(
    t: Tables, rule: PairRule, cost: int, label: Ints | None, pairs: tuple[Ints, Ints, Ints]
) -> None:
    """Add what a wish costs to the price of every pair."""
    seat, worker, price = pairs
    answer = _ask_alike(t, rule, label, len(seat), units)
    if answer is not None and not answer.said.any():
        return
    for first in range(0, len(seat), CHUNK):
        part = slice(first, first + CHUNK)
        if answer is None:
            price[part] += cost * rule(t, seat[part], worker[part])
        else:
            price[part] += cost * answer.said[answer.row[seat[part]], worker[part]]


def _ask_alike(
    t: Tables,
    rule: PairRule,
    label: Ints | None,
    most: int,
    read: Callable[[Ints], NDArray[Any]],
) -> Answer | None:
    """The rule asked about one seat of each label; None where that are more than ``most`` pairs."""
    if label is None:
        return None
    _, seat, row = np.unique(label, return_index=True, return_inverse=True)
    workers = len(t.problem.workers)
    if len(seat) * workers > most:
        return None
    step = max(1, CHUNK // max(1, workers))
    parts = [
        read(rule(t, np.repeat(some, workers), np.tile(np.arange(workers), len(some))))
        for some in (seat[first : first + step] for first in range(0, len(seat), step))
    ]
    said = np.concatenate(parts) if parts else NONE
    return Answer(row, said.reshape(len(seat), workers))


def _days_left(missed: Ints) -> Days:
    """Days that a must leaves to each pair."""
    if missed.ndim > 1:
        return _bits(missed == 0) | NO_DAY
    return np.where(missed == 0, ALL, NOTHING)


def _bits(days: Bools) -> Days:
    return np.packbits(days, axis=1, bitorder="little")[:, 0]
