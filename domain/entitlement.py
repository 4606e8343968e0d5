"""Entitlement: what is left of a referral or a cap, and until when, on a given day.

One answer for roster and invoice: both ask here, so no hour is planned that cannot be
billed. The choices behind it are told in ``docs/decisions/0002-entitlement.md``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

from domain.caps import (
    AnswerWithin,
    Cap,
    Dated,
    EurosPerCalendarYear,
    EurosPerMonth,
    Phase,
    StartWithin,
    UnitsPerReferral,
    WithinMonths,
)
from domain.clock import months_after, working_day_after
from domain.programme import Component, Programme
from domain.referral import InformationRequest, Referral, Used

_DAY = timedelta(days=1)
_YEAR_MONTHS = 12
_NOTHING: Mapping[date, int] = {}

_Kind = TypeVar("_Kind", bound=Dated)
_Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Remaining:
    """What may still be taken from one pot on the days from ``first`` to ``last`` (included)."""

    scope: str
    """Names the pot: whatever bears the same scope eats from the same pot."""
    rule: str
    """``units_left`` (minutes) or ``euros_left`` (cents)."""
    left: int
    """Minutes or cents; negative when already overspent."""
    first: date
    last: date
    source: str


@dataclass(frozen=True, slots=True)
class History:
    """What was used so far, added up once so that each question is a look-up.

    Months are named by their first day.
    """

    minutes: Mapping[str, int]
    """Referral -> minutes."""
    minutes_of_component: Mapping[tuple[str, str], int]
    """(referral, component) -> minutes."""
    cents_of_component: Mapping[tuple[str, str], Mapping[date, int]]
    """(client, component) -> month -> cents, over all referrals of the client."""
    cents_of_programme: Mapping[tuple[str, str], Mapping[date, int]]
    """(client, programme) -> month -> cents, over all referrals of the client."""
    strays: tuple[Used, ...] = ()
    """Rows whose referral nobody knows: their money belongs to no client's pot."""

    @classmethod
    def of(cls, used: Iterable[Used], referrals: Iterable[Referral]) -> "History":
        """Add up what was used under all referrals, in one pass over the rows."""
        known = {referral.id: referral for referral in referrals}
        minutes: defaultdict[str, int] = defaultdict(int)
        of_component: defaultdict[tuple[str, str], int] = defaultdict(int)
        by_component: dict[tuple[str, str], defaultdict[date, int]] = {}
        by_programme: dict[tuple[str, str], defaultdict[date, int]] = {}
        strays: list[Used] = []
        for row in used:
            minutes[row.referral] += row.minutes
            of_component[row.referral, row.component] += row.minutes
            referral = known.get(row.referral)
            if referral is None:
                strays.append(row)
                continue
            month = row.month.replace(day=1)
            for pots, name in ((by_component, row.component), (by_programme, referral.programme)):
                pot = pots.setdefault((referral.client, name), defaultdict(int))
                pot[month] += row.cents
        return cls(dict(minutes), dict(of_component), by_component, by_programme, tuple(strays))


@dataclass(frozen=True, slots=True)
class _Level:
    """A programme or a component: its caps, the names of its pots, what was used of them."""

    caps: tuple[Cap, ...]
    units: str
    euros: str
    minutes: int
    cents: Mapping[date, int]


def remaining(
    programme: Programme,
    component: Component,
    referral: Referral,
    history: History,
    first: date,
    last: date,
) -> tuple[Remaining, ...]:
    """Tell what is left for a component under a referral on the days ``first`` to ``last``.

    One answer per cap and per period of the cap (month, calendar year) that touches
    those days, the programme's caps before the component's. A cap of the programme
    counts all its components together. Units are counted per referral; euros per
    client, over all referrals (seed 003: "per person"). A cap that changes holds with
    the value of the first of the days asked about that lies in the period. What
    ``history`` holds is counted as it stands, so it should end where the days begin.
    Raises ValueError when last < first.
    """
    if last < first:
        message = f"the days asked about end ({last}) before they begin ({first})"
        raise ValueError(message)
    levels = (
        _Level(
            caps=programme.caps,
            units=f"{referral.id}:units",
            euros=f"{referral.client}:{programme.id}:all",
            minutes=history.minutes.get(referral.id, 0),
            cents=history.cents_of_programme.get((referral.client, programme.id), _NOTHING),
        ),
        _Level(
            caps=component.caps,
            units=f"{referral.id}:{component.id}:units",
            euros=f"{referral.client}:{component.id}",
            minutes=history.minutes_of_component.get((referral.id, component.id), 0),
            cents=history.cents_of_component.get((referral.client, component.id), _NOTHING),
        ),
    )
    return tuple(
        found
        for level in levels
        for found in (
            *_units_left(level, referral, (first, last)),
            *_month_left(level, (first, last)),
            *_year_left(level, (first, last)),
        )
    )


def _units_left(level: _Level, referral: Referral, asked: _Span) -> Iterator[Remaining]:
    """Minutes of a referral; extensions approved by the last day count where they may."""
    value, days = _in_force(level.caps, UnitsPerReferral, asked)
    if value is None:
        return
    units = value.units
    if value.may_extend:
        units += sum(more.units for more in referral.extensions if more.on <= asked[1])
    left = units * value.unit_minutes - level.minutes
    yield Remaining(level.units, "units_left", left, *days, value.source)


