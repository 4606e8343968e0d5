"""E04, E05, E06: billed beyond the units of the referral, or a ceiling of month or year."""

from collections.abc import Iterator
from itertools import product

import numpy as np

from billing.joining import Ints
from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where


def account_for_ceilings(pairs: Pairs, rest: Ints) -> Iterator[Part]:
    """What was cut off and is billed all the same: all of it, or what one or two ceilings cut."""
    lines = pairs.lines
    over = {Kind.E04: lines.over_units, Kind.E06: lines.over_month, Kind.E05: lines.over_year}
    left = rest.copy()
    for chosen in sorted(product((1, 0), repeat=3), key=sum, reverse=True)[:-1]:
        cents = sum(column * take for column, take in zip(over.values(), chosen, strict=True))
        told = (left > 0) & (np.asarray(cents) == left)
        left = np.where(told, 0, left)
        for (kind, column), take in zip(over.items(), chosen, strict=True):
            if take:
                yield from parts_where(
                    kind, told & (column > 0), column, found=pairs.net, wanted=lines.net
                )
