"""Q01, Q02, Q06: more or fewer minutes than may be billed, or minutes rounded to a step."""

from collections.abc import Iterator

import numpy as np

from billing.joining import Bools, Ints
from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where
from billing.tariffs import price_by

STEPS = (60, 30, 15)
"""Minutes to which people round."""


def account_for_minutes(pairs: Pairs, rest: Ints) -> Iterator[Part]:
    """What the minutes make at the price that holds; what is left is a matter of the price."""
    lines, prices = pairs.lines, pairs.prices
    unit = prices.unit_minutes[lines.price]
    minutes = np.maximum(pairs.minutes, 0)
    cents = price_by(prices.cents[lines.price], minutes, unit, lines.percent) - lines.full
    open_ = pairs.other_minutes & pairs.priced & (lines.full > 0)
    # Within a ceiling that is reached, more minutes make no more money.
    cents = np.where((rest == 0) & (lines.full > lines.net), 0, cents)
    cents = np.where(unit > 0, cents, 0)
    stepped = _stepped(minutes, lines.minutes)
    more = minutes - lines.minutes
    facts = {"minutes": more, "found": minutes, "wanted": lines.minutes}
    yield from parts_where(Kind.Q06, open_ & stepped, cents, **facts)
    yield from parts_where(Kind.Q01, open_ & ~stepped & (more > 0), cents, **facts)
    yield from parts_where(Kind.Q02, open_ & ~stepped & (more < 0), cents, **facts)


def _stepped(found: Ints, wanted: Ints) -> Bools:
    """Whether minutes are those that were wanted, rounded to a step."""
    told = np.zeros(len(found), dtype=np.bool_)
    for step in STEPS:
        told |= (found % step == 0) & (wanted % step != 0) & (np.abs(found - wanted) < step)
    return told & (found > 0)
