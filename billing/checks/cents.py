"""T07: a cent or two of rounding; told and added up, never let pass."""

from collections.abc import Iterator

import numpy as np

from billing.joining import Ints
from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where
from billing.sides import CENTS_E4, SUM


def account_for_rounding(pairs: Pairs, rest: Ints) -> Iterator[Part]:
    """No more cents than count as rounding, where the row's price is that of the list."""
    price = pairs.rows.unit_price
    listed = pairs.prices.cents[pairs.lines.price] * CENTS_E4
    told = (rest != 0) & (np.abs(rest) <= pairs.known.rounding) & pairs.priced
    told &= (price == 0) | (price == listed) | (pairs.rows.unit == SUM)
    yield from parts_where(Kind.T07, told, rest, found=pairs.net, wanted=pairs.lines.net)
