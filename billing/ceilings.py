"""Ceilings: what of each line may be claimed, and what is over units, month and year.

Lines are served in the order of service (local day and start, then line id), after everything
that earlier months and closed lines took. Each is let through as far as the pots it draws from
reach, so at most one line of a pot is cut in part. A crossing meeting is cut at the minute: the
granted minutes are priced as ever, the rest of its price is ``over_units``.

Most lines meet no full pot; most of the others meet one of a constant size, which a cumulative
sum answers. Only where several full pots cross, or one changes its size, are lines walked one
by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from billing.columns import service_order
from billing.pots import MONTHS, NO_LIMIT, UNITS, YEARS, Pot
from billing.price import Rated, full_price
from billing.rounding import share_each
from billing.tables import NO_TARIFF


@dataclass(frozen=True, slots=True)
class Cuts:
    """Columns beside ``attended``: ``full`` is always ``net`` and all that is over."""

    granted: np.ndarray
    """Minutes."""
    over_units: np.ndarray
    over_month: np.ndarray
    over_year: np.ndarray
    net: np.ndarray


def cut(attended: pd.DataFrame, prices: pd.DataFrame, rated: Rated, pots: dict[int, Pot]) -> Cuts:
    """Cut every priced line down to what its pots hold."""
    wanted = np.where(rated.price != NO_TARIFF, rated.billable, 0)
    units = [pots[family] for family in UNITS if family in pots]
    granted = let_through(attended, units, wanted)[-1]
    paid = _price_of_granted(prices, rated, granted)
    euros = [pots[family] for family in (*MONTHS, *YEARS) if family in pots]
    monthly = sum(family in pots for family in MONTHS)
    stages = let_through(attended, euros, paid)
    in_month, net = stages[monthly], stages[-1]
    return Cuts(granted, rated.full - paid, paid - in_month, in_month - net, net)


def _price_of_granted(prices: pd.DataFrame, rated: Rated, granted: np.ndarray) -> np.ndarray:
    """Price of the minutes that the units leave; a flat price is shared by the minutes."""
    paid = rated.full.copy()
    rows = np.flatnonzero((granted < rated.billable) & (rated.full != 0))
    if len(rows):
        timed = prices["unit_minutes"].to_numpy()[rated.price[rows]] > 0
        part = granted[rows]
        whole = full_price(prices, rated.price[rows], part, rated.percent[rows])
        flat = share_each(rated.full[rows], part, rated.billable[rows])
        paid[rows] = np.where(timed, whole, flat)
    return paid


def let_through(
    attended: pd.DataFrame, pots: Sequence[Pot], demand: np.ndarray
) -> list[np.ndarray]:
    """What of each row's demand is left at first, and after each family of pots in turn."""
    after = [demand.copy() for _ in range(len(pots) + 1)]
    full = [_full_pots(pot, demand) for pot in pots]
    walked = _crossing(pots, full, len(demand))
    for place, pot in enumerate(pots):
        here = full[place].any_full[pot.key] & ~walked[pot.rows] & (demand[pot.rows] > 0)
        rows, left = _one_pot(attended, pot, np.flatnonzero(here), demand)
        for stage in after[place + 1 :]:
            stage[rows] = left
    _walk(attended, pots, np.flatnonzero(walked & (demand > 0)), demand, after)
    return after


@dataclass(frozen=True, slots=True)
class _Full:
    """Of each pot of a family: whether it may be too small, and whether its size changes."""

    any_full: np.ndarray
    changing: np.ndarray


def _full_pots(pot: Pot, demand: np.ndarray) -> _Full:
    """Pots that would be overdrawn if every demand were met."""
    wanted = demand[pot.rows]
    asks = wanted > 0
    total = pot.used.copy()
    np.add.at(total, pot.key, np.where(pot.counts, wanted, 0))
    least = np.full(len(pot.used), NO_LIMIT)
    most = np.zeros(len(pot.used), dtype=np.int64)
    np.minimum.at(least, pot.key[asks], pot.limit[asks])
    np.maximum.at(most, pot.key[asks], pot.limit[asks])
    any_full = total > least
    return _Full(any_full, any_full & (least != most))


def _crossing(pots: Sequence[Pot], full: Sequence[_Full], n: int) -> np.ndarray:
    """Rows to be walked: of a full pot that changes, or that shares a row with another full one.

    A pot is walked as a whole: what one of its rows takes, the others lack. Pots that are not
    full cut nobody, so they tie nobody.
    """
    walked = np.zeros(n, dtype=np.bool_)
    met = np.zeros(n, dtype=np.int64)
    for pot, state in zip(pots, full, strict=True):
        met[pot.rows] += state.any_full[pot.key]
        walked[pot.rows] |= state.changing[pot.key]
    crossed = walked | (met > 1)
    for pot, state in zip(pots, full, strict=True):
        reached = np.zeros(len(pot.used), dtype=np.bool_)
        reached[pot.key[crossed[pot.rows]]] = True
        walked[pot.rows] |= (reached & state.any_full)[pot.key]
    return walked


def _one_pot(
    attended: pd.DataFrame, pot: Pot, at: np.ndarray, demand: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Rows of pots that alone are full, and what each lets through: a sum within the pot."""
    rows = service_order(attended, pot.rows[at])
    place = np.full(len(demand), 0)
    place[pot.rows] = np.arange(len(pot.rows))
    key = pot.key[place[rows]]
    by_pot = np.argsort(key, kind="stable")
    rows, key = rows[by_pot], key[by_pot]
    wanted = demand[rows]
    before = np.cumsum(wanted) - wanted
    begins = np.flatnonzero(np.diff(key, prepend=-1))
    lengths = np.diff(np.append(begins, len(key)))
    before -= np.repeat(before[begins], lengths)
    room = pot.limit[place[rows]] - pot.used[key] - before
    return rows, np.clip(room, 0, wanted)


def _walk(
    attended: pd.DataFrame,
    pots: Sequence[Pot],
    rows: np.ndarray,
    demand: np.ndarray,
    after: list[np.ndarray],
) -> None:
    """Serve rows one by one from all their pots together."""
    chosen = np.zeros(len(demand), dtype=np.bool_)
    chosen[rows] = True
    boxes = [_open(pot, chosen) for pot in pots]
    for row in service_order(attended, rows).tolist():
        left = int(demand[row])
        draws = []
        for stage, (drawn, used) in enumerate(boxes, 1):
            if row in drawn:
                key, limit, counts = drawn[row]
                left = min(left, max(0, limit - used[key]))
                if counts:
                    draws.append((used, key))
            after[stage][row] = left
        for used, key in draws:
            used[key] += left


def _open(pot: Pot, chosen: np.ndarray) -> tuple[dict[int, tuple[int, int, bool]], list[int]]:
    """Pot, size and whether it counts for each chosen row; and what was taken of each pot."""
    here = chosen[pot.rows]
    columns = (pot.key[here], pot.limit[here], pot.counts[here])
    drawn = zip(*(column.tolist() for column in columns), strict=True)
    return dict(zip(pot.rows[here].tolist(), drawn, strict=True)), pot.used.tolist()
