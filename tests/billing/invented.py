"""Invented programmes, price lists and rows: small enough to be told by hand, nobody's own."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import pandas as pd

from billing.month import Month, Terms, price_month, used_table
from billing.outcomes import OutcomeRule
from billing.price import Rules
from billing.prices import Price, prices_of
from billing.tables import ATTENDED, Column, table
from domain.caps import Cap
from domain.people import Role
from domain.programme import Component, Funder, Programme, SeatAsked
from domain.referral import Referral, Used
from domain.session import Outcome
from tests.oracle.money import Listed, Office, Row, Told

NAMES: dict[Literal["et", "ru", "en"], str] = {"et": "abi", "ru": "help", "en": "help"}
NOVEMBER = date(2026, 11, 2)
SINCE = date(2020, 1, 1)
OURS = "90000001"
DUE = {100: Outcome.DELIVERED, 50: Outcome.CANCELLED_LATE, 0: Outcome.NO_SHOW}
HALF = OutcomeRule(
    outcome=Outcome.CANCELLED_LATE,
    billable="percent",
    percent=50,
    pays_worker=True,
    since=SINCE,
    source="invented contract",
)


def component(name: str, caps: tuple[Cap, ...] = (), *, paid: bool = True) -> Component:
    """A component that anybody may give."""
    seats = (SeatAsked(roles=(Role.MENTOR,)),)
    return Component(id=name, name=NAMES, seats=seats, caps=caps, paid=paid)


def programme(
    name: str,
    parts: Sequence[Component],
    caps: tuple[Cap, ...] = (),
    funders: tuple[Funder, ...] = (),
) -> Programme:
    """A programme of some components."""
    return Programme(
        id=name,
        code="XX",
        name=NAMES,
        payer=f"payer of {name}",
        source="invented",
        since=SINCE,
        caps=caps,
        funders=funders,
        components=tuple(parts),
    )


def price(
    name: str,
    cents: int,
    unit_minutes: int = 60,
    provider: str = "",
    since: date = SINCE,
    until: date | None = None,
) -> Price:
    """The price of an individual hour."""
    return Price(
        component=name,
        provider=provider,
        unit_minutes=unit_minutes,
        cents=cents,
        since=since,
        until=until,
        source="invented list",
    )


def met(
    line: str,
    day: date = NOVEMBER,
    start: int = 600,
    minutes: int = 60,
    client: str = "anu",
    referral: str = "r1",
    name: str = "talks",
    due: int = 100,
    provider: str = OURS,
) -> Row:
    """A meeting with one client."""
    return Row(line, client, referral, name, provider, day, start, minutes, due)


def attended_of(rows: Sequence[Row]) -> pd.DataFrame:
    """The table ``attended`` of rows."""
    n = len(rows)
    columns: dict[str, Column] = {
        "line": [r.line for r in rows],
        "meeting": [r.line.partition("/")[0] for r in rows],
        "version": [1] * n,
        "client": [r.client for r in rows],
        "referral": [r.referral for r in rows],
        "component": [r.component for r in rows],
        "provider": [r.provider for r in rows],
        "worker": ["juta"] * n,
        "day": [r.day.toordinal() for r in rows],
        "start": [r.start for r in rows],
        "begun": [r.day.toordinal() * 1440 + r.start for r in rows],
        "minutes": [r.minutes for r in rows],
        "activity": [r.activity for r in rows],
        "beneficiary": [r.beneficiary for r in rows],
        "present": [1] * n,
        "outcome": [DUE[r.due].value for r in rows],
        "confirmed": [True] * n,
        "planned": [True] * n,
        "booked": [0] * n,
        "recorded": [r.day.toordinal() for r in rows],
        "theirs": [""] * n,
    }
    return table(ATTENDED, columns)


def terms_of(programmes: Sequence[Programme], prices: Sequence[Price] = ()) -> Terms:
    """Terms with a late cancellation at half the price."""
    known = {one.id: one for one in programmes}
    return Terms(known, prices_of(known, prices), Rules(outcomes=(HALF,)))


def priced(
    rows: Sequence[Row],
    terms: Terms,
    referrals: Sequence[Referral] = (),
    used: Sequence[Used] = (),
) -> Month:
    """A priced month of rows."""
    return price_month(attended_of(rows), terms, referrals, used_table(used))


def told_by(month: Month) -> dict[str, Told]:
    """What billing says of each line, in the oracle's words."""
    names = ("price", "granted", "full", "over_units", "over_month", "over_year", "net")
    columns = [month.priced[name].tolist() for name in names]
    values = zip(*columns, strict=True)
    return {
        line: Told(None if row[0] < 0 else row[0], *row[1:])
        for line, row in zip(month.priced["line"].tolist(), values, strict=True)
    }


def office_of(
    terms: Terms, referrals: Sequence[Referral] = (), used: Sequence[Used] = ()
) -> Office:
    """The oracle with the same terms."""
    listed = [
        Listed(
            str(row.component),
            str(row.activity),
            str(row.beneficiary),
            str(row.provider),
            date.fromordinal(int(str(row.since))),
            date.fromordinal(int(str(row.until))),
            int(str(row.unit_minutes)),
            int(str(row.cents)),
        )
        for row in terms.prices.itertuples()
    ]
    known = {referral.id: referral for referral in referrals}
    return Office(list(terms.programmes.values()), known, listed, list(used))
