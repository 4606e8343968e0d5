"""Referrals of a made-up provider and what each client wants this week, as they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Literal

from api.sample.asking import Asking
from api.sample.diary import Booking, Diary, Wanted
from api.sample.mix import ReferralMix, Wish, draw, mix, often
from api.sample.people import homes
from domain.caps import StartWithin
from domain.clock import months_after, working_day_after
from domain.people import Gender, Level
from domain.places import places
from domain.programme import Component, Programme, components, programmes
from domain.referral import Closing, Leading, ParallelService, PlaceMode
from domain.session import Asked
from domain.themes import kind_of

WORK_DAYS = 5
SATURDAY = 5
APART = 2
STARTS = {480: 2, 540: 4, 600: 4, 660: 3, 720: 3, 780: 3, 840: 3, 900: 3, 960: 2, 1020: 1}
"""Earliest starts by weight."""
FIRST_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Series:
    """Meetings of one component that a client wants, and where they were booked."""

    wish: Wish
    mode: PlaceMode
    place: str | None
    """Where one meets; None: remote."""
    minutes: int
    bookings: tuple[Booking, ...]
    """As booked in the drawn week; for what cannot be served, as the client would like it."""
    hopeless: bool = False
    """Nobody can serve it: planted on purpose, and never published."""


@dataclass(slots=True)
class Case:
    """A referral with its clients (the head first) while it is being drawn."""

    programme: Programme
    clients: tuple[str, ...]
    home: str
    languages: tuple[str, ...]
    interpreter: bool
    theme: str
    on: date
    new: bool = False
    """Referred in the last days: not met yet."""
    series: list[Series] = field(default_factory=list)
    gender: Gender = Gender.FEMALE
    planned: bool = True
    """The action plan is made where one is asked for."""
    left: int | None = None
    """Minutes left under a ceiling of units, where a story asks for so many."""
    ceiling: Literal["", "near", "reached"] = ""
    """How far a yearly ceiling is spent, where a story asks for it."""
    extended: int = 0
    """Units granted beyond the ceiling."""
    closing: Closing | None = None
    parallel: ParallelService | None = None
    away: bool = False
    """Away all week."""
    chosen: str | None = None
    """The worker chosen, where a story asks for one."""
    group_minutes: int = 0
    """Minutes of this week's groups."""
    leaders: set[int] = field(default_factory=set)
    """Workers who lead the groups attended."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where cases are drawn: dice, diary, the week and the counties."""

    dice: Random
    diary: Diary
    monday: date
    counties: Sequence[str]
    interpreting: dict[str, int]
    """Minutes of interpreting not yet promised, by language."""

    @property
    def days(self) -> list[int]:
        """Working days of the week in an order of chance, now and then a Saturday after them."""
        days = self.dice.sample(range(WORK_DAYS), WORK_DAYS)
        return [*days, SATURDAY] if often(self.dice, 15) else days


def draw_case(desk: Desk, of: ReferralMix, clients: tuple[str, ...], *, new: bool) -> Case:
    """Draw a referral: where the client lives, what is spoken and lived with, since when."""
    dice = desk.dice
    county = draw(dice, {c: mix().counties[c] for c in desk.counties})
    languages, interpreter = _understood(dice, of, county)
    programme = programmes()[of.programme]
    return Case(
        programme=programme,
        clients=clients,
        home=draw(dice, homes(county)),
        languages=languages,
        interpreter=interpreter,
        theme=draw(dice, mix().tempers[of.themes]),
        on=_referred(desk, of, programme, new=new),
        new=new,
        gender=Gender.FEMALE if often(dice, 58) else Gender.MALE,
    )


def _understood(dice: Random, of: ReferralMix, county: str) -> tuple[tuple[str, ...], bool]:
    table = mix().understood[of.languages]
    row = table[draw(dice, {n: choice.weight for n, choice in enumerate(table)})]
    if row.languages != ("local",):
        return row.languages, often(dice, row.interpreter)
    if often(dice, mix().russian.get(county, mix().russian[""])):
        return (("ru", "et") if often(dice, 40) else ("ru",)), False
    return (("et", "ru") if often(dice, 25) else ("et",)), False


def _referred(desk: Desk, of: ReferralMix, programme: Programme, *, new: bool) -> date:
    """Draw the day of referral; of new clients one whose first meeting is due this week."""
    dice, monday = desk.dice, desk.monday
    if not new:
        months = dice.randint(*of.months)
        earlier = dice.randint(14, 26) if months == 0 else dice.randint(1, 20)
        return months_after(monday, -months) - timedelta(days=earlier)
    recent = [monday - timedelta(days=n) for n in range(1, 10)]
    working = [day for day in recent if day.weekday() < WORK_DAYS]
    limit = next((c.days for c in programme.caps if isinstance(c, StartWithin)), 0)
    friday = monday + timedelta(days=4)
    due = [d for d in working if limit and monday < working_day_after(d, limit) <= friday]
    return dice.choice(due or working[:5])


