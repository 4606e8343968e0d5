"""A made-up month: last week's roster held week by week, and what became of each meeting."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from api.sample.mix import draw
from api.sample.month_terms import month_terms
from api.workbook.month.book import MonthBook
from billing.delivered import delivered
from billing.month import used_table
from billing.prices import Price, prices_of
from domain.caps import EurosPerCalendarYear, UnitsPerReferral
from domain.clock import ZONE, elapsed_minutes, is_working_day, months_after
from domain.money import price_of
from domain.programme import components, programmes
from domain.provider import Provider, PublishedMeeting
from domain.referral import Referral, Used
from domain.session import DAY_MINUTES, Attendance, Held, Outcome

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
BOOKED = 10
"""Days before the meeting on which it was agreed."""
YEAR_MONTHS, HOUR = 12, 60
UNCONFIRMED = 50
"""The meeting that nobody has confirmed."""
OVER = 75
"""Minutes by which one client passes the ceiling of the year."""


@dataclass(frozen=True)
class _Desk:
    """Where a month is made up."""

    provider: Provider
    dice: Random
    month: date
    referrals: Mapping[str, Referral]
    """By client who heads them."""
    families: Mapping[str, tuple[str, ...]]
    """By client who heads them."""
    prices: Mapping[tuple[str, str, str], list[Price]]
    left: dict[str, int]
    """Minutes of its units that a referral has left."""
    crossing: list[str]
    """The one referral of which a meeting crosses the end of its units."""

    @property
    def last(self) -> date:
        """Last day of the month."""
        return months_after(self.month, 1) - DAY


def sample_month(provider: Provider, month: date, seed: int = 1) -> MonthBook:
    """The month of a made-up provider: its published week held in each week of the month.

    ``month`` is its first day. Meetings are as the roster has them, so nobody is in two places at
    once; some are cancelled or missed. Of components with a ceiling of the year what is agreed
    for the month after is there as well, as planned. No invoices: see ``month_invoices``.
    """
    terms = month_terms()
    desk = _Desk(
        provider=provider,
        dice=Random(f"{seed} {month}"),  # noqa: S311 a sample is no secret
        month=month,
        referrals={referral.client: referral for referral in provider.referrals},
        families={family.members[0]: family.members for family in provider.families},
        prices=_by_key(terms.prices),
        left=_units_left(provider, month),
        crossing=[],
    )
    held = [
        replace(one, confirmed=False) if number == UNCONFIRMED else one
        for number, one in enumerate(_hold(desk))
    ]
    used = [row for row in provider.used if row.month < month]
    return MonthBook(
        attended=delivered([*held, *_agreed_after(desk)]),
        prices=prices_of({}, terms.prices),
        used=used_table(_nearly_spent(desk, held, used)),
        sellers=(terms.seller,),
        buyers=terms.buyers,
        referrals=provider.referrals,
        numbers={one.id: _number(one) for one in provider.referrals},
        parallel=provider.parallel,
    )


def entitle_some(provider: Provider, most: int = 2) -> Provider:
    """The provider with a few clients of the standing that is entitled to benefits for attending.

    They are the first who meet elsewhere than at home under a programme that has such benefits.
    """
    away = {item.referral for item in provider.plan if item.place}
    changed: dict[str, Referral] = {}
    for referral in provider.referrals:
        statuses = sorted(set(programmes()[referral.programme].benefits.values()))
        if statuses and referral.id in away and len(changed) < most:
            changed[referral.id] = replace(referral, status=statuses[0])
    referrals = tuple(changed.get(one.id, one) for one in provider.referrals)
    return replace(provider, referrals=referrals)


def _by_key(own: Sequence[Price]) -> Mapping[tuple[str, str, str], list[Price]]:
    """Every price there is, by component, activity and beneficiary."""
    found: defaultdict[tuple[str, str, str], list[Price]] = defaultdict(list)
    for price in own:
        found[price.component, price.activity, price.beneficiary].append(price)
    for _, component in components().values():
        for tariff in component.tariffs:
            known = found[component.id, tariff.activity, tariff.beneficiary]
            known.append(Price(component=component.id, **tariff.model_dump(exclude={"provider"})))
    return found


def _units_left(provider: Provider, month: date) -> dict[str, int]:
    """Minutes that the units of each referral leave; absent: it has no such ceiling."""
    used: defaultdict[str, int] = defaultdict(int)
    for row in provider.used:
        if row.month < month:
            used[row.referral] += row.minutes
    found = {}
    for referral in provider.referrals:
        caps = programmes()[referral.programme].caps
        cap = next((cap for cap in caps if isinstance(cap, UnitsPerReferral)), None)
        if cap is not None:
            more = sum(extension.units for extension in referral.extensions)
            found[referral.id] = (cap.units + more) * cap.unit_minutes - used[referral.id]
    return found


def _weeks(first: date, last: date) -> Iterator[date]:
    monday = first - first.weekday() * DAY
    while monday <= last:
        yield monday
        monday += WEEK


def _hold(desk: _Desk) -> Iterator[Held]:
    """Every meeting of the month, in the order of days."""
    number = 0
    for monday in _weeks(desk.month, desk.last):
        for meeting in desk.provider.published:
            day = monday + meeting.day.weekday() * DAY
            if not desk.month <= day <= desk.last or not is_working_day(day):
                continue
            parts = _attendances(desk, meeting, day)
            if not parts:
                continue
            number += 1
            became = draw(desk.dice, month_terms().outcomes)
            if meeting.group is not None:
                became = Outcome.DELIVERED
            yield _held(desk, f"M{number:04}", meeting, day, parts, became)


def _agreed_after(desk: _Desk) -> Iterator[Held]:
    """What is agreed for the month after, of components with a ceiling of the calendar year."""
    first = months_after(desk.month, 1)
    number = 0
    for monday in _weeks(first, first + 3 * WEEK):
        for meeting in desk.provider.published:
            _, component = components()[meeting.component]
            day = monday + meeting.day.weekday() * DAY
            capped = any(isinstance(cap, EurosPerCalendarYear) for cap in component.caps)
            if capped and day >= first and meeting.client in desk.referrals:
                number += 1
                parts = (_part(desk, str(meeting.client)),)
                name = f"A{number:04}"
                held = _held(desk, name, meeting, day, parts, Outcome.PLANNED)
                yield replace(held, recorded=desk.last, confirmed=False)


def _attendances(desk: _Desk, meeting: PublishedMeeting, day: date) -> tuple[Attendance, ...]:
    """Who was to come: the client, or the members of the group, who have a right to it."""
    if meeting.group is not None:
        group = next(one for one in desk.provider.groups if one.id == meeting.group)
        clients = {one.id: one.client for one in desk.provider.referrals}
        members = [clients[name] for name in group.referrals]
    else:
        members = [str(meeting.client)]
    return tuple(
        _part(desk, client)
        for client in members
        if client in desk.referrals and _may(desk, desk.referrals[client], meeting, day)
    )


def _part(desk: _Desk, client: str) -> Attendance:
    """A client's part in a meeting, under the client's referral."""
    referral = desk.referrals[client]
    return Attendance(client, referral.id, theirs=_number(referral))


def _number(referral: Referral) -> str:
    """Number of the case in the payer's register."""
    return f"N-{referral.id[1:]}"


