"""Invoices drawn up from priced lines: one per seller, buyer and contract, for a claims.

Every line that has a price becomes a line of an invoice; what ceilings cut off stands on the
line as an allowance with its reason, so that the price and what is asked are both seen. What an
amendment claims more of a closed month's line becomes a line of its own, a mere sum.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from billing.arithmetic import check_arithmetic
from billing.invoice import Allowance, Invoice, Line, Share, group_vat
from billing.kinds import Kind
from billing.numbering import Counters, next_number
from billing.papers import rows_of, to_tables
from billing.parties import Buyer, Seller
from billing.tables import E4
from domain.finding import Fact, Finding, Unit
from domain.programme import components

OUTSIDE = "O"
_CENT_E4 = 100
AMENDED = "suletud kuu parandus"
REASONS = (
    ("over_units", "Üle suunamise mahu"),
    ("over_month", "Üle kuu piirhinna"),
    ("over_year", "Üle kalendriaasta piirhinna"),
)
"""Columns of what ceilings cut off, and what the invoice says of each (Estonian, as invoices
to Estonian buyers are)."""


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays for some components, and what is agreed on the invoices."""

    buyer: Buyer
    reference: str
    """Contract or project."""
    series: str
    days: int = 14
    """From issue until due."""
    exemption: str = "Maksuvaba käive (KMS § 16)"
    """Why a registered seller asks no VAT of an exempt service."""
    outside: str = "Müüja ei ole käibemaksukohustuslane"
    """Why a seller that is not registered asks none."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claims:
    """What invoices are drawn from: tables of billing/tables, two of them row by row alike."""

    attended: pd.DataFrame
    prices: pd.DataFrame
    priced: pd.DataFrame
    split: pd.DataFrame
    more: tuple["More", ...] = ()


@dataclass(frozen=True, slots=True)
class More:
    """What is claimed more of a line that was billed before: a row of each of its two tables."""

    attended: Any
    priced: Any
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Invoices, the counters to be saved with them, and the lines that no invoice could take."""

    invoices: tuple[Invoice, ...]
    counters: Counters
    findings: tuple[Finding, ...]


Key = tuple[str, str, str, bool]


def draw_up(
    claims: Claims,
    issued: date,
    sellers: Mapping[str, Seller],
    payers: Mapping[str, Payer],
    counters: Counters,
) -> Drawn:
    """Draw up the invoices of a month, in the order of seller, buyer and contract.

    Services of before the seller's registration for VAT go on an invoice of their own.

    ``sellers`` by registry code, ``payers`` by component id. The same tables and counters always
    give the same invoices and numbers. A line without seller or payer, or whose price its
    quantity does not make to the cent, is a finding (D05, D07, D09) and on no invoice.
    Raises ValueError where the tables do not go row by row alike.
    """
    findings: list[Finding] = []
    groups: dict[Key, tuple[Seller, Payer, list[Line]]] = {}
    for row, line in _lines(claims):
        seller, agreed = sellers.get(row.provider), payers.get(row.component)
        if seller is None or agreed is None:
            findings.append(_refused(Kind.D09, line, row.provider))
            continue
        outside = line.vat_category == OUTSIDE
        if outside == bool(seller.vat_on(line.first)):
            findings.append(_refused(Kind.D07, line, line.vat_category))
            continue
        key = (row.provider, agreed.buyer.registry, agreed.reference, outside)
        groups.setdefault(key, (seller, agreed, []))[2].append(line)
    invoices: list[Invoice] = []
    for key in sorted(groups):
        seller, agreed, lines = groups[key]
        good, bad = _checked(_invoice(seller, agreed, lines, issued))
        findings += bad
        if not good:
            continue
        given = next_number(counters, seller.registry, agreed.series)
        counters = given.counters
        invoices.append(replace(_invoice(seller, agreed, good, issued), number=given.number))
    return Drawn(tuple(invoices), counters, tuple(findings))


def _lines(claims: Claims) -> Iterator[tuple[Any, Line]]:
    """Every row that has a price, with the line it makes, in the order of the tables."""
    if claims.attended["line"].tolist() != claims.priced["line"].tolist():
        message = "attended and priced do not go row by row alike"
        raise ValueError(message)
    shares = _shares(claims.split)
    prices = list(rows_of(claims.prices))
    for row, priced in zip(rows_of(claims.attended), rows_of(claims.priced), strict=True):
        if priced.full:
            yield row, _line(row, priced, prices[priced.price], shares.get(row.line, ()))
    for one in claims.more:
        yield one.attended, _more(one)


