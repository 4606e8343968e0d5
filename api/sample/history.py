"""What was delivered before this week: minutes and cents by month, under ceilings and stories."""

from collections.abc import Iterator
from datetime import date

from api.sample.cases import Case, Desk
from domain.caps import EurosPerCalendarYear, UnitsPerReferral
from domain.money import price_of
from domain.programme import Component, components
from domain.referral import Used

WEEKS_A_MONTH = 4
KEPT = 80
"""Percent of the meetings wanted that were held."""


def used_by(desk: Desk, referral: str, case: Case, percent: int) -> Iterator[Used]:
    """What a referral has used, by component and month; ``percent`` of a ceiling at most."""
    if case.new:
        return
    months = _months(case.on, desk.monday)
    cap = next((c for c in case.programme.caps if isinstance(c, UnitsPerReferral)), None)
    for series in case.series:
        _, component = components()[series.wish.component]
        week = sum(booking.minutes for booking in series.bookings)
        if cap is not None:
            allowed = (cap.units + case.extended) * cap.unit_minutes
            once = week + case.group_minutes
            total = min(allowed - once, allowed * desk.dice.randint(20, max(20, percent)) // 100)
            total = max(min(once, allowed - once), total // cap.unit_minutes * cap.unit_minutes)
            if case.left is not None:
                total = allowed - case.left
        elif any(isinstance(c, EurosPerCalendarYear) for c in component.caps):
            total = _under_ceiling(desk, case, component, week)
        else:
            total = week * WEEKS_A_MONTH * len(months) * KEPT // 100
        yield from _spread(referral, component, months, total, desk.monday)


def _months(on: date, monday: date) -> list[date]:
    """Months of this calendar year from the referral up to now."""
    first = max(on.replace(day=1), monday.replace(month=1, day=1))
    return [date(monday.year, month, 1) for month in range(first.month, monday.month + 1)]


def price(component: Component, minutes: int, day: date) -> int:
    """Cents for minutes of a component given to one person; 0 where no price is known."""
    tariff = component.tariff(day) or component.tariff(day, beneficiary="family")
    return price_of(tariff.cents, minutes, tariff.unit_minutes) if tariff else 0


def _under_ceiling(desk: Desk, case: Case, component: Component, week: int) -> int:
    """Minutes whose price leaves a yearly ceiling as far open as the story says."""
    cap = next(
        c for c in component.caps if isinstance(c, EurosPerCalendarYear) and c.holds_on(desk.monday)
    )
    year = 12 * cap.month_cents
    hour = price(component, 60, desk.monday)
    most = year * 60 // hour
    if case.ceiling == "near":
        return most - week
    if case.ceiling == "reached":
        return most - week // 2
    return min(most - 2 * week, most * desk.dice.randint(20, 70) // 100)


def _spread(
    referral: str, component: Component, months: list[date], total: int, day: date
) -> Iterator[Used]:
    """Share minutes out over months, in quarters of an hour, the rest in the last."""
    if total <= 0:
        return
    each = total // len(months) // 15 * 15
    for number, month in enumerate(months):
        last = number == len(months) - 1
        minutes = total - each * (len(months) - 1) if last else each
        if minutes:
            yield Used(referral, component.id, month, minutes, price(component, minutes, day))