def _month_left(level: _Level, asked: _Span) -> Iterator[Remaining]:
    """Cents of each month."""
    for month, part in _periods(asked, 1):
        value, days = _in_force(level.caps, EurosPerMonth, part)
        if value is not None:
            left = value.cents - level.cents.get(month, 0)
            scope = f"{level.euros}:{month:%Y-%m}"
            yield Remaining(scope, "euros_left", left, *days, value.source)


def _year_left(level: _Level, asked: _Span) -> Iterator[Remaining]:
    """Cents of each calendar year: the sum of its twelve months' limits (seed 003).

    A month without a value adds nothing to the limit, and what was spent in it takes
    nothing away.
    """
    for january, part in _periods(asked, _YEAR_MONTHS):
        value, days = _in_force(level.caps, EurosPerCalendarYear, part)
        if value is None:
            continue
        shares = _shares(level.caps, january.year)
        left = sum(share - level.cents.get(month, 0) for month, share, _ in shares)
        source = "; ".join(dict.fromkeys(named for _, _, named in shares))
        yield Remaining(f"{level.euros}:{january:%Y}", "euros_left", left, *days, source)


@lru_cache(maxsize=1024)
def _shares(caps: tuple[Cap, ...], year: int) -> tuple[tuple[date, int, str], ...]:
    """Months of a year that have a limit: first day, cents, source; the same for every client."""
    found = (
        (month, _in_force(caps, EurosPerCalendarYear, days)[0])
        for month, days in _periods((date(year, 1, 1), date(year, 12, 31)), 1)
    )
    return tuple((month, cap.month_cents, cap.source) for month, cap in found if cap is not None)


@lru_cache(maxsize=1024)
def _periods(asked: _Span, months: int) -> tuple[tuple[date, _Span], ...]:
    """Periods of 1 or 12 months that touch the days: first day, and the part asked about."""
    first, last = asked
    begins = first.replace(month=first.month if months == 1 else 1, day=1)
    found = []
    while begins <= last:
        ends = months_after(begins, months)
        found.append((begins, (max(first, begins), min(last, ends - _DAY))))
        begins = ends
    return tuple(found)


@lru_cache(maxsize=1024)
def _in_force(caps: tuple[Cap, ...], kind: type[_Kind], span: _Span) -> tuple[_Kind | None, _Span]:
    """Find the value of a kind on the first day of a span that has one, and the days it covers.

    Where two values hold on that day, the newer one. The days end with the last value
    of the kind, so a cap that ends for good does not bind beyond its end.
    """
    first, last = span
    found = [
        cap
        for cap in caps
        if isinstance(cap, kind) and cap.since <= last and (cap.until is None or first <= cap.until)
    ]
    if not found:
        return None, span
    begins = max(first, min(cap.since for cap in found))
    ends = max(last if cap.until is None else min(cap.until, last) for cap in found)
    value = max((cap for cap in found if cap.holds_on(begins)), key=lambda cap: cap.since)
    return value, (begins, ends)


def period_of(
    programme: Programme, component: Component, referral: Referral
) -> tuple[date, date | None]:
    """First and last day, both included, on which a component may be given for a referral.

    From the day of referral (or the first day of a phase, of the programme, of the
    component) until the earliest of: the corresponding day of the last month (seed 004:
    at most 12 months), the day before a phase ends, the closing, the end of programme or
    component. None: no end. A last day before the first means that there is no such day.
    Caps are those in force on the day of referral; phases that hold only "as a rule" do
    not bind.
    """
    first = max(referral.on, programme.since, component.since or referral.on)
    closed = referral.closing.on if referral.closing else None
    lasts = [programme.until, component.until, closed]
    for cap in programme.caps_of(component, referral.on):
        if isinstance(cap, WithinMonths):
            lasts.append(months_after(referral.on, cap.months))
        elif isinstance(cap, Phase) and not cap.usual:
            first = max(first, months_after(referral.on, cap.from_month))
            if cap.to_month is not None:
                lasts.append(months_after(referral.on, cap.to_month) - _DAY)
    return first, min((day for day in lasts if day is not None), default=None)


def start_deadline(programme: Programme, component: Component, referral: Referral) -> date | None:
    """Last day on which the first meeting is in time; None once it was held or is not asked.

    Working days after the day of referral (seed 004: 5), by the cap in force on that day.
    A deadline of the programme is borne by the component with which the service starts,
    or by every component where none is marked as the first.
    """
    if referral.first_met is not None:
        return None
    bears = component.first or not any(other.first for other in programme.components)
    caps = (*(programme.caps if bears else ()), *component.caps)
    return _earliest(caps, StartWithin, referral.on)


def answer_deadline(programme: Programme, request: InformationRequest) -> date | None:
    """Last day on which an information request is answered in time, answered or not.

    Working days after the day it came in (seed 004: 5), by the programme's cap in force
    on that day; None where the programme asks for no answer in time.
    """
    return _earliest(programme.caps, AnswerWithin, request.received)


def _earliest(
    caps: Iterable[Cap], kind: type[StartWithin] | type[AnswerWithin], day: date
) -> date | None:
    days = [cap.days for cap in caps if isinstance(cap, kind) and cap.holds_on(day)]
    return working_day_after(day, min(days)) if days else None
