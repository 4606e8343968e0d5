"""A made-up provider of any size, seeded: the same seed gives the same people everywhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Literal

from api.sample.cases import Case, Desk, book_series, draw_case, wishes_of
from api.sample.diary import Diary
from api.sample.groups import Circle, join_groups, open_groups
from api.sample.history import used_by
from api.sample.mix import ReferralMix, deal, mix, often
from api.sample.people import hire
from api.sample.records import (
    clients_of,
    family_of,
    group_of,
    last_week,
    plan_item,
    referral_of,
)
from api.sample.stories import STORIES
from domain.clock import public_holidays
from domain.people import Absence, Client, Family
from domain.provider import Provider
from domain.referral import Group, PlanItem, Referral, Used
from domain.session import DAY_MINUTES

Size = Literal["small", "provider"]
Pattern = tuple[int, int, str]
"""First and last weekday of an absence, and why."""
SIZES: Mapping[Size, tuple[int, int]] = {"small": (6, 30), "provider": (40, 300)}
"""Workers and clients."""
WEEK = timedelta(days=6)
STORY_CLIENTS = 300
TRIES = 12
PIN_EVERY = 100
AWAY_EVERY = 14
"""Workers among whom each of the mix's absences happens once."""


def sample(size: Size, monday: date, seed: int = 1) -> Provider:
    """Make up a provider: ``small`` to be read by eye, ``provider`` as large as a usual one."""
    workers, clients = SIZES[size]
    if size == "small":
        few = mix().small
        return _generate((workers, clients), monday, seed, few.counties, few.workers)
    return generate(workers, clients, monday, seed)


def generate(workers: int, clients: int, monday: date, seed: int = 1) -> Provider:
    """Make up a provider of any size, all over Estonia, that can serve most of its week.

    Each client is drawn where people live, under a programme, with a wish that some worker
    in reach can meet; a few stories (``api.sample.stories``) are planted among them. Beyond
    so many clients a worker (see ``mix.yaml``) not every client wants a meeting this week.
    ValueError where there are no workers or clients, or ``monday`` is none.
    """
    return _generate((workers, clients), monday, seed, tuple(mix().counties), ())


