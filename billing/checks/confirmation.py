"""P06: delivered but not confirmed."""

from collections.abc import Iterator

import numpy as np

from billing.given import Given
from billing.kinds import Kind
from billing.results import Told, tell


def check_confirmation(given: Given) -> Iterator[Told]:
    """Every line with something due that neither client nor partner has confirmed."""
    lines = given.lines
    at = np.flatnonzero(~lines.confirmed & (lines.net > 0))
    yield tell(
        Kind.P06,
        len(at),
        line=at,
        cents=lines.net[at],
        minutes=lines.minutes[at],
        found=lines.day[at],
    )
