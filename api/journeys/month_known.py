"""What is known around a month: referrals, services, grants and shares, for the checks."""

from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd

from api.workbook.month.book import MonthBook
from billing.books import GRANTS, REFERRALS, SERVICES, SHARES, Known
from billing.grants import Grant, grants_of
from billing.tables import NO_DAY, NO_END, table
from domain.caps import UnitsPerReferral, WithinMonths
from domain.clock import months_after
from domain.programme import programmes
from domain.referral import ParallelService, Referral

DAY = timedelta(days=1)


def know(book: MonthBook, month: date, open_since: date) -> Known:
    """Everything the workbook of a month tells beside its tables; both are first days of months.

    Workers' days, qualifications and ways stand in the weekly workbook, so nothing is said of
    them here.
    """
    last = months_after(month, 1) - DAY
    return Known(
        first=month.toordinal(),
        last=last.toordinal(),
        open_since=open_since.toordinal(),
        buyers=frozenset(buyer.registry for buyer in book.buyers),
        sellers=frozenset(seller.registry for seller in book.sellers),
        referrals=referrals_table(book.referrals, last) if book.referrals else None,
        services=services_table(book.parallel),
        grants=grants_table(),
        shares=shares_table(),
    )


def referrals_table(referrals: Iterable[Referral], last: date) -> pd.DataFrame:
    """Table ``referrals``; extensions approved by ``last`` count."""
    rows = [(one, *_grants(one, last)) for one in referrals]
    return table(
        REFERRALS,
        {
            "referral": [one.id for one, *_ in rows],
            "client": [one.client for one, *_ in rows],
            "programme": [one.programme for one, *_ in rows],
            "first": [one.on.toordinal() for one, *_ in rows],
            "last": [end for _, end, _ in rows],
            "closed": [one.closing.on.toordinal() if one.closing else NO_DAY for one, *_ in rows],
            "granted": [minutes for *_, minutes in rows],
            "planned": [
                one.planned_on.toordinal() if one.planned_on else NO_DAY for one, *_ in rows
            ],
        },
    )


def _grants(referral: Referral, last: date) -> tuple[int, int]:
    """Last day of the referral's months, and minutes that it grants in all (0: no such ceiling)."""
    programme = programmes()[referral.programme]
    ends, minutes = [NO_END], 0
    for cap in programme.caps:
        if isinstance(cap, WithinMonths) and cap.holds_on(referral.on):
            ends.append(months_after(referral.on, cap.months).toordinal())
        if isinstance(cap, UnitsPerReferral) and cap.holds_on(last):
            more = [one.units for one in referral.extensions if one.on <= last]
            units = cap.units + (sum(more) if cap.may_extend else 0)
            minutes = units * cap.unit_minutes
    return min(ends), minutes


def services_table(parallel: Iterable[ParallelService]) -> pd.DataFrame:
    """Table ``services``."""
    rows = list(parallel)
    return table(
        SERVICES,
        {
            "client": [one.client for one in rows],
            "kind": [one.kind for one in rows],
            "first": [one.first.toordinal() for one in rows],
            "last": [one.last.toordinal() if one.last else NO_END for one in rows],
        },
    )


def _grants_with_ends() -> list[tuple[Grant, int]]:
    """Every grant of every programme, with its last day."""
    found = []
    for programme in programmes().values():
        grants = grants_of(programme)
        ends = [one.since.toordinal() - 1 for one in grants[1:]]
        end = programme.until.toordinal() if programme.until else NO_END
        found += list(zip(grants, [*ends, end], strict=True))
    return found


def grants_table() -> pd.DataFrame:
    """Table ``grants``; what is left of a budget stands in no file yet."""
    rows = _grants_with_ends()
    return table(
        GRANTS,
        {
            "grant": [grant.name for grant, _ in rows],
            "programme": [grant.programme for grant, _ in rows],
            "first": [grant.since.toordinal() for grant, _ in rows],
            "last": [end for _, end in rows],
            "budget": [-1] * len(rows),
        },
    )


def shares_table() -> pd.DataFrame:
    """Table ``shares``."""
    rows = [
        (grant.name, funder, percent)
        for grant, _ in _grants_with_ends()
        for funder, percent in zip(grant.funders, grant.shares, strict=True)
    ]
    return table(
        SHARES,
        {
            "grant": [grant for grant, _, _ in rows],
            "funder": [funder for _, funder, _ in rows],
            "percent": [percent for *_, percent in rows],
        },
    )
