"""How a year's ceiling is being used: a guide for each month left, and when it will be used up.

This is advice, never a limit: a month may pass its share (seed 003), the year may not. A client
is warned of when a month took more than a quarter over the guide, or when the meetings that are
planned reach beyond what is left.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from billing.month import Terms, price_month, used_table
from domain.clock import months_after
from domain.entitlement import History, remaining
from domain.referral import Referral, Used

_MONTHS = 12
_SLACK = (5, 4)
"""A month may take five quarters of the guide."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A client's ceiling of a calendar year, at the end of a month; money in cents."""

    client: str
    component: str
    """Through which the ceiling was reached for."""
    pot: str
    """Names the ceiling, as ``domain.entitlement`` does."""
    spent: int
    """In the month."""
    left: int
    """Of the year, after the month."""
    guide: int
    """What was left before the month, for each month from it to December."""
    used_up: date | None
    """Day of the first planned meeting of the year beyond what is left; None: they all fit."""
    source: str

    @property
    def too_fast(self) -> bool:
        """Whether the month took more than a quarter over the guide."""
        return self.spent * _SLACK[1] > self.guide * _SLACK[0]

    @property
    def warns(self) -> bool:
        """Whether somebody should look at it."""
        return self.too_fast or self.used_up is not None


def advise(
    terms: Terms,
    referrals: Iterable[Referral],
    used: Iterable[Used],
    month: date,
    planned: pd.DataFrame,
) -> tuple[Advice, ...]:
    """Advice on every ceiling of a calendar year that somebody has drawn from.

    ``used`` is everything claimed until the end of ``month`` (its first day), ``planned`` the
    meetings after it (table ``attended``, outcome delivered). One answer per pot, in the
    order of client and pot.
    """
    known, rows = list(referrals), list(used)
    last = months_after(month, 1) - timedelta(days=1)
    now = History.of(rows, known)
    before = History.of([row for row in rows if row.month < month], known)
    beyond = _used_up(terms, known, rows, planned, month.year)
    found: dict[str, Advice] = {}
    for referral, component in _drawn(rows, known):
        programme = terms.programmes[referral.programme]
        part = next((c for c in programme.components if c.id == component), None)
        if part is None:
            continue
        lefts = (remaining(programme, part, referral, at, last, last) for at in (before, now))
        for was, left in zip(*lefts, strict=True):
            if left.scope.rpartition(":")[2] != f"{month.year}":
                continue
            whole = left.scope.startswith(f"{referral.client}:{programme.id}:all:")
            of_pot = {c.id for c in programme.components} if whole else {component}
            ends = [beyond.get((referral.client, name), date.max) for name in of_pot]
            found.setdefault(
                left.scope,
                Advice(
                    client=referral.client,
                    component=component,
                    pot=left.scope,
                    spent=was.left - left.left,
                    left=max(left.left, 0),
                    guide=max(was.left, 0) // (_MONTHS + 1 - month.month),
                    used_up=min(ends) if min(ends) < date.max else None,
                    source=left.source,
                ),
            )
    return tuple(sorted(found.values(), key=lambda one: (one.client, one.pot)))


def _drawn(rows: list[Used], known: list[Referral]) -> Iterator[tuple[Referral, str]]:
    """Referrals and components from which something was claimed, each once."""
    by_id = {referral.id: referral for referral in known}
    for name, component in sorted({(row.referral, row.component) for row in rows}):
        if name in by_id:
            yield by_id[name], component


def _used_up(
    terms: Terms, known: list[Referral], used: list[Used], planned: pd.DataFrame, year: int
) -> dict[tuple[str, str], date]:
    """First planned day of the year that passes the ceiling, by client and component."""
    clients = {referral.id: referral.client for referral in known}
    month = price_month(planned, terms, known, used_table(used))
    over = (month.priced["over_year"] > 0).to_numpy()
    rows = planned[over]
    found: dict[tuple[str, str], date] = {}
    for referral, client, component, number in zip(
        rows["referral"], rows["client"], rows["component"], rows["day"], strict=True
    ):
        day = date.fromordinal(int(number))
        key = (clients.get(str(referral), str(client)), str(component))
        if day.year == year:
            found[key] = min(day, found.get(key, day))
    return found
