"""Playing a scenario: one replication, day by day, with the product's own rules and prices.

Workers are single people; clients are matched by kind and minutes. The roster of the week is the
one thing that is relaxed: hours of the day are not looked at (``sampled`` tells what that does).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from scenarios.calendar import Calendar
from scenarios.changing import applied
from scenarios.core.days import play
from scenarios.core.net import FLOW, GREEDY
from scenarios.core.state import (
    ELSEWHERE,
    NEVER,
    NOBODY,
    Flows,
    Marks,
    Money,
    Rows,
    Staffing,
    Suits,
)
from scenarios.episodes import Episodes, draw_episodes
from scenarios.people import Person, draw_people
from scenarios.presence import staffing_of
from scenarios.scenario import Scenario
from scenarios.services import Services, services_of, suits_of
from scenarios.tariffs import Granted, granted_of, money_of

BLOCK = 4096
"""Episodes."""
MOST = np.iinfo(np.int32).max
"""In place of no limit."""
FEWEST = 2
"""Episodes: a column of fewer would lie in memory otherwise, and the days be compiled anew."""


@dataclass(frozen=True)
class Stage:
    """What is the same in all replications of a scenario."""

    scenario: Scenario
    """Its changes carried out."""
    calendar: Calendar
    people: tuple[Person, ...]
    taught: tuple[int, ...]
    """How many of them each course of the scenario changed."""
    services: Services
    suits: Suits
    anyhow: Suits
    """Who may serve whom together with an interpreter."""
    granted: Granted
    money: Money


@dataclass(frozen=True)
class Played:
    """A replication as it was played: every episode, every worker's week, every day's money."""

    stage: Stage
    replication: int
    episodes: Episodes
    staffing: Staffing
    marks: Marks
    flows: Flows


def set_stage(scenario: Scenario, given: Iterable[Person] = ()) -> Stage:
    """Everything that the replications of a scenario share.

    ``given`` are workers of a provider's records. Raises ValueError where a change finds nothing
    to change: ask ``changing.applied`` beforehand.
    """
    now, idle = applied(scenario)
    if idle:
        message = f"{scenario.name}: {', '.join(fault.about for fault in idle)} change nothing"
        raise ValueError(message)
    calendar = Calendar.of(now.begins, now.months, now.warm_up_months)
    (people, taught), services = draw_people(now, given), services_of(now)
    suits = suits_of(services, people)
    return Stage(
        scenario=now,
        calendar=calendar,
        people=people,
        taught=taught,
        services=services,
        suits=suits,
        anyhow=suits_of(services, people, interpreted=True) if now.interpreters else suits,
        granted=granted_of(now, services, calendar),
        money=money_of(now, services, calendar),
    )


def play_once(stage: Stage, replication: int, log: int = 0) -> Played:
    """Play one replication; ``log`` meetings at most are kept one by one."""
    scenario, calendar = stage.scenario, stage.calendar
    episodes = draw_episodes(scenario, stage.services, stage.granted, calendar, replication)
    staffing = staffing_of(scenario, stage.people, calendar, replication)
    # What is known of one episode lies side by side: days touch few episodes, here and there.
    many = len(episodes.rows.node)
    rows = Rows(*_side_by_side(episodes.rows).T)
    marks = Marks(*_blank(max(many, FEWEST)).T)
    flows = Flows(
        np.zeros(staffing.there.shape, np.int64),
        np.zeros((len(calendar), len(stage.services.services)), np.int64),
        np.zeros((log, 5), np.int64),
        np.zeros(1, np.int64),
    )
    play(
        episodes.order,
        calendar.weeks,
        calendar.counted,
        rows,
        episodes.nodes,
        stage.suits,
        stage.anyhow,
        np.array([one.week_minutes for one in scenario.interpreters], np.int64),
        staffing,
        stage.money,
        marks,
        flows,
        scenario.matching.every_days,
        GREEDY if scenario.matching.policy == "greedy" else FLOW,
    )
    columns = Marks(*(column[:many].astype(np.int64) for column in marks))
    return Played(stage, replication, episodes, staffing, columns, flows)


def _side_by_side(rows: Rows) -> np.ndarray:
    """(episodes, columns of ``Rows``), with episodes that never come where there are too few.

    Laid out block by block, so that columns are read and rows written within the cache.
    """
    many = len(rows.node)
    found = np.zeros((max(many, FEWEST), len(rows)), np.int32)
    for first in range(0, many, BLOCK):
        here = slice(first, min(first + BLOCK, many))
        for number, column in enumerate(rows):
            np.minimum(column[here], MOST, out=found[here, number], casting="unsafe")
    return found


def _blank(many: int) -> np.ndarray:
    """(episodes, columns of ``Marks``) before anything is played."""
    found = np.full((many, len(Marks._fields)), NEVER, np.int32)
    for name, value in (("state", ELSEWHERE), ("worker", NOBODY)):
        found[:, Marks._fields.index(name)] = value
    for name in ("given", "paid", "interpreted"):
        found[:, Marks._fields.index(name)] = 0
    return found
