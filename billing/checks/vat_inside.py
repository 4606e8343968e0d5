"""D07: VAT inside the price of a service that has none, or none where the price has it inside."""

from collections.abc import Iterator

import numpy as np

from billing.joining import Ints
from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where
from billing.rounding import half_away
from billing.vat import HUNDREDTHS, rates


def account_for_vat(pairs: Pairs, rest: Ints) -> Iterator[Part]:
    """A difference that is the VAT of the line's net, at any standard rate there has been."""
    told = np.zeros(len(rest), dtype=np.bool_)
    net = pairs.lines.net
    for rate in rates():
        vat = half_away(net * rate.rate, HUNDREDTHS)
        within = half_away(net * HUNDREDTHS, HUNDREDTHS + rate.rate) - net
        told |= (rest != 0) & ((rest == vat) | (rest == within)) & (net > 0)
    told &= ~pairs.other_minutes
    yield from parts_where(Kind.D07, told, rest, found=pairs.net, wanted=net)
