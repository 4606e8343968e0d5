"""What is wanted this week: plan items and groups become needs with seats."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.entitlement import History, Remaining, period_of, remaining, start_deadline
from domain.finding import Finding
from domain.money import price_of
from domain.people import Client, Level
from domain.places import travel_between
from domain.programme import Component, Programme, SeatAsked, components
from domain.provider import Provider
from domain.referral import ParallelService, PlaceMode, PlanItem, Referral
from domain.session import DAY_MINUTES, WEEK_DAYS, Need, Seat, Use, Window
from optimizer.problem import Budget

SHORT_PROCESS = 3
"""Meetings that a counsellor with the older training may hold alone with a client."""
ORDINARY, URGENT, CRISIS = 1, 3, 4


@dataclass
class Desk:
    """Where the records of a week lie open: look-ups by id, and the budgets met on the way."""

    monday: date
    history: History
    clients: dict[str, Client]
    referrals: dict[str, Referral]
    families: dict[str, tuple[str, ...]]
    """Family -> members."""
    family_of: dict[str, tuple[str, ...]]
    """Client -> members of the client's family."""
    parallel: dict[str, list[ParallelService]]
    budgets: dict[str, Budget] = field(default_factory=dict)
    kept_out: list[Finding] = field(default_factory=list)
    """Members kept out of a group's meeting: rule, client, facts (group)."""

    @classmethod
    def open(cls, provider: Provider, monday: date, history: History) -> "Desk":
        """Lay out a provider's records."""
        parallel: dict[str, list[ParallelService]] = {}
        for service in provider.parallel:
            parallel.setdefault(service.client, []).append(service)
        return cls(
            monday=monday,
            history=history,
            clients={client.id: client for client in provider.clients},
            referrals={referral.id: referral for referral in provider.referrals},
            families={family.id: family.members for family in provider.families},
            family_of={m: family.members for family in provider.families for m in family.members},
            parallel=parallel,
        )

    @property
    def sunday(self) -> date:
        """Last day of the week."""
        return self.monday + timedelta(days=WEEK_DAYS - 1)

    def left(self, programme: Programme, component: Component, referral: Referral) -> list[Budget]:
        """The budgets that meetings of a component under a referral draw from this week."""
        found = remaining(programme, component, referral, self.history, self.monday, self.sunday)
        return [self._budget(part, referral) for part in found]

    def _budget(self, part: Remaining, referral: Referral) -> Budget:
        days = sum(
            1 << day
            for day in range(WEEK_DAYS)
            if part.first <= self.monday + timedelta(days=day) <= part.last
        )
        name = f"{part.scope}:{days}"
        budget = Budget(name, part.rule, referral.client, part.left, days, part.source)
        return self.budgets.setdefault(name, budget)


def needs_of_item(desk: Desk, item: PlanItem) -> Iterator[Need]:
    """One need per meeting that the item wants this week."""
    referral = desk.referrals[item.referral]
    programme, component = components()[item.component]
    family = "individual" not in component.activity and "family" in component.activity
    clients = clients_of(desk, referral.client, whole=family)
    opens, closes = period_of(programme, component, referral)
    budgets = desk.left(programme, component, referral)
    cents = cents_of(component, item.minutes, desk, "individual", "family" if family else "person")
    asked = component.seats_at("individual")
    alone = _level_by_length(budgets, desk.history.minutes.get(referral.id, 0), item)
    seats = [seat_of(seat, component, alone) for seat in asked]
    seats += [seats[0]] * max(0, item.workers - len(seats))
    for k in range(item.meetings):
        yield Need(
            id=item.id if item.meetings == 1 else f"{item.id}.{k + 1}",
            component=component.id,
            clients=clients,
            minutes=item.minutes,
            windows=tuple(_windows(item, referral if component.three_party else None)),
            place=_place(desk, component, item, clients[0]),
            seats=tuple(seats),
            priority=_priority(referral, item),
            deadline=start_deadline(programme, component, referral) if k == 0 else None,
            opens=opens,
            closes=closes,
            planned_from=referral.planned_on if component.plan == "asked" else None,
            plan_owed=component.plan == "asked" and referral.planned_on is None,
            series=item.id if item.meetings > 1 else "",
            days_apart=item.days_apart,
            uses=tuple(uses_of(budgets, item.minutes, cents)),
            includes=component.includes,
            excludes=programme.excludes,
            pinned_workers=(item.pinned_worker, *[None] * (len(seats) - 1))
            if item.pinned_worker
            else (),
            pinned_start=item.pinned_start if k == 0 else None,
        )


