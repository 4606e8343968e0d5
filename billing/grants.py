"""Whose money it is: the funders of a programme and their shares on a day.

A *grant* is a programme from the day on which its shares hold. Where a programme names no
funders, or none on the day, its payer bears all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from billing.columns import UNKNOWN, mapped
from domain.programme import Programme

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Grant:
    """Who pays which share from a day on."""

    programme: str
    since: date
    funders: tuple[str, ...]
    shares: tuple[int, ...]
    """Percent, in the order of the funders; together a hundred."""

    @property
    def name(self) -> str:
        """As it stands in the table ``split``."""
        return f"{self.programme} {self.since.isoformat()}"


def grants_of(programme: Programme) -> tuple[Grant, ...]:
    """Grants of a programme, one after the other; the first from the programme's first day."""
    begins = {programme.since}
    for funder in programme.funders:
        begins.add(funder.since)
        if funder.until is not None:
            begins.add(funder.until + _DAY)
    return tuple(_grant(programme, day) for day in sorted(begins))


def _grant(programme: Programme, day: date) -> Grant:
    held = [funder for funder in programme.funders if funder.holds_on(day)]
    if not held:
        return Grant(programme.id, day, (programme.payer,), (100,))
    names = tuple(funder.name for funder in held)
    return Grant(programme.id, day, names, tuple(funder.percent for funder in held))


def grants_on(
    attended: pd.DataFrame, programmes: Mapping[str, Programme]
) -> tuple[list[Grant], np.ndarray]:
    """All grants, and the number of each row's; ``UNKNOWN`` where nobody knows the component.

    The local day of service decides; a day before the first grant takes the first.
    """
    found: list[Grant] = []
    number = np.full(len(attended), UNKNOWN)
    days = attended["day"].to_numpy()
    owners = {c.id: k for k, p in enumerate(programmes.values()) for c in p.components}
    owner = mapped(attended["component"], owners, UNKNOWN)
    for place, programme in enumerate(programmes.values()):
        grants = grants_of(programme)
        rows = np.flatnonzero(owner == place)
        since = np.asarray([grant.since.toordinal() for grant in grants])
        at = np.searchsorted(since, days[rows], side="right") - 1
        number[rows] = len(found) + np.maximum(at, 0)
        found.extend(grants)
    return found, number


def all_grants(programmes: Iterable[Programme]) -> dict[str, Grant]:
    """Every grant by its name."""
    return {grant.name: grant for programme in programmes for grant in grants_of(programme)}
