"""Groups of a made-up provider: leaders and time first, members when clients are known."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from api.sample.asking import talks
from api.sample.cases import Case, Desk, seats_of
from api.sample.diary import Booking, Wanted
from api.sample.mix import GroupMix, draw, mix
from api.sample.people import homes
from domain.caps import UnitsPerReferral
from domain.places import places
from domain.programme import components
from domain.themes import kind_of

TRIES = 20
NEAR = 60
"""Minutes that members travel."""
STARTS = {600: 2, 780: 2, 840: 2, 900: 1, 960: 1}


@dataclass(slots=True)
class Circle:
    """A group while it is being drawn."""

    of: GroupMix
    place: str
    booking: Booking
    language: str
    members: list[Case] = field(default_factory=list)


def open_groups(desk: Desk, clients: int) -> list[Circle]:
    """Book leaders and time for as many groups as so many clients have."""
    opened = []
    for of in mix().groups:
        for _ in range(max(of.least, clients // of.per)):
            circle = _open(desk, of)
            if circle is not None:
                opened.append(circle)
    return opened


def _open(desk: Desk, of: GroupMix) -> Circle | None:
    _, component = components()[of.component]
    kinds = frozenset([of.kind]) if of.kind else frozenset[str]()
    counties = desk.counties
    if of.least:
        counties = [max(counties, key=lambda county: mix().counties[county])]
    offices = {
        office: homes(places()[office].county).get(office, 1)
        for office in mix().offices
        if places()[office].county in counties
    }
    for _ in range(TRIES):
        place = draw(desk.dice, offices)
        wanted = Wanted(
            clients=(),
            component=component.id,
            seats=seats_of(component, "group", kinds, of.leading, of.gender),
            languages=(of.language,),
            place=place,
            minutes=of.minutes,
            days=tuple(desk.days),
            earliest=draw(desk.dice, STARTS),
        )
        booking = desk.diary.book(wanted)
        if booking is not None:
            return Circle(of, place, booking, of.language)
    return None


def join_groups(desk: Desk, circles: Sequence[Circle], cases: Sequence[Case]) -> list[Circle]:
    """Give every group members who suit it and are free; groups left too small are dropped."""
    by_home: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        by_home[case.programme.id, places()[case.home].county].append(case)
    for circle in circles:
        programme, _ = components()[circle.of.component]
        near = by_home[programme.id, places()[circle.place].county]
        wanted = desk.dice.randint(*circle.of.members)
        choices = []
        for language in _spoken(desk, circle):
            circle.language = language
            choices.append((language, [case for case in near if _suits(desk, circle, case)]))
        circle.language, suited = max(choices, key=lambda choice: min(wanted, len(choice[1])))
        circle.members = suited[:wanted]
        if len(circle.members) > circle.of.smallest:
            for case in circle.members:
                _join(desk, circle, case)
    return [circle for circle in circles if len(circle.members) > circle.of.smallest]


def _spoken(desk: Desk, circle: Circle) -> list[str]:
    """Languages that every leader speaks well enough, the one first thought of in front."""
    leaders = [desk.diary.workers[number] for number in circle.booking.workers]
    spoken = {s.language for leader in leaders for s in leader.languages}
    common = sorted(code for code in spoken if all(talks(leader, (code,)) for leader in leaders))
    return sorted(common, key=lambda code: code != circle.of.language)


def _suits(desk: Desk, circle: Circle, case: Case) -> bool:
    of = circle.of
    told = case.new or case.away or case.closing or case.parallel or case.left is not None
    if told or case.ceiling or any(series.hopeless for series in case.series):
        return False
    return (
        circle.language in case.languages
        and of.gender in (None, case.gender)
        and (of.kind is None or (case.theme != "" and kind_of(case.theme) == of.kind))
        and desk.diary.way(case.home, circle.place) <= NEAR
        and has_units(case, of.minutes)
        and desk.diary.is_free(case.clients[0], of.component, circle.booking)
    )


def _join(desk: Desk, circle: Circle, case: Case) -> None:
    booking = circle.booking
    case.group_minutes += circle.of.minutes
    case.leaders.update(booking.workers)
    desk.diary.occupy(
        case.clients[:1], circle.of.component, booking.day, booking.start, booking.minutes
    )


def has_units(case: Case, more: int) -> bool:
    """Whether a ceiling of units allows so many minutes beside last week and this one."""
    cap = next((c for c in case.programme.caps if isinstance(c, UnitsPerReferral)), None)
    if cap is None:
        return True
    own = sum(booking.minutes for series in case.series for booking in series.bookings)
    return 2 * own + case.group_minutes + more <= cap.units * cap.unit_minutes
