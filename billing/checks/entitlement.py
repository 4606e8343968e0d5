"""E01–E03, E07–E09: priced, although the referral or the worker does not allow the meeting."""

from collections.abc import Iterator

import numpy as np

from billing.given import Given
from billing.results import Told, tell


def check_entitlement(given: Given) -> Iterator[Told]:
    """Every line with something due that lacks a referral, its days or a qualified worker.

    The whole of what is due is at stake; it is no part of the difference, because the price
    list grants it.
    """
    lines = given.lines
    for kind, mask in given.entitlement.items():
        at = np.flatnonzero(mask & (lines.net > 0))
        yield tell(
            kind,
            len(at),
            line=at,
            cents=lines.net[at],
            minutes=lines.minutes[at],
            found=lines.day[at],
        )
