"""U05: billed again after a credit, as it should be."""

from collections.abc import Iterator

import numpy as np

from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where


def mark_again(pairs: Pairs) -> Iterator[Part]:
    """A row whose equal was credited whole before."""
    nothing = np.zeros(len(pairs.net), dtype=np.int64)
    yield from parts_where(Kind.U05, pairs.rebilled, nothing, found=pairs.net)