def _may(desk: _Desk, referral: Referral, meeting: PublishedMeeting, day: date) -> bool:
    """Whether a referral is in force and has units left; takes them."""
    if day <= referral.on or (referral.closing and day > referral.closing.on):
        return False
    _, component = components()[meeting.component]
    if component.plan == "asked" and (referral.planned_on is None or day < referral.planned_on):
        return False
    if referral.id not in desk.left:
        return True
    left = desk.left[referral.id]
    if left < meeting.minutes:
        if left <= 0 or desk.crossing or meeting.group is not None:
            return False
        desk.crossing.append(referral.id)
    desk.left[referral.id] = left - meeting.minutes
    return True


def _nearly_spent(desk: _Desk, held: Sequence[Held], used: Sequence[Used]) -> Iterator[Used]:
    """What was used before; of one client so much that the year's ceiling is reached this month."""
    capped = {
        component.id: cap.month_cents * YEAR_MONTHS
        for _, component in components().values()
        for cap in component.caps
        if isinstance(cap, EurosPerCalendarYear) and cap.holds_on(desk.month)
    }
    came = [one for one in held if one.component in capped and one.outcome is Outcome.DELIVERED]
    if not came:
        yield from used
        return
    of, referral = came[0].component, came[0].clients[0].referral
    mine = [one for one in came if one.component == of and one.clients[0].referral == referral]
    hour = desk.prices[of, "individual", "person"][-1].cents
    demand = sum(price_of(hour, elapsed_minutes(one.begins, one.ends), HOUR) for one in mine)
    before = capped[of] - demand + price_of(hour, OVER, HOUR)
    yield from (row for row in used if (row.referral, row.component) != (referral, of))
    last = months_after(desk.month, -1)
    yield Used(referral, of, last, before * HOUR // hour, before)


def _held(
    desk: _Desk,
    name: str,
    meeting: PublishedMeeting,
    day: date,
    parts: tuple[Attendance, ...],
    outcome: Outcome,
) -> Held:
    begins = datetime.combine(day, time(*divmod(meeting.start % DAY_MINUTES, 60)), ZONE)
    _, component = components()[meeting.component]
    group = meeting.group is not None
    family = not group and _is_for_family(desk, meeting.component, parts[0].client, day)
    return Held(
        meeting=name,
        version=1,
        component=meeting.component,
        provider=month_terms().seller.registry,
        clients=_whole_family(desk, parts) if family else parts,
        workers=meeting.workers,
        begins=begins,
        ends=begins + timedelta(minutes=meeting.minutes),
        outcome=outcome,
        recorded=day,
        activity="group" if group else "individual",
        beneficiary="family" if family else "person",
        confirmed=outcome is Outcome.DELIVERED,
        planned=component.plan != "forbidden",
        booked=day - BOOKED * DAY,
    )


def _whole_family(desk: _Desk, parts: tuple[Attendance, ...]) -> tuple[Attendance, ...]:
    head = parts[0]
    others = desk.families.get(head.client, (head.client,))[1:]
    return (head, *(Attendance(client) for client in others))


def _is_for_family(desk: _Desk, component: str, client: str, day: date) -> bool:
    """Whether the price is that of a family: the client has one, or no person's price is known."""

    def known(beneficiary: str) -> bool:
        listed = desk.prices.get((component, "individual", beneficiary), [])
        return any(price.holds_on(day) for price in listed)

    return known("family") and (client in desk.families or not known("person"))
