"""Explain every cent: a line from its meeting to its entries, each step with its figures.

A trace is made of one line when somebody asks. It reads the tables that were priced and the
ledger; only the state of ceilings and shares just before the line is added up again, and what
follows from it must be what stands in the tables: ``Trace.apart`` is 0.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from billing.bookings import NO_REFERRAL, stand_in, used_by_client
from billing.columns import service_order
from billing.extracts import entries_of
from billing.grants import Grant, grants_of
from billing.ledger import Batch, Cause, Entry
from billing.outcomes import rule_on, with_house_rules
from billing.papers import rows_of
from billing.price import Rules
from billing.split import WHOLE, State
from billing.tables import NO_TARIFF
from billing.trace import PartOf, Pot, Priced, Trace
from domain.entitlement import History, Remaining, remaining
from domain.programme import Component, Programme
from domain.referral import Referral, Used

UNITS_LEFT = "units_left"
OPENING = "opening"
"""What keys and the account begin with of what was used before the books were begun."""


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """A priced month and everything it was priced from; each is only itself."""

    attended: pd.DataFrame
    prices: pd.DataFrame
    priced: pd.DataFrame
    split: pd.DataFrame
    programmes: Mapping[str, Programme]
    referrals: tuple[Referral, ...]
    used: pd.DataFrame
    """Table ``used``: what was taken before these rows were served."""
    owed: State
    """What was owed to the funders before them."""
    booked: Batch
    """The ledger, these rows included."""
    rules: Rules


def explain_line(basis: Basis, line: str) -> Trace:
    """Every step of a line; KeyError where the month has no such line."""
    found = np.flatnonzero((basis.attended["line"] == line).to_numpy())
    if not len(found):
        raise KeyError(line)
    at = int(found[0])
    row, priced = _row(basis.attended, at), _row(basis.priced, at)
    day = date.fromordinal(row.day)
    programme, component = _part_of(basis.programmes, row.component)
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
        entries=_entries(basis).get(line, ()),
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


def _part_of(
    programmes: Mapping[str, Programme], name: str
) -> tuple[Programme | None, Component | None]:
    for programme in programmes.values():
        for component in programme.components:
            if component.id == str(name):
                return programme, component
    return None, None


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
    known = _referrals(basis)
    referral = known[_referral_of(known, row)]
    before = [
        *_used_by(basis).get(referral.client, ()),
        *_served_before(basis, at, referral.client),
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


@lru_cache(maxsize=2)
def _referrals(basis: Basis) -> Mapping[str, Referral]:
    """Referrals by id; for clients met without a known one, one that stands for the client."""
    found = {referral.id: referral for referral in basis.referrals}
    own = set(found)
    for row in rows_of(basis.attended):
        if str(row.referral) not in own:
            programme, _ = _part_of(basis.programmes, row.component)
            name = _stand_in(row)
            day = date.fromordinal(row.day)
            whose = programme.id if programme else ""
            found[name] = Referral(id=name, programme=whose, client=str(row.client), on=day)
    return found


def _stand_in(row: Any) -> str:
    return stand_in(str(row.client), str(row.component))


def _referral_of(known: Mapping[str, Referral], row: Any) -> str:
    """Id of a row's referral, or of the one that stands in for it."""
    return str(row.referral) if str(row.referral) in known else _stand_in(row)


@lru_cache(maxsize=2)
def _used_by(basis: Basis) -> Mapping[str, tuple[Used, ...]]:
    """What earlier months took, by the client whose it is."""
    known = _referrals(basis)
    found: defaultdict[str, list[Used]] = defaultdict(list)
    for used in _used_rows(basis.used):
        if used.referral in known:
            found[known[used.referral].client].append(used)
    return {client: tuple(rows) for client, rows in found.items()}


@lru_cache(maxsize=2)
def _served(basis: Basis) -> Mapping[str, tuple[tuple[int, Used], ...]]:
    """What the rows of the run took, by client, each with its place in the order of service."""
    known = _referrals(basis)
    found: defaultdict[str, list[tuple[int, Used]]] = defaultdict(list)
    order = _order(basis)
    rows = zip(rows_of(basis.attended), rows_of(basis.priced), strict=True)
    for at, (row, taken) in enumerate(rows):
        if taken.net or taken.granted:
            referral = known[_referral_of(known, row)]
            month = date.fromordinal(row.day).replace(day=1)
            sums = (int(taken.granted), int(taken.net))
            used = Used(referral.id, str(row.component), month, *sums)
            found[referral.client].append((order[at], used))
    return {client: tuple(some) for client, some in found.items()}


