"""Groups: one meeting a week, with the members who may come under their referrals."""

from datetime import timedelta

from domain.entitlement import period_of
from domain.finding import Fact, Finding
from domain.people import Level
from domain.programme import Component, Programme, components
from domain.referral import Group, Leading, Referral
from domain.session import DAY_MINUTES, Need, Use, Window
from optimizer.needs import Desk, cents_of, clients_of, seat_of, uses_of


def need_of_group(desk: Desk, group: Group) -> Need | None:
    """The group's meeting this week, with the members who may come; None without any.

    Members whose referral, hours, euros or parallel services stand against it are kept
    out one by one (``Desk.kept_out``) instead of keeping the whole group from meeting.
    """
    programme, component = components()[group.component]
    cents = cents_of(component, group.minutes, desk, "group", "person")
    members: list[str] = []
    uses: list[Use] = []
    days = sum(1 << day for day in group.weekdays)
    for name in group.referrals:
        referral = desk.referrals[name]
        budgets = [b for b in desk.left(programme, component, referral) if b.days & days]
        own = list(uses_of(budgets, group.minutes, cents))
        against = _against(desk, group, (programme, component), referral) or next(
            (b.rule for b, use in zip(budgets, own, strict=True) if max(b.left, 0) < use.amount),
            None,
        )
        if against:
            facts: dict[str, Fact] = {"group": group.name, "missed": 1}
            desk.kept_out.append(Finding(against, referral.client, facts, 1))
        else:
            members += clients_of(desk, referral.client)
            uses += own
    if not members:
        return None
    level = Level.GROUPS if group.leading is Leading.ALONE else Level.BESIDE
    asked = component.seats_at("group", together=group.leading is Leading.TOGETHER)
    return Need(
        id=group.id,
        component=component.id,
        clients=tuple(dict.fromkeys(members)),
        minutes=group.minutes,
        windows=tuple(
            Window(day * DAY_MINUTES + group.earliest, day * DAY_MINUTES + group.latest)
            for day in sorted(group.weekdays)
        ),
        place=group.place,
        seats=tuple(seat_of(seat, component, level) for seat in asked),
        language=group.language,
        gender=group.gender,
        uses=tuple(uses),
        group=group.id,
        smallest=group.smallest,
    )


def _against(
    desk: Desk,
    group: Group,
    given: tuple[Programme, Component],
    referral: Referral,
) -> str | None:
    """The rule that keeps a member out of the group on some day on which it may meet."""
    programme, component = given
    days = [desk.monday + timedelta(days=day) for day in group.weekdays]
    opens, closes = period_of(programme, component, referral)
    if any(day < opens or (closes is not None and day > closes) for day in days):
        return "within_referral"
    running = any(
        service.kind in programme.excludes
        and service.first <= day
        and (service.last is None or service.last >= day)
        for client in clients_of(desk, referral.client)
        for service in desk.parallel.get(client, ())
        for day in days
    )
    return "no_parallel_service" if running else None
