"""From drawn cases and groups to the records of a provider."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from api.sample.cases import Case, Desk, Series, months_since
from api.sample.groups import Circle
from api.sample.mix import mix, often
from api.sample.names import full_name, surname
from domain.clock import working_day_after
from domain.people import Client, Family, Gender
from domain.places import places
from domain.programme import components
from domain.provider import PublishedMeeting
from domain.referral import Extension, Group, PlaceMode, PlanItem, Referral

DAY = timedelta(days=1)
EARLY, LATE = 480, 1140
SLACK = (0, 30, 60, 60, 120, 120, 180, 240)
"""Minutes by which a client may begin earlier or later than in the drawn week."""


def clients_of(desk: Desk, case: Case, numbers: Mapping[int, str]) -> list[Client]:
    """Write down the clients of a case; ``numbers`` gives worker ids by number."""
    dice = desk.dice
    family = surname(dice, case.languages[0])
    met = sorted({n for s in case.series for b in s.bookings for n in b.workers})
    bonds = [numbers[n] for n in met if not case.new]
    genders = {desk.diary.workers[n].gender for n in met}
    found = []
    for number, client in enumerate(case.clients):
        head = number == 0
        gender = case.gender if head else dice.choice((Gender.FEMALE, Gender.MALE))
        age = dice.randint(19, 64) if head else dice.randint(1, 60)
        found.append(
            Client(
                id=client,
                name=full_name(dice, case.languages[0], gender, family),
                home=case.home,
                languages=case.languages,
                themes=frozenset([case.theme]) if head and case.theme else frozenset(),
                gender=gender,
                born=desk.monday - timedelta(days=age * 365 + dice.randrange(365)),
                asks_gender=_asked(dice, genders) if head else None,
                interpreter=case.interpreter,
                chosen=_chosen(dice, case, bonds) if head else None,
                refused=_refused(desk, case, met, numbers) if head else frozenset(),
                confirmed=frozenset(b for b in bonds if often(dice, mix().confirmed)),
                family=f"F{case.clients[0][1:]}" if len(case.clients) > 1 else None,
            )
        )
    return found


def _asked(dice: Random, genders: set[Gender]) -> Gender | None:
    asks = often(dice, mix().asks_gender) and len(genders) == 1
    return min(genders) if asks else None


def _chosen(dice: Random, case: Case, bonds: Sequence[str]) -> str | None:
    """Choose the worker who comes anyway, where one alone comes for everything."""
    if case.chosen:
        return case.chosen
    one = len(bonds) == 1 and len(case.series) == 1
    return bonds[0] if one and often(dice, mix().chosen) else None


def _refused(
    desk: Desk, case: Case, met: Sequence[int], numbers: Mapping[int, str]
) -> frozenset[str]:
    """Refuse somebody who does not come anyway."""
    if not often(desk.dice, mix().refused) or not case.series:
        return frozenset()
    other = desk.dice.randrange(len(numbers))
    return frozenset() if other in {*met, *case.leaders} else frozenset([numbers[other]])


def family_of(case: Case, clients: Sequence[Client]) -> Family | None:
    """Write down the family, named after its head."""
    head = clients[0]
    if head.family is None:
        return None
    return Family(head.family, head.name.split()[-1], case.clients)


def referral_of(desk: Desk, name: str, case: Case) -> Referral:
    """Write down the referral; the case manager has time when the meeting was drawn."""
    programme = case.programme
    together = any(component.three_party for component in programme.components)
    plan = any(component.plan == "asked" for component in programme.components)
    statuses = programme.statuses
    home = places()[case.home]
    met = working_day_after(case.on, desk.dice.randint(1, 5))
    extension = Extension(
        units=case.extended,
        justification="Tervis halvenes ootamatult; töö hoidmine vajab veel tuge.",
        approved_by="Töötukassa juhtumikorraldaja",
        on=desk.monday - 6 * DAY,
    )
    return Referral(
        id=name,
        programme=programme.id,
        client=case.clients[0],
        on=case.on,
        status=desk.dice.choice(statuses) if statuses else "",
        municipality=home.municipality_name,
        case_manager=_manager(home.municipality) if together else "",
        case_manager_free=_free_times(desk, case) if together else (),
        extensions=(extension,) if case.extended else (),
        closing=case.closing,
        first_met=None if case.new else met,
        planned_on=met + 10 * DAY if plan and case.planned and not case.new else None,
        urgent=case.new,
    )


def _manager(municipality: str) -> str:
    """Name a case manager: the same one for every client of a municipality."""
    dice = Random(f"manager of {municipality}")  # noqa: S311 a made-up name is no secret
    return full_name(dice, "et", Gender.FEMALE, surname(dice, "et"))


def _free_times(desk: Desk, case: Case) -> tuple[tuple[int, int], ...]:
    """Hours of the week in which the case manager can come; the drawn meetings fit in."""
    found = {day: (day * 1440 + 600, day * 1440 + 720) for day in desk.dice.sample(range(5), 2)}
    for series in case.series:
        _, component = components()[series.wish.component]
        for booking in series.bookings if component.three_party else ():
            begins = booking.day * 1440 + booking.start
            found[booking.day] = (begins - 60, begins + booking.minutes + 60)
    return tuple(found[day] for day in sorted(found))


def plan_item(desk: Desk, name: str, referral: str, series: Series) -> PlanItem:
    """Write down a wish: the drawn days and a few more, from somewhat earlier to later."""
    dice = desk.dice
    days = {booking.day for booking in series.bookings}
    starts = [booking.start for booking in series.bookings]
    more = dice.sample(range(5), dice.choice((1, 1, 2, 2, 3)))
    earliest = max(min(EARLY, *starts), min(starts) - dice.choice(SLACK))
    latest = min(max(LATE, *starts), max(starts) + dice.choice(SLACK))
    liked = (max(earliest, starts[0] - 30), min(latest, starts[0] + 60))
    return PlanItem(
        id=name,
        referral=referral,
        component=series.wish.component,
        meetings=len(series.bookings),
        minutes=series.minutes,
        weekdays=frozenset(days | set(more)),
        earliest=earliest,
        latest=latest,
        mode=series.mode,
        place=None if series.mode in (PlaceMode.HOME, PlaceMode.REMOTE) else series.place,
        liked=liked if often(dice, 45) else None,
        days_apart=2 if len(series.bookings) > 1 else 1,
        workers=series.wish.workers,
        planned=components()[series.wish.component][1].plan != "forbidden",
    )


def group_of(name: str, number: int, circle: Circle, referrals: Mapping[str, str]) -> Group:
    """Write down a group; ``referrals`` gives referral ids by the client who heads them."""
    of, booking = circle.of, circle.booking
    theme = circle.members[0].theme if of.kind else None
    return Group(
        id=name,
        name=f"{of.name} {number}",
        component=of.component,
        theme=theme,
        language=circle.language,
        place=circle.place,
        minutes=of.minutes,
        weekdays=frozenset({booking.day, (booking.day + 1) % 5}),
        earliest=max(EARLY, booking.start - 60),
        latest=booking.start + 60,
        leading=of.leading,
        smallest=of.smallest,
        largest=of.largest,
        referrals=tuple(sorted(referrals[case.clients[0]] for case in circle.members)),
        gender=of.gender,
    )


def last_week(
    desk: Desk, cases: Sequence[Case], groups: Mapping[str, Circle], numbers: Mapping[int, str]
) -> list[PublishedMeeting]:
    """Publish last week: the drawn week of those who were clients then."""
    monday = desk.monday - 7 * DAY
    found = []
    for case in cases:
        if case.on >= monday or often(desk.dice, mix().new_since_last_week):
            continue
        for series in case.series:
            if series.hopeless or not _began(case, series, monday):
                continue
            found += [
                PublishedMeeting(
                    day=monday + booking.day * DAY,
                    start=booking.start,
                    minutes=booking.minutes,
                    component=series.wish.component,
                    client=case.clients[0],
                    group=None,
                    workers=tuple(numbers[n] for n in booking.workers),
                )
                for booking in series.bookings
            ]
    for name, circle in groups.items():
        found.append(
            PublishedMeeting(
                day=monday + circle.booking.day * DAY,
                start=circle.booking.start,
                minutes=circle.booking.minutes,
                component=circle.of.component,
                client=None,
                group=name,
                workers=tuple(numbers[n] for n in circle.booking.workers),
            )
        )
    return sorted(found, key=lambda m: (m.day, m.start, m.client or "", m.group or "", m.component))


def _began(case: Case, series: Series, monday: date) -> bool:
    """Whether the component was given last week already; a crisis never was."""
    unplanned = components()[series.wish.component][1].plan == "forbidden"
    return not unplanned and months_since(case.on, monday) >= series.wish.months[0]
