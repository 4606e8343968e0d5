"""Who is there on which day: weekdays, leave, illness, waves, and who leaves for good.

Each worker's days are drawn from that worker's own streams, keyed by name.
"""

from collections.abc import Sequence

import numpy as np

from scenarios.calendar import YEAR_DAYS, Calendar
from scenarios.core.state import AWAY, THERE, VACANT, Staffing
from scenarios.people import WEEK, Person
from scenarios.scenario import Scenario
from scenarios.staff import Leave
from scenarios.streams import stream

WHOLE = 100
SUMMER = (110, 65)
"""First day of the year's first block of leave at the earliest, and among how many days it may
begin: about June to August, in working days of the year. An assumption."""


def staffing_of(
    scenario: Scenario, people: Sequence[Person], calendar: Calendar, replication: int
) -> Staffing:
    """State of each worker on each day, minutes at hand in each week, minutes to be promised."""
    days, many = len(calendar), len(people)
    state = np.full((days, many), THERE, np.uint8)
    works = np.array([[d in p.weekdays for p in people] for d in range(WEEK)], bool)
    works = works.reshape(WEEK, many)
    state[~works[calendar.weekdays]] = AWAY
    year = np.array([calendar.day(n).timetuple().tm_yday for n in range(days)])
    new_year = [0, *(np.flatnonzero(np.diff(year) < 0) + 1).tolist()]
    for p, person in enumerate(people):
        _absences(scenario, person.id, calendar, replication, new_year, state[:, p])
    minutes = np.array([person.week_minutes for person in people], np.int64)
    weekdays = np.array([max(len(person.weekdays), 1) for person in people], np.int64)
    begins = np.searchsorted(calendar.weeks, np.arange(len(calendar.mondays)))
    there = np.add.reduceat(state == THERE, begins, axis=0, dtype=np.int64)
    there = there * minutes // weekdays
    room = minutes * (WHOLE - scenario.matching.keep_free_percent) // WHOLE
    return Staffing(state, there, room)


def _absences(
    scenario: Scenario,
    name: str,
    calendar: Calendar,
    replication: int,
    new_year: Sequence[int],
    state: np.ndarray,
) -> None:
    """Mark in a worker's days those away, and those after leaving until somebody else comes."""
    chance = stream(scenario.seed, replication, f"leave {name}")
    _leave(scenario.leave, chance, new_year, state)
    _illness(scenario.leave, chance, state)
    for number, wave in enumerate(scenario.waves):
        ill = stream(scenario.seed, replication, f"wave {number} {name}").random(2)
        first, last = calendar.at_or_after(wave.first), calendar.upto(wave.last)
        if ill[0] * WHOLE < wave.percent and first <= last:
            begins = first + int(ill[1] * (last - first + 1))
            state[begins : begins + wave.days] = AWAY
    _turnover(scenario, name, replication, state)


def _leave(
    leave: Leave, chance: np.random.Generator, new_year: Sequence[int], state: np.ndarray
) -> None:
    """Annual leave: the first block in summer, the others anywhere in the year."""
    length = leave.annual_days // leave.blocks
    for begins in new_year:
        draws = chance.random(leave.blocks)
        for block, draw in enumerate(draws):
            first, among = SUMMER if block == 0 else (0, YEAR_DAYS)
            day = begins + first + int(draw * among)
            state[day : day + length] = AWAY


def _illness(leave: Leave, chance: np.random.Generator, state: np.ndarray) -> None:
    day = 0.0
    if not leave.spells_a_year:
        return
    between = YEAR_DAYS * WHOLE / leave.spells_a_year
    while True:
        gap, length = chance.standard_exponential(2)
        day += gap * between
        if day >= len(state):
            return
        ends = day + max(1.0, length * leave.spell_days)
        state[int(day) : int(ends)] = AWAY
        day = ends


def _turnover(scenario: Scenario, name: str, replication: int, state: np.ndarray) -> None:
    """Who leaves, when, and from when on somebody like them is there."""
    rate = scenario.turnover.percent_a_year / WHOLE / YEAR_DAYS
    if not rate:
        return
    chance, day = stream(scenario.seed, replication, f"turnover {name}"), 0.0
    vacancy = scenario.turnover.replaced_after_days
    while True:
        day += chance.standard_exponential() / rate
        if day >= len(state):
            return
        back = len(state) if vacancy is None else int(day) + vacancy
        state[int(day) : back] = VACANT
        day = float(back)
