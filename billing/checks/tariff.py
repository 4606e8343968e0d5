"""T01, T02, T03: the price of another time, of another component, of another provider."""

from collections.abc import Iterator

import numpy as np

from billing.joining import NONE, Bools, Ints, cross, pack
from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where
from billing.tariffs import listed, price_at, price_by


def account_for_tariff(pairs: Pairs, rest: Ints) -> Iterator[Part]:
    """A difference that another price of the list makes exactly, for the minutes of the row."""
    lines, prices = pairs.lines, pairs.prices
    minutes = np.where(pairs.other_minutes, pairs.minutes, lines.minutes)
    unit = prices.unit_minutes[lines.price]
    now = price_by(prices.cents[lines.price], minutes, unit, lines.percent)
    target = now + rest
    left = (rest != 0) & pairs.priced
    for kind, find in ((Kind.T01, _other_time), (Kind.T02, _other_part), (Kind.T03, _other_giver)):
        open_ = np.flatnonzero(left)
        told = np.zeros(len(rest), dtype=np.bool_)
        if len(open_):
            mine, price = find(pairs, open_)
            alt = price_at(prices, price, minutes[mine], lines.percent[mine])
            told[mine[alt == target[mine]]] = True
        left &= ~told
        yield from parts_where(kind, told, rest, found=target, wanted=now)


def _other_time(pairs: Pairs, at: Ints) -> tuple[Ints, Ints]:
    """Prices of the same for days that are not the meeting's."""
    ours, price = listed(pairs.prices, pairs.lines, at)
    mine = at[ours]
    keep = _same_kind(pairs, mine, price) & ~_holds(pairs, mine, price)
    return mine[keep], price[keep]


def _other_part(pairs: Pairs, at: Ints) -> tuple[Ints, Ints]:
    """Prices of other components that hold on the day, one of each figure."""
    prices, lines = pairs.prices, pairs.lines
    keys = ("activity", "beneficiary")
    some = _one_of_each(pairs, (*keys, "unit_minutes", "cents", "since", "until", "component"))
    ours, theirs = cross(
        *pack([(getattr(lines, name)[at], getattr(prices, name)[some]) for name in keys])
    )
    mine, price = at[ours], some[theirs]
    keep = (prices.component[price] != lines.component[mine]) & _holds(pairs, mine, price)
    return mine[keep], price[keep]


def _other_giver(pairs: Pairs, at: Ints) -> tuple[Ints, Ints]:
    """Prices of the same component that another provider has on the day."""
    prices, lines = pairs.prices, pairs.lines
    keys = ("component", "activity", "beneficiary", "unit_minutes", "cents", "since", "until")
    some = _one_of_each(pairs, keys)
    ours, theirs = cross(lines.component[at], prices.component[some])
    mine, price = at[ours], some[theirs]
    keep = _same_kind(pairs, mine, price) & _holds(pairs, mine, price)
    keep &= prices.seller[price] != NONE
    return mine[keep], price[keep]


def _one_of_each(pairs: Pairs, names: tuple[str, ...]) -> Ints:
    columns = [getattr(pairs.prices, name) for name in names]
    key, _ = pack([(column, column[:0]) for column in columns])
    return np.unique(key, return_index=True)[1]


def _same_kind(pairs: Pairs, mine: Ints, price: Ints) -> Bools:
    prices, lines = pairs.prices, pairs.lines
    same: Bools = prices.activity[price] == lines.activity[mine]
    same &= prices.beneficiary[price] == lines.beneficiary[mine]
    return same


def _holds(pairs: Pairs, mine: Ints, price: Ints) -> Bools:
    day = pairs.lines.day[mine]
    held: Bools = (pairs.prices.since[price] <= day) & (day <= pairs.prices.until[price])
    return held
