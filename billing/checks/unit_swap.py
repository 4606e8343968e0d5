"""Q03: the hour taken for the academic hour, or the other way round."""

from collections.abc import Iterator

import numpy as np

from billing.joining import Ints
from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where
from billing.tariffs import ACADEMIC, HOUR, price_by, swap_unit


def account_for_units(pairs: Pairs, rest: Ints) -> Iterator[Part]:
    """The same price for the other unit; or 45 minutes of each hour, 60 of each 45."""
    lines, prices = pairs.lines, pairs.prices
    unit, cents = prices.unit_minutes[lines.price], prices.cents[lines.price]
    timed = pairs.priced & ((unit == HOUR) | (unit == ACADEMIC)) & (rest != 0)
    swapped = price_by(cents, lines.minutes, swap_unit(unit), lines.percent) - lines.full
    told = timed & (swapped == rest) & ~pairs.other_minutes
    longer = pairs.minutes * ACADEMIC == lines.minutes * HOUR
    shorter = pairs.minutes * HOUR == lines.minutes * ACADEMIC
    stretched = price_by(cents, np.maximum(pairs.minutes, 0), np.maximum(unit, 1), lines.percent)
    told |= timed & (pairs.minutes > 0) & (longer | shorter) & (stretched - lines.full == rest)
    more = np.where(pairs.other_minutes, pairs.minutes - lines.minutes, 0)
    yield from parts_where(Kind.Q03, told, rest, minutes=more, found=pairs.net, wanted=lines.net)
