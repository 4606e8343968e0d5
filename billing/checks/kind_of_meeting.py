"""Q04: a meeting of a group billed as one for a single person, or the other way round."""

from collections.abc import Iterator

import numpy as np

from billing.joining import NONE, Ints
from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where
from billing.tariffs import listed, price_at


def account_for_activity(pairs: Pairs, rest: Ints) -> Iterator[Part]:
    """The price that the other kind of meeting has on the day; or the row says the other kind."""
    lines, prices = pairs.lines, pairs.prices
    open_ = np.flatnonzero((rest != 0) & pairs.priced)
    ours, theirs = listed(prices, lines, open_)
    mine = open_[ours]
    other = (prices.activity[theirs] != lines.activity[mine]) & (
        prices.beneficiary[theirs] == lines.beneficiary[mine]
    )
    other &= (prices.since[theirs] <= lines.day[mine]) & (lines.day[mine] <= prices.until[theirs])
    mine, theirs = mine[other], theirs[other]
    alt = price_at(prices, theirs, lines.minutes[mine], lines.percent[mine]) - lines.full[mine]
    told = np.zeros(len(rest), dtype=np.bool_)
    told[mine[(alt == rest[mine]) & ~pairs.other_minutes[mine]]] = True
    said = (pairs.rows.activity != NONE) & (pairs.rows.activity != lines.activity)
    told |= said & (rest != 0) & ~pairs.other_minutes
    yield from parts_where(Kind.Q04, told, rest, found=pairs.net, wanted=lines.net)