def _generate(
    size: tuple[int, int],
    monday: date,
    seed: int,
    counties: Sequence[str],
    sorts: Sequence[str],
) -> Provider:
    if min(size) < 1 or monday.weekday():
        message = f"{size[0]} workers, {size[1]} clients, week of {monday}: cannot be made up"
        raise ValueError(message)
    dice = Random(seed)  # noqa: S311 a sample is no secret
    closed = frozenset(day.weekday() for day in public_holidays(monday, monday + WEEK))
    diary = Diary(hire(dice, size[0], counties, sorts), closed)
    at_hand = {k: v * size[1] // STORY_CLIENTS for k, v in mix().interpreter_minutes.items()}
    desk = Desk(dice, diary, monday, counties, dict(at_hand))
    circles = open_groups(desk, size[1])
    digits = max(3, len(str(size[1])))
    names = [f"C{number:0{digits}}" for number in range(1, size[1] + 1)]
    dice.shuffle(names)
    cases = [*_told(desk, iter(names), size[1], small=bool(sorts))]
    told = sum(len(case.clients) for case in cases)
    cases += _ordinary(desk, names[told:], size)
    cases.sort(key=lambda case: case.clients[0])
    circles = join_groups(desk, circles, dice.sample(cases, len(cases)))
    patterns = mix().small.away if sorts else mix().away_workers
    return _write_down(desk, cases, circles, at_hand, patterns)


def _told(desk: Desk, names: Iterator[str], clients: int, *, small: bool) -> Iterator[Case]:
    """Tell every story as often as so many clients have it; a story without a case passes."""
    spare: str | None = None
    for told in STORIES:
        times = int(told.small) if small else max(1, told.times * clients // STORY_CLIENTS)
        for _ in range(times):
            name = spare or next(names, None)
            if name is None:
                return
            case = told.story(desk, name)
            spare = name if case is None else None
            if case is not None:
                yield case


def _ordinary(desk: Desk, names: Sequence[str], size: tuple[int, int]) -> Iterator[Case]:
    """Draw everybody else; now and then a family takes several names at once."""
    dice = desk.dice
    weekly = min(100, round(100 * mix().clients_per_worker * size[0] / size[1]))
    shares = {number: of.share for number, of in enumerate(mix().referrals)}
    turns = iter(deal(shares, len(names)))
    at = 0
    while at < len(names):
        of = mix().referrals[next(turns)]
        many = dice.choice((2, 2, 3, 3, 4)) if often(dice, of.family) else 1
        clients = tuple(sorted(names[at : at + many]))
        at += len(clients)
        yield _drawn(desk, of, clients, busy=often(dice, weekly))


def _drawn(desk: Desk, of: ReferralMix, clients: tuple[str, ...], *, busy: bool) -> Case:
    """Draw a case until one of its wishes can be met; after many tries it wants nothing."""
    new = often(desk.dice, mix().new_clients)
    case = draw_case(desk, of, clients, new=new)
    for _ in range(TRIES if busy else 0):
        for wish in wishes_of(case, of, desk):
            series = book_series(desk, case, wish)
            if series is not None:
                case.series.append(series)
        if case.series:
            break
        case = draw_case(desk, of, clients, new=new)
    return case


def _write_down(
    desk: Desk,
    cases: Sequence[Case],
    circles: Sequence[Circle],
    at_hand: dict[str, int],
    patterns: Sequence[Pattern],
) -> Provider:
    numbers = {number: worker.id for number, worker in enumerate(desk.diary.workers)}
    absences, away = _absences(desk, cases, circles, patterns)
    percent = {of.programme: of.used for of in mix().referrals}
    digits = max(3, len(str(len(cases))))
    clients: list[Client] = []
    families: list[Family] = []
    referrals: list[Referral] = []
    plan: list[PlanItem] = []
    used: list[Used] = []
    for number, case in enumerate(cases, start=1):
        people = clients_of(desk, case, numbers)
        family = family_of(case, people)
        referral = referral_of(desk, f"R{number:0{digits}}", case)
        clients += people
        families += [family] if family else []
        referrals.append(referral)
        for order, series in enumerate(case.series, start=1):
            plan.append(plan_item(desk, f"P{referral.id[1:]}-{order}", referral.id, series))
        used += used_by(desk, referral.id, case, percent[referral.programme])
    heads = {referral.client: referral.id for referral in referrals}
    named = {f"G{number:02}": circle for number, circle in enumerate(circles, start=1)}
    groups: list[Group] = [
        group_of(name, number, circle, heads)
        for number, (name, circle) in enumerate(named.items(), start=1)
    ]
    return Provider(
        name=mix().name,
        workers=tuple(desk.diary.workers),
        clients=tuple(sorted(clients, key=lambda client: client.id)),
        families=tuple(families),
        referrals=tuple(referrals),
        plan=_pin(plan, cases, numbers, away),
        groups=tuple(groups),
        absences=tuple(absences),
        used=tuple(used),
        parallel=tuple(case.parallel for case in cases if case.parallel),
        published=tuple(last_week(desk, cases, named, numbers)),
        interpreter_minutes=at_hand,
    )


def _absences(
    desk: Desk, cases: Sequence[Case], circles: Sequence[Circle], patterns: Sequence[Pattern]
) -> tuple[list[Absence], frozenset[int]]:
    """Who is away, and the numbers of the workers among them.

    Leaders of groups are there; one client whose only worker is away all week has chosen
    that very worker.
    """
    dice, monday = desk.dice, desk.monday
    numbers = {number: worker.id for number, worker in enumerate(desk.diary.workers)}
    leaders = {n for circle in circles for n in circle.booking.workers}
    others = [n for n in numbers if n not in leaders]
    away = dice.sample(others, min(len(others), max(1, len(numbers) // AWAY_EVERY)))
    found = []
    for turn, number in enumerate(away):
        first, last, reason = patterns[turn % len(patterns)]
        days = (monday + timedelta(days=first), monday + timedelta(days=last))
        found.append(Absence(numbers[number], *days, reason))
    for case in cases:
        met = {n for series in case.series for b in series.bookings for n in b.workers}
        if len(case.series) == 1 and met == set(away[:1]):
            case.chosen = numbers[away[0]]
            break
    for case in cases:
        if case.away:
            found.append(Absence(case.clients[0], monday, monday + WEEK, "away"))
        elif case.series and often(dice, mix().away_clients):
            first_day = monday + timedelta(days=dice.randrange(5))
            last_day = first_day + timedelta(days=dice.randrange(2))
            found.append(Absence(case.clients[0], first_day, last_day, "away"))
    return found, frozenset(away)


def _pin(
    plan: Sequence[PlanItem],
    cases: Sequence[Case],
    numbers: Mapping[int, str],
    away: frozenset[int],
) -> tuple[PlanItem, ...]:
    """Pin every hundredth wish to the worker it was drawn with, every other also to the time."""
    drawn = [series for case in cases for series in case.series]
    pinned = list(plan)
    fit = [
        row
        for row, series in enumerate(drawn)
        if not series.hopeless
        and len(series.bookings) == 1
        and len(series.bookings[0].workers) == 1
        and not away & set(series.bookings[0].workers)
    ]
    for turn, row in enumerate(fit[PIN_EVERY // 2 :: PIN_EVERY]):
        booking = drawn[row].bookings[0]
        start = booking.day * DAY_MINUTES + booking.start if turn % 2 else None
        pinned[row] = replace(
            plan[row], pinned_worker=numbers[booking.workers[0]], pinned_start=start
        )
    return tuple(pinned)