def clients_of(desk: Desk, referred: str, *, whole: bool = False) -> tuple[str, ...]:
    """The client, or the members of the family that is referred; ``whole``: with the family."""
    if referred in desk.families:
        return desk.families[referred]
    rest = desk.family_of.get(referred, ()) if whole else ()
    return tuple(dict.fromkeys((referred, *rest)))


def seat_of(asked: SeatAsked, component: Component, level: Level) -> Seat:
    """The seat that a component asks for; ``level`` where it goes by length or leading."""
    given = level if isinstance(asked.level, str) else asked.level
    return Seat(
        roles=frozenset(asked.roles),
        subject=asked.subject,
        level=given,
        experience=asked.experience,
        talks=asked.talks,
        paid=component.paid,
    )


def _priority(referral: Referral, item: PlanItem) -> int:
    """A crisis comes first, then an urgent referral."""
    if not item.planned:
        return CRISIS
    return URGENT if referral.urgent else ORDINARY


def _level_by_length(budgets: list[Budget], used: int, item: PlanItem) -> Level:
    """Whether the minutes granted make a short consultation or a longer process."""
    granted = [budget.left + used for budget in budgets if budget.rule == "units_left"]
    short = bool(granted) and min(granted) <= SHORT_PROCESS * item.minutes
    return Level.SHORT if short else Level.INDEPENDENT


def _windows(item: PlanItem, referral: Referral | None) -> Iterator[Window]:
    """Starts on each weekday, the liked ones apart; three-party meetings in the manager's time."""
    for day in sorted(item.weekdays):
        first, last = day * DAY_MINUTES + item.earliest, day * DAY_MINUTES + item.latest
        spans = [(first, last)]
        if referral is not None and referral.case_manager_free:
            free = ((a, b - item.minutes) for a, b in referral.case_manager_free)
            spans = [(max(first, a), min(last, b)) for a, b in free]
        for lo, hi in spans:
            if lo <= hi:
                yield from _liked(item, day, lo, hi)


def _liked(item: PlanItem, day: int, lo: int, hi: int) -> Iterator[Window]:
    if item.liked is None:
        yield Window(lo, hi)
        return
    best = [max(lo, day * DAY_MINUTES + item.liked[0]), min(hi, day * DAY_MINUTES + item.liked[1])]
    if best[0] > best[1]:
        yield Window(lo, hi, liked=False)
        return
    if lo < best[0]:
        yield Window(lo, best[0] - 1, liked=False)
    yield Window(best[0], best[1])
    if best[1] < hi:
        yield Window(best[1] + 1, hi, liked=False)


def _place(desk: Desk, component: Component, item: PlanItem, client: str) -> str | None:
    """Where the meeting is held: remote, as planned, where the component is bound, or at home."""
    home = desk.clients[client].home
    if item.mode is PlaceMode.REMOTE:
        return None
    if item.place is not None:
        return item.place
    if component.places:
        ways = travel_between([home, *component.places]).minutes[0, 1:].tolist()
        nearest: int = ways.index(min(ways))
        return component.places[nearest]
    return home


def cents_of(
    component: Component, minutes: int, desk: Desk, activity: str, beneficiary: str
) -> int:
    """Price of one meeting (per participant), by the tariff in force when the week begins."""
    for day in (desk.monday, desk.sunday):
        for whom in (beneficiary, "person", "family"):
            tariff = component.tariff(day, activity, whom)
            if tariff is not None:
                return price_of(tariff.cents, minutes, tariff.unit_minutes)
    return 0


def uses_of(budgets: list[Budget], minutes: int, cents: int) -> Iterator[Use]:
    """How much of each budget one meeting takes."""
    for budget in budgets:
        yield Use(budget.id, minutes if budget.rule == "units_left" else cents)
