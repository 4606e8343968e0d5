"""Whose money was spent: the meetings of each day, shared as billing shares them.

Billing hands on what a share leaves open from line to line; for sums of days that comes to the same
as for the lines of those days, so days are given to its own ``diffuse``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from billing.grants import Grant, grants_of
from billing.split import diffuse
from scenarios.budgets import Budget
from scenarios.simulate import Played


@dataclass(frozen=True, slots=True)
class UsedUp:
    """A budget after the days played."""

    funder: str
    cents: int
    spent: int
    """What was spent before included."""
    day: date | None
    """On which it was used up."""


@dataclass(frozen=True)
class Paid:
    """What each funder pays for each day that counts."""

    funders: tuple[str, ...]
    cents: np.ndarray
    """(days, funders)."""
    budgets: tuple[UsedUp, ...]


def paid_by_funders(played: Played) -> Paid:
    """Shares of all funders, and what is left of their budgets."""
    stage, calendar = played.stage, played.stage.calendar
    spent, days = played.flows.spent[calendar.counted :], calendar.ordinals[calendar.counted :]
    totals: dict[str, np.ndarray] = {}
    programmes = {s.programme.id: s.programme for s in stage.services.services}
    for programme in programmes.values():
        own = [s.programme.id == programme.id for s in stage.services.services]
        amounts = spent[:, own].sum(axis=1)
        for grant, here in _held(grants_of(programme), days):
            cents, _ = diffuse(amounts[here], grant.shares)
            for place, funder in enumerate(grant.funders):
                total = totals.setdefault(funder, np.zeros(len(days), np.int64))
                total[here] += cents[:, place]
    budgets = tuple(_used_up(b, totals.get(b.funder), days) for b in stage.scenario.budgets)
    columns = list(totals.values())
    return Paid(tuple(totals), np.stack(columns, axis=1), budgets)


def _held(grants: Sequence[Grant], days: np.ndarray) -> list[tuple[Grant, np.ndarray]]:
    """Each grant with the days on which it holds; days before the first have the first."""
    since = np.array([grant.since.toordinal() for grant in grants])
    at = np.maximum(np.searchsorted(since, days, side="right") - 1, 0)
    return [(grant, np.flatnonzero(at == n)) for n, grant in enumerate(grants) if (at == n).any()]


def _used_up(budget: Budget, cents: np.ndarray | None, days: np.ndarray) -> UsedUp:
    inside = (days >= budget.first.toordinal()) & (days <= budget.last.toordinal())
    daily = np.zeros(len(days), np.int64) if cents is None else np.where(inside, cents, 0)
    running = budget.spent + np.cumsum(daily)
    gone = np.flatnonzero(running >= budget.cents)
    day = date.fromordinal(int(days[gone[0]])) if len(gone) else None
    return UsedUp(budget.funder, budget.cents, int(running[-1]), day)