@lru_cache(maxsize=2)
def _order(basis: Basis) -> tuple[int, ...]:
    """Of each row, how many are served before it."""
    rows = service_order(basis.attended, np.arange(len(basis.attended)))
    places = np.empty(len(rows), dtype=np.int64)
    places[rows] = np.arange(len(rows))
    return tuple(places.tolist())


def _served_before(basis: Basis, at: int, client: str) -> Iterator[Used]:
    """What rows of the same run took before a row, of one client."""
    mine = _order(basis)[at]
    return (used for place, used in _served(basis).get(client, ()) if place < mine)


def _used_rows(used: pd.DataFrame) -> Iterator[Used]:
    for row in rows_of(used):
        month = date.fromordinal(row.month)
        yield Used(str(row.referral), str(row.component), month, int(row.minutes), int(row.cents))


def used_before(
    booked: Batch,
    month: date,
    referrals: tuple[Referral, ...] = (),
    programmes: Iterable[Programme] = (),
) -> tuple[pd.DataFrame, tuple[Referral, ...]]:
    """Table ``used`` of all that was booked before a month's rows were served, and stand-ins.

    That is everything of earlier months, and of the month itself what was turned back, credited
    or amended in it, and what the books were opened with. The referrals come with those that
    stand in for what was given without one (``billing.bookings.used_by_client``).
    """
    entries, period = booked.entries, month.toordinal()
    opened = entries["key"].str.startswith(f"{OPENING}:")
    first = (opened | entries["kind"].isin([Cause.REVERSAL.value, Cause.CREDIT.value])).to_numpy()
    when = entries["period"].to_numpy()
    kept = entries[(when < period) | ((when == period) & first)].reset_index(drop=True)
    posted = booked.postings["key"].isin(set(kept["key"])).to_numpy()
    before = Batch(kept, booked.postings[posted].reset_index(drop=True))
    used, unknown = used_by_client(before, referrals, programmes)
    return used, (*referrals, *unknown)


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
    mine = _order(basis)[at]
    for place, paid in _paid(basis).get(key, ()):
        if place < mine:
            owed = _after(owed, grant, paid)
    given = _given(basis).get((str(row.line), grant.name), {})
    after = _after(owed, grant, given)
    return grant.name, tuple(
        PartOf(funder, percent, given.get(funder, 0), owed[k], after[k])
        for k, (funder, percent) in enumerate(zip(grant.funders, grant.shares, strict=True))
    )


@lru_cache(maxsize=2)
def _paid(basis: Basis) -> Mapping[tuple[str, str], tuple[tuple[int, Mapping[str, int]], ...]]:
    """Shares of the lines of each grant and provider, with their places in the order of service."""
    lines = basis.attended["line"].tolist()
    providers = basis.attended["provider"].astype("str").tolist()
    places = dict(zip(lines, zip(_order(basis), providers, strict=True), strict=True))
    found: defaultdict[tuple[str, str], list[tuple[int, Mapping[str, int]]]] = defaultdict(list)
    for (line, grant), paid in _given(basis).items():
        place, provider = places[line]
        found[grant, provider].append((place, paid))
    return {key: tuple(some) for key, some in found.items()}


def _grant_on(programme: Programme, day: date) -> Grant:
    grants = grants_of(programme)
    return next((one for one in reversed(grants) if one.since <= day), grants[0])


@lru_cache(maxsize=2)
def _given(basis: Basis) -> Mapping[tuple[str, str], Mapping[str, int]]:
    """Cents of each funder, by line and grant."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for share in rows_of(basis.split):
        of_line = found.setdefault((str(share.line), str(share.grant)), {})
        of_line[str(share.funder)] = of_line.get(str(share.funder), 0) + int(share.cents)
    return found


def _after(owed: list[int], grant: Grant, paid: Mapping[str, int]) -> list[int]:
    total = sum(paid.values())
    shares = zip(owed, grant.shares, grant.funders, strict=True)
    return [one + total * share - WHOLE * paid.get(funder, 0) for one, share, funder in shares]


@lru_cache(maxsize=2)
def _entries(basis: Basis) -> Mapping[str, tuple[Entry, ...]]:
    """The entries of the ledger, by line."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries_of(basis.booked):
        found[entry.line].append(entry)
    return {line: tuple(some) for line, some in found.items()}
