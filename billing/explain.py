"""Explain every cent: a line from its meeting to its entries, each step with its figures.

A trace is made of one line when somebody asks. It reads the tables that were priced and the
ledger; only the state of ceilings and shares just before the line is added up again, and what
follows from it must be what stands in the tables: ``Trace.apart`` is 0.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from billing.basis import (
    Basis,
    entries_by_line,
    given_by_line,
    order_of,
    paid_by_grant,
    part_of,
    referral_of,
    referrals_of,
    served_before,
    used_by,
)
from billing.bookings import NO_REFERRAL
from billing.grants import Grant, grants_of
from billing.ledger import Batch
from billing.outcomes import rule_on, with_house_rules
from billing.papers import rows_of
from billing.split import WHOLE
from billing.tables import NO_TARIFF
from billing.trace import PartOf, Pot, Priced, Trace
from domain.entitlement import History, Remaining, remaining
from domain.programme import Component, Programme
from domain.referral import Used

UNITS_LEFT = "units_left"


def explain_line(basis: Basis, line: str) -> Trace:
    """Every step of a line; KeyError where the month has no such line."""
    found = np.flatnonzero((basis.attended["line"] == line).to_numpy())
    if not len(found):
        raise KeyError(line)
    at = int(found[0])
    row, priced = _row(basis.attended, at), _row(basis.priced, at)
    day = date.fromordinal(row.day)
    programme, component = part_of(basis.programmes, row.component)
    rule = rule_on(
        with_house_rules(basis.rules.outcomes),
        str(row.outcome),
        programme.id if programme else "",
        day,
    )
    grant, shares = _shares(basis, at, row, priced, programme)
    return Trace(
        line=line,
        client=str(row.client),
        component=str(row.component),
        worker=str(row.worker),
        referral=str(row.referral),
        day=day,
        start=int(row.start),
        minutes=int(row.minutes),
        version=int(row.version),
        recorded=date.fromordinal(row.recorded),
        outcome=str(row.outcome),
        percent=int(priced.percent),
        rule=rule.source if rule else "",
        billable=int(priced.billable),
        granted=int(priced.granted),
        tariff=_tariff(basis.prices, int(priced.price)),
        full=int(priced.full),
        pots=tuple(_pots(basis, at, priced, programme, component)),
        over_units=int(priced.over_units),
        over_month=int(priced.over_month),
        over_year=int(priced.over_year),
        net=int(priced.net),
        vat_category=str(priced.vat_category),
        vat_rate=int(priced.vat_rate),
        grant=grant,
        shares=shares,
        entries=entries_by_line(basis).get(line, ()),
    )


def explain_account(booked: Batch, account: str) -> dict[str, int]:
    """The lines that make up the balance of an account, each with its cents."""
    postings = booked.postings[(booked.postings["account"] == account).to_numpy()]
    lines = dict(zip(booked.entries["key"], booked.entries["line"], strict=True))
    found: defaultdict[str, int] = defaultdict(int)
    for key, cents in zip(postings["key"], postings["cents"].tolist(), strict=True):
        found[str(lines[key])] += cents
    return dict(found)


def _row(frame: pd.DataFrame, at: int) -> Any:
    return next(rows_of(frame.iloc[at : at + 1]))


def _tariff(prices: pd.DataFrame, price: int) -> Priced | None:
    if price == NO_TARIFF:
        return None
    row = _row(prices, price)
    return Priced(
        cents=int(row.cents),
        unit=str(row.unit),
        unit_minutes=int(row.unit_minutes),
        since=date.fromordinal(row.since),
        source=str(row.source),
    )


def _pots(
    basis: Basis,
    at: int,
    priced: Any,
    programme: Programme | None,
    component: Component | None,
) -> Iterator[Pot]:
    """Every ceiling that the line draws from, with its state before and after."""
    row = _row(basis.attended, at)
    if programme is None or component is None or priced.price == NO_TARIFF:
        return
    day = date.fromordinal(row.day)
    known = referrals_of(basis)
    referral = known[referral_of(known, row)]
    before = [
        *used_by(basis).get(referral.client, ()),
        *served_before(basis, at, referral.client),
    ]
    mates = [one for one in known.values() if one.client == referral.client]
    mine = Used(referral.id, component.id, day.replace(day=1), int(priced.granted), int(priced.net))
    own = {one.id for one in basis.referrals if not one.id.endswith(NO_REFERRAL)}

    def left(used: Iterable[Used]) -> tuple[Remaining, ...]:
        history = History.of(used, mates)
        found = remaining(programme, component, referral, history, day, day)
        return tuple(one for one in found if referral.id in own or one.rule != UNITS_LEFT)

    was, now = left(before), {pot.scope: pot for pot in left([*before, mine])}
    in_units = int(priced.full) - int(priced.over_units)
    for pot in was:
        units = pot.rule == UNITS_LEFT
        monthly = "-" in pot.scope.rpartition(":")[2]
        asked = in_units if monthly else in_units - int(priced.over_month)
        yield Pot(
            rule=pot.rule,
            scope=pot.scope,
            before=pot.left,
            asked=int(priced.billable) if units else asked,
            taken=pot.left - now[pot.scope].left,
            after=now[pot.scope].left,
            source=pot.source,
        )


def _shares(
    basis: Basis, at: int, row: Any, priced: Any, programme: Programme | None
) -> tuple[str, tuple[PartOf, ...]]:
    """What each funder pays of a line, and what was owed to it before and after."""
    if programme is None or not priced.net:
        return "", ()
    day = date.fromordinal(row.day)
    grant = _grant_on(programme, day)
    key = (grant.name, str(row.provider))
    owed = list(basis.owed.get(key, (0,) * len(grant.funders)))
    mine = order_of(basis)[at]
    for place, paid in paid_by_grant(basis).get(key, ()):
        if place < mine:
            owed = _after(owed, grant, paid)
    given = given_by_line(basis).get((str(row.line), grant.name), {})
    after = _after(owed, grant, given)
    return grant.name, tuple(
        PartOf(funder, percent, given.get(funder, 0), owed[k], after[k])
        for k, (funder, percent) in enumerate(zip(grant.funders, grant.shares, strict=True))
    )


def _grant_on(programme: Programme, day: date) -> Grant:
    grants = grants_of(programme)
    return next((one for one in reversed(grants) if one.since <= day), grants[0])


def _after(owed: list[int], grant: Grant, paid: Mapping[str, int]) -> list[int]:
    total = sum(paid.values())
    shares = zip(owed, grant.shares, grant.funders, strict=True)
    return [one + total * share - WHOLE * paid.get(funder, 0) for one, share, funder in shares]
