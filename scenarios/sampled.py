"""Weeks of a simulation solved with the real optimizer: what the relaxed matching leaves out.

A simulation looks at minutes of the week, not at hours of the day nor at the way between two
meetings. Here the meetings that it held in single weeks are put before the optimizer with hours,
places and ways: the share that stands in a real roster, with the workers of the simulation and with
any who suit, tells how far the simulation promises too much.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from domain.clock import public_holidays
from domain.people import (
    Cefr,
    Client,
    Contract,
    Level,
    LivedExperience,
    Shift,
    Speaks,
    Training,
    Worker,
)
from domain.places import places, travel_between
from domain.session import DAY_MINUTES, WEEK_DAYS, Need, Window
from domain.themes import themes
from optimizer.needs import seat_of
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.solve import solve
from scenarios.core.state import THERE
from scenarios.people import Person
from scenarios.services import NO_KIND, Service
from scenarios.simulate import Played, Stage, play_once

OPENS, CLOSES = 9 * 60, 17 * 60
DAY = 480
MANY = 10_000
WORKING_DAYS = 5
WHOLE = 100
LOG = 2_000_000
"""Meetings that are kept: more than any country of clients has in a few years."""
LONG_AGO = date(2000, 1, 1)


@dataclass(frozen=True)
class Week:
    """The meetings that a simulation held in a week that counts."""

    number: int
    """Of the week, as ``Calendar.weeks`` counts."""
    lines: np.ndarray
    """(meetings, 5) as ``Flows.log``."""


def sampled_weeks(
    stage: Stage,
    weeks: Sequence[int],
    seconds: float,
    replication: int = 0,
    work: int | None = None,
) -> pd.DataFrame:
    """Each sampled week (0: the first that counts) as the simulation held it and as a roster.

    Columns: monday, ``meetings`` held in the simulation, ``kept`` (percent of them that a roster
    holds with the same workers), ``anyhow`` (with any worker who suits), ``too_much`` (points by
    which the simulation promises more than the better roster holds; an upper bound, for nobody
    proves that no better roster exists). ``seconds`` or ``work`` for each, as ``optimizer.solve``.
    """
    played = play_once(stage, replication, LOG)
    rows = []
    for number in weeks:
        week = look_at(played, number)
        shares = []
        for pinned in (True, False):
            problem = problem_of(played, week, pinned=pinned)
            result = solve(problem, default_policy(), seconds, work=work)
            held = len({meeting.need for meeting in result.roster.meetings})
            shares.append(WHOLE * held / len(week.lines) if len(week.lines) else float(WHOLE))
        kept, anyhow = shares
        monday = stage.calendar.mondays[week.number].isoformat()
        told = {"monday": monday, "meetings": len(week.lines), "kept": kept, "anyhow": anyhow}
        rows.append({**told, "too_much": WHOLE - max(shares)})
    return pd.DataFrame(rows)


def look_at(played: Played, number: int) -> Week:
    """The meetings of a week that counts."""
    calendar = played.stage.calendar
    week = int(calendar.weeks[calendar.counted]) + number
    log = played.flows.log[: played.flows.logged[0]]
    return Week(week, log[calendar.weeks[log[:, 1]] == week])


def problem_of(played: Played, week: Week, *, pinned: bool) -> Problem:
    """The week as the optimizer takes it: a need for each meeting that the simulation held.

    ``pinned``: with the worker of the simulation.
    """
    stage, rows = played.stage, played.episodes.rows
    clients: dict[int, Client] = {}
    needs = []
    monday = stage.calendar.mondays[week.number]
    for line, (i, _, minutes, _, worker) in enumerate(week.lines.tolist()):
        service = stage.services.services[rows.service[i]]
        client = clients.setdefault(i, _client(stage, played.episodes.kind[i], service, i))
        bound = service.component.places
        needs.append(
            Need(
                id=str(line),
                component=service.component.id,
                clients=(client.id,),
                minutes=minutes,
                windows=tuple(
                    Window(day * DAY_MINUTES + OPENS, day * DAY_MINUTES + CLOSES - minutes)
                    for day in range(WORKING_DAYS)
                ),
                place=bound[0] if bound else client.home,
                seats=(seat_of(service.seat, service.component, _level(played, i, service)),),
                series=client.id,
                pinned_workers=(stage.people[worker].id,) if pinned else (),
            )
        )
    order = {client.id: number for number, client in enumerate(clients.values())}
    needs.sort(key=lambda need: (order[need.clients[0]], need.id))
    workers = [_worker(played, week, p) for p in range(len(stage.people))]
    used = sorted({worker.home for worker in workers} | {str(need.place) for need in needs})
    sunday = date.fromordinal(monday.toordinal() + WEEK_DAYS - 1)
    return Problem(
        monday=monday,
        workers=tuple(workers),
        clients=tuple(clients.values()),
        needs=tuple(needs),
        travel=travel_between(used),
        holidays=public_holidays(monday, sunday),
    )


def _level(played: Played, i: int, service: Service) -> Level:
    """Competence that the simulation asked for."""
    first = played.stage.services.first_kind
    mix = played.stage.services.mixes[service.demand]
    number = played.episodes.rows.service[i]
    short = played.episodes.kind[i] - first[number] >= mix.size
    if service.seat.level == "by_leading":
        return Level.GROUPS
    return Level.SHORT if short else Level.INDEPENDENT


def _client(stage: Stage, kind: int, service: Service, number: int) -> Client:
    """Somebody of the kind, at home in a settlement of the county."""
    mix = stage.services.mixes[service.demand]
    first = stage.services.first_kind[stage.services.services.index(service)]
    shape = (len(mix.kinds), len(mix.languages), len(mix.counties))
    lived, spoken, county = np.unravel_index((kind - first) % mix.size, shape)
    theme = _themes().get(mix.kinds[lived])
    settlements = _settlements()[mix.counties[county]]
    return Client(
        id=f"client {number}",
        name=f"Client {number}",
        home=settlements[number % len(settlements)],
        languages=(mix.languages[spoken],),
        themes=frozenset({theme} if theme and mix.kinds[lived] != NO_KIND else ()),
    )


def _worker(played: Played, week: Week, number: int) -> Worker:
    """A person of the simulation with the hours of the week."""
    stage = played.stage
    person = stage.people[number]
    calendar = stage.calendar
    days = np.flatnonzero(calendar.weeks == week.number)
    there = [int(calendar.weekdays[d]) for d in days if played.staffing.state[d, number] == THERE]
    minutes = int(played.staffing.there[week.number, number])
    subjects = {str(service.seat.subject) for service in stage.services.services}
    settlements = _settlements()[person.county]
    home = settlements[number % len(settlements)]
    return Worker(
        id=person.id,
        name=f"Worker {number}",
        roles=person.roles,
        contract=Contract.MANDATE,
        home=home,
        trainings=tuple(
            Training(str(s), person.level, LONG_AGO) for s in sorted(map(str, subjects))
        ),
        experiences=tuple(
            LivedExperience(theme, severe=True)
            for kind in sorted(person.kinds)
            if (theme := _themes().get(kind))
        ),
        languages=tuple(Speaks(word, Cefr.C1) for word in sorted(person.languages)),
        shifts=tuple(Shift(day, OPENS, CLOSES) for day in there),
        day_minutes=DAY,
        week_minutes=minutes,
        week_most=minutes,
        caseload=MANY,
        reach_minutes=_farthest(home, person),
    )


def _farthest(home: str, person: Person) -> int:
    """Minutes to the farthest settlement of the counties to which a worker goes."""
    goes = [place for county in sorted(person.reach) for place in _settlements()[county]]
    return int(travel_between([home, *goes]).minutes[0].max())


@cache
def _settlements() -> Mapping[str, tuple[str, ...]]:
    """Settlements of each county, the largest first."""
    found: dict[str, list[str]] = {}
    for place in sorted(places().values(), key=lambda place: (-place.population, place.id)):
        found.setdefault(place.county, []).append(place.id)
    return {county: tuple(ids) for county, ids in found.items()}


@cache
def _themes() -> Mapping[str, str]:
    """A theme of each kind."""
    found: dict[str, str] = {}
    for theme in themes().values():
        found.setdefault(theme.kind, theme.id)
    return found