def _more(one: More) -> Line:
    """A sum beside a line that stands on an earlier invoice."""
    row, day = one.attended, date.fromordinal(one.attended.day)
    cents = sum(share.cents for share in one.shares)
    return Line(
        number="",
        object=row.line,
        client=row.client,
        component=row.component,
        worker=row.worker,
        activity=row.activity,
        first=day,
        last=day,
        quantity=E4,
        unit="sum",
        base=0,
        unit_price=cents * _CENT_E4,
        net=cents,
        vat_category=one.priced.vat_category,
        vat_rate=one.priced.vat_rate,
        said=f"{_say(row, day)} ({AMENDED})",
        shares=one.shares,
    )


def _line(row: Any, priced: Any, price: Any, shares: Sequence[Share]) -> Line:
    of_time = price.unit == "minutes"
    day = date.fromordinal(row.day)
    return Line(
        number="",
        object=row.line,
        client=row.client,
        component=row.component,
        worker=row.worker,
        activity=row.activity,
        first=day,
        last=day,
        quantity=(priced.billable if of_time else 1) * E4,
        unit="min" if of_time else price.unit,
        base=price.unit_minutes if of_time else 0,
        unit_price=price.cents * priced.percent,
        net=priced.net,
        vat_category=priced.vat_category,
        vat_rate=priced.vat_rate,
        said=_say(row, day),
        allowances=tuple(
            Allowance(getattr(priced, column), reason)
            for column, reason in REASONS
            if getattr(priced, column)
        ),
        shares=tuple(shares),
    )


def _say(row: Any, day: date) -> str:
    """The line in words: what was given, when, and the case in the payer's register."""
    known = components().get(row.component)
    name = known[1].name["et"] if known else row.component
    case = f", juhtum {row.theirs}" if row.theirs else ""
    return f"{name}, {day:%d.%m.%Y}{case}"


def _shares(split: pd.DataFrame) -> dict[str, list[Share]]:
    """What each funder pays, by line."""
    found: dict[str, list[Share]] = {}
    for share in rows_of(split):
        found.setdefault(share.line, []).append(Share(share.funder, share.cents))
    return found


def _invoice(seller: Seller, agreed: Payer, lines: Iterable[Line], issued: date) -> Invoice:
    """An invoice without its number; late services widen its period."""
    own = tuple(replace(line, number=str(n)) for n, line in enumerate(lines, 1))
    outside = all(line.vat_category == OUTSIDE for line in own)
    return Invoice(
        number="",
        kind="invoice",
        seller=seller,
        buyer=agreed.buyer,
        issued=issued,
        due=issued + timedelta(days=agreed.days),
        first=min(line.first for line in own).replace(day=1),
        last=_month_end(max(line.last for line in own)),
        reference=agreed.reference,
        lines=own,
        vat=group_vat(own),
        exemption=agreed.outside if outside else agreed.exemption,
        note=agreed.note,
    )


def _checked(invoice: Invoice) -> tuple[list[Line], list[Finding]]:
    """Lines whose cents are right, and a finding for each of the others."""
    papers = to_tables([invoice])
    off = check_arithmetic(papers.documents, papers.billed).line.tolist()
    right = [
        cents == 0 and line.net >= 0 and sum(share.cents for share in line.shares) in (0, line.net)
        for line, cents in zip(invoice.lines, off, strict=True)
    ]
    good = [line for line, fits in zip(invoice.lines, right, strict=True) if fits]
    bad = [
        _refused(Kind.D05, line, str(line.net), cents)
        for line, fits, cents in zip(invoice.lines, right, off, strict=True)
        if not fits
    ]
    return good, bad


def _refused(kind: Kind, line: Line, value: str, cents: int = 0) -> Finding:
    facts: dict[str, Fact] = {"component": line.component, "value": value, "net": line.net}
    return Finding(kind.value, line.object, facts, cents, Unit.CENTS)


def _month_end(day: date) -> date:
    """Last day of the month of a day."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
