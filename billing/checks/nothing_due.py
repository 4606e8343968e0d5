"""P05–P08, E01–E03, E07–E09, T06, C05: billed although nothing was due for the meeting."""

from collections.abc import Iterator

import numpy as np

from billing.joining import NONE, Ints
from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where
from billing.results import NAMES


def account_for_nothing_due(pairs: Pairs, rest: Ints) -> Iterator[Part]:
    """All cents of a row whose meeting has no price, by the reason why it has none."""
    for kind in np.unique(pairs.why[(pairs.why != NONE) & (rest != 0)]):
        told = (pairs.why == kind) & (rest != 0)
        yield from parts_where(
            Kind(NAMES[kind]), told, rest, minutes=pairs.minutes.clip(min=0), found=pairs.net
        )