def months_since(on: date, day: date) -> int:
    """Whole months passed since a day."""
    return (day.year - on.year) * 12 + day.month - on.month - (day.day < on.day)


def wishes_of(case: Case, of: ReferralMix, desk: Desk) -> list[Wish]:
    """What a client may want: of the mix, or the first meeting where one is owed."""
    first = next((c for c in case.programme.components if c.first), None)
    if case.new and first is not None:
        return [first_wish(first)]
    age = months_since(case.on, desk.monday)
    county = places()[case.home].county
    fitting = [
        wish
        for wish in of.wishes
        if wish.months[0] <= age < wish.months[1] and (not wish.counties or county in wish.counties)
    ]
    return [wish for wish in fitting if often(desk.dice, wish.share)] or fitting[:1]


def first_wish(component: Component) -> Wish:
    """Wish for the meeting with which a service starts."""
    modes = {component.modes[0]: 1}
    return Wish(
        component=component.id, share=100, meetings=(1,), minutes=(FIRST_MINUTES,), modes=modes
    )


def seats_of(
    component: Component,
    activity: str,
    kinds: frozenset[str],
    leading: Leading = Leading.ALONE,
    gender: Gender | None = None,
) -> tuple[Asking, ...]:
    """Seats of one meeting, asking for the higher competence where length decides."""
    levels = {
        "by_length": Level.INDEPENDENT,
        "by_leading": Level.GROUPS if leading is Leading.ALONE else Level.BESIDE,
    }
    return tuple(
        Asking(
            roles=frozenset(seat.roles),
            subject=seat.subject,
            level=levels.get(seat.level) if isinstance(seat.level, str) else seat.level,
            experience=seat.experience,
            kinds=frozenset() if seat.experience is Asked.NOBODYS else kinds,
            gender=gender,
        )
        for seat in component.seats
        if seat.activity in (None, activity)
        and (seat.when == "always" or leading is Leading.TOGETHER)
    )


def place_for(desk: Desk, component: Component, mode: PlaceMode, home: str) -> str | None:
    """Where a client of a home meets: there, at the nearest office, or nowhere (remote)."""
    if mode is PlaceMode.REMOTE:
        return None
    if mode is PlaceMode.HOME and not component.places:
        return home
    among = component.places or mix().offices
    return min(among, key=lambda office: (desk.diary.way(home, office), office))


def wanted_of(desk: Desk, case: Case, wish: Wish) -> tuple[Wanted, PlaceMode]:
    """Draw where and when a client wants a component."""
    _, component = components()[wish.component]
    mode = draw(desk.dice, wish.modes)
    together = "family" in component.activity
    kinds = frozenset([kind_of(case.theme)]) if case.theme else frozenset[str]()
    wanted = Wanted(
        clients=case.clients if together else case.clients[:1],
        component=component.id,
        seats=seats_of(component, "individual", kinds) * wish.workers,
        languages=case.languages,
        place=place_for(desk, component, mode, case.home),
        minutes=desk.dice.choice(wish.minutes),
        days=tuple(desk.days),
        earliest=draw(desk.dice, STARTS),
    )
    return wanted, mode


def book_series(desk: Desk, case: Case, wish: Wish) -> Series | None:
    """Book the meetings of a wish with the same worker, days apart; None where nobody can."""
    wanted, mode = wanted_of(desk, case, wish)
    if case.new:
        days = tuple(sorted(wanted.days)[:3])
        wanted = replace(wanted, days=days)
    bookings: list[Booking] = []
    liked = frozenset(n for s in case.series for b in s.bookings for n in b.workers)
    for _ in range(desk.dice.choice(wish.meetings)):
        free = tuple(day for day in wanted.days if all(abs(day - b.day) >= APART for b in bookings))
        same = frozenset(bookings[0].workers) if bookings else None
        booking = desk.diary.book(replace(wanted, days=free), liked, same)
        if booking is None and case.interpreter and not bookings:
            booking = _book_interpreted(desk, replace(wanted, days=free))
        if booking is None:
            break
        bookings.append(booking)
    if not bookings:
        return None
    return Series(wish, mode, wanted.place, wanted.minutes, tuple(bookings))


def _book_interpreted(desk: Desk, wanted: Wanted) -> Booking | None:
    """Book with an interpreter, as long as there are minutes of interpreting."""
    language = wanted.languages[0]
    needed = wanted.minutes * len(wanted.seats)
    if desk.interpreting.get(language, 0) < needed:
        return None
    booking = desk.diary.book(replace(wanted, languages=()))
    if booking is not None:
        desk.interpreting[language] -= needed
    return booking


def dream_series(desk: Desk, case: Case, wish: Wish) -> Series:
    """Draw what a client would like and nobody can give; the bookings name no workers."""
    wanted, mode = wanted_of(desk, case, wish)
    start = max(wanted.earliest, 600)
    booking = Booking((), wanted.days[0], start, wanted.minutes)
    return Series(wish, mode, wanted.place, wanted.minutes, (booking,), hopeless=True)
