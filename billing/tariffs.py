"""Prices that a line might have been billed at: by the list, at another time, of another kind."""

import numpy as np

from billing.joining import NONE, Ints, cross
from billing.rounding import price_each
from billing.sides import Lines, Prices

HOUR, ACADEMIC = 60, 45


def price_at(prices: Prices, price: Ints, minutes: Ints, percent: Ints) -> Ints:
    """Cents of minutes at rows of the price list; a unit that is no time costs what it costs."""
    return price_by(prices.cents[price], minutes, prices.unit_minutes[price], percent)


def price_by(cents: Ints, minutes: Ints, unit: Ints, percent: Ints) -> Ints:
    """Cents of minutes at a price for a unit of so many minutes; unit 0: no time."""
    timed = unit > 0
    each = np.where(timed, minutes, 1)
    return price_each(cents, each, np.where(timed, unit, 1), percent)


def swap_unit(unit: Ints) -> Ints:
    """The hour for the academic hour and the other way round; other units stay."""
    return np.where(unit == HOUR, ACADEMIC, np.where(unit == ACADEMIC, HOUR, unit))


def listed(prices: Prices, lines: Lines, at: Ints) -> tuple[Ints, Ints]:
    """Every price of the components of some lines that their providers may ask.

    Returns places in ``at`` and rows of the price list, all times, kinds and beneficiaries.
    """
    ours, theirs = cross(lines.component[at], prices.component)
    who = prices.seller[theirs]
    held = (who == NONE) | (who == lines.seller[at[ours]])
    return ours[held], theirs[held]


def on_the_day(prices: Prices, lines: Lines, at: Ints) -> Ints:
    """Row of the price list that holds for each line; -1 where none does.

    The provider's own price goes before the general one.
    """
    ours, theirs = listed(prices, lines, at)
    mine = at[ours]
    day = lines.day[mine]
    held = (prices.since[theirs] <= day) & (day <= prices.until[theirs])
    held &= prices.activity[theirs] == lines.activity[mine]
    held &= prices.beneficiary[theirs] == lines.beneficiary[mine]
    ours, theirs = ours[held], theirs[held]
    by = np.argsort(prices.seller[theirs] != NONE, kind="stable")
    found = np.full(len(at), NONE)
    found[ours[by]] = theirs[by]
    return found
