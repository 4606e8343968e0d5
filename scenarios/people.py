"""The workers of a scenario, one by one: drawn from the world where a scenario does not say.

Who a worker is depends on the name of the group and the worker's number in it alone, so a scenario
with more workers has the same ones and others besides. Courses are carried out in their order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from domain.people import Level, Role
from scenarios import operations as ops
from scenarios.demand import Part
from scenarios.names import counties
from scenarios.scenario import Scenario
from scenarios.staff import Course, Staff
from scenarios.streams import OF_THE_WORLD, stream
from scenarios.world import World, worlds

WEEK = 5
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Person:
    """One worker."""

    id: str
    roles: frozenset[Role]
    county: str
    reach: frozenset[str]
    """Counties to which the worker goes, the own among them."""
    languages: frozenset[str]
    kinds: frozenset[str]
    """Kinds of lived experience."""
    level: Level
    week_minutes: int
    weekdays: frozenset[int]
    """0 = Monday."""
    cents_an_hour: int = 2000


def people_of(scenario: Scenario, given: Iterable[Person] = ()) -> tuple[Person, ...]:
    """All workers: those given (of a provider's records), then the groups of the staff."""
    return draw_people(scenario, given)[0]


def draw_people(
    scenario: Scenario, given: Iterable[Person] = ()
) -> tuple[tuple[Person, ...], tuple[int, ...]]:
    """All workers, and how many of them each course changes."""
    world = worlds()[scenario.world]
    found = [*given]
    for group in scenario.staff:
        found += [_drawn(scenario, world, group, n) for n in range(group.count)]
    taught = []
    for course in scenario.courses:
        before = found
        found = _taught(before, course)
        kept = {id(person) for person in found}
        taught.append(sum(id(person) not in kept for person in before))
    return tuple(found), tuple(taught)


def pick(weights: Mapping[str, int], chance: float) -> str:
    """The name at which the running share of the weights passes a chance in [0, 1)."""
    names = list(weights)
    running = np.cumsum([weights[name] for name in names])
    return names[int(np.searchsorted(running, chance * running[-1], side="right"))]


def pick_part(parts: Iterable[Part], chance: float) -> int:
    """The same of values with weights."""
    return int(pick({str(part.value): part.weight for part in parts}, chance))


def _drawn(scenario: Scenario, world: World, group: Staff, number: int) -> Person:
    """One worker of a group; every chance is drawn whether it is needed or not."""
    name = f"{group.id}/{number}"
    chance = stream(scenario.seed, OF_THE_WORLD, f"worker {name}").random(40)
    of = world.workers
    county = group.county or pick({n: c.people for n, c in world.counties.items()}, chance[0])
    spoken = world.counties[county].languages or world.languages
    languages = set(group.languages)
    if not languages:
        languages.add(pick(spoken, chance[1]))
        if chance[2] * WHOLE < of.second_language_percent:
            languages.add(pick(world.languages, chance[3]))
    kinds = set(group.experiences)
    if not kinds and Role.PEER_COUNSELLOR in group.roles:
        left = dict(world.experiences)
        for draw in chance[4 : 4 + pick_part(of.kinds, chance[10])]:
            kinds.add(pick(left, draw))
            left.pop(max(kinds & set(left), key=list(left).index))
    near = world.counties[county].near
    goes = {n for k, n in enumerate(near) if chance[11 + k] * WHOLE < of.neighbours_percent}
    reach = {None: goes, "county": set(), "neighbours": set(near), "country": set(counties())}
    minutes = group.week_minutes
    days = group.week_days or pick_part(of.week_days, chance[31])
    free = np.argsort(chance[32 : 32 + WEEK], kind="stable")[:days]
    return Person(
        id=name,
        roles=frozenset(group.roles),
        county=county,
        reach=frozenset(reach[group.reach] | {county}),
        languages=frozenset(languages),
        kinds=frozenset(kinds),
        level=group.level or Level(pick_part(of.levels, chance[30])),
        week_minutes=pick_part(of.week_minutes, chance[29]) if minutes is None else minutes,
        weekdays=frozenset(int(day) for day in free),
        cents_an_hour=group.cents_an_hour,
    )


def _taught(people: list[Person], course: ops.OfStaff) -> list[Person]:
    """The workers after a course: as many of those whom it can change as it has places for."""
    places = len(people) if course.count is None else course.count
    after: list[Person] = []
    for person in people:
        changed = _changed(person, course) if _is_meant(person, course) and places else person
        if changed is not person:
            places -= 1
        if changed is not None:
            after.append(changed)
    return after


def _is_meant(person: Person, course: Course) -> bool:
    of_role = not course.roles or bool(person.roles & set(course.roles))
    return of_role and course.county in {None, person.county}


def _changed(person: Person, course: ops.OfStaff) -> Person | None:
    """What a course makes of a worker; None: not there any longer; the same: nothing to change."""
    match course:
        case ops.StaffLose():
            speaks = course.language is None or course.language in person.languages
            return None if speaks else person
        case ops.TrainingAdd():
            higher = person.level < course.level
            return replace(person, level=course.level) if higher else person
        case ops.LanguageAdd():
            known = course.language in person.languages
            return (
                person if known else replace(person, languages=person.languages | {course.language})
            )
        case ops.HoursAdd():
            minutes = min(max(person.week_minutes + course.minutes, 0), 2880)
            same = minutes == person.week_minutes
            return person if same else replace(person, week_minutes=minutes)
        case ops.WeekdayAdd():
            free = [day for day in range(WEEK) if day not in person.weekdays]
            return replace(person, weekdays=person.weekdays | {free[0]}) if free else person
