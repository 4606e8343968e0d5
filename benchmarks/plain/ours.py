"""The plain roster as our own problem and policy, solved by ``optimizer.solve``, read as routes.

Trainings become subjects, languages the client's only language; who is asked for no language
need not talk. Every worker is a support person under a mandate contract (no breaks, no rests), with
more minutes, days, clients and reach than any week can use. Each weekday is a component
of its own, so that a client's meetings on different days share no limit: the days of
a plain roster have nothing to do with one another, and our engines may see that too. Every
rule stays in force; two have a price, 1,000 for a meeting left out and 1 for a minute on the way.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from benchmarks.plain.draw import LANGUAGES, TAGS, TRAININGS
from benchmarks.plain.evaluate import Judged, evaluate
from benchmarks.plain.instance import DAYS, LEFT_OUT, Instance
from domain.people import (
    Cefr,
    Client,
    Contract,
    Level,
    Role,
    Shift,
    Speaks,
    Training,
    Worker,
)
from domain.places import UNREACHABLE, Travel
from domain.session import DAY_MINUTES, Meeting, Need, Seat, Window
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.roster import Result
from optimizer.solve import Progress, solve

MONDAY = date(2026, 11, 23)
SINCE = date(2020, 1, 1)
SUPPORT = frozenset({Role.SUPPORT_PERSON})
PLENTY = DAYS * DAY_MINUTES
POLICY = Policy(prices={"wanted_meeting": LEFT_OUT, "travel": 1, "guaranteed_minutes": 0}, grid=1)
"""Nobody is promised minutes; the rule must have a price all the same."""


@dataclass(frozen=True)
class Solved:
    """What our engines made of an instance."""

    judged: Judged
    result: Result
    told: tuple[Progress, ...]
    seconds: float
    """Wall time, building the problem included."""
    build_seconds: float


def solve_instance(instance: Instance, seconds: float, seed: int) -> Solved:
    """Build, solve in what is left of the time, and have the plan judged from outside.

    AssertionError where the judge's cost is not ours.
    """
    begun = time.perf_counter()
    problem = problem_of(instance)
    built = time.perf_counter() - begun
    told: list[Progress] = []
    result = solve(problem, POLICY, max(1.0, seconds - built), seed, told=told.append)
    spent = time.perf_counter() - begun
    judged = evaluate(instance, routes_of(result.roster.meetings))
    assert judged.cost == result.cost, (judged.cost, result.cost)
    return Solved(judged, result, tuple(told), spent, built)


def problem_of(instance: Instance) -> Problem:
    """Our own problem; needs in the order of visits, which are sorted by client."""
    places = tuple(f"p{row}" for row in range(len(instance.east)))
    return Problem(
        monday=MONDAY,
        workers=_workers(instance, places),
        clients=_clients(instance, places),
        needs=_needs(instance, places),
        travel=Travel(places, instance.minutes, instance.minutes),
    )


def _named(bits: int, tags: Sequence[str]) -> list[str]:
    return [tag for tag in tags if bits >> TAGS.index(tag) & 1]


def _workers(instance: Instance, places: Sequence[str]) -> tuple[Worker, ...]:
    begins, ends = instance.shift_from.tolist(), instance.shift_to.tolist()
    columns = zip(
        instance.worker_tags.tolist(), instance.worker_place.tolist(), begins, ends, strict=True
    )
    return tuple(
        Worker(
            id=f"w{row}",
            name=f"worker {row}",
            roles=SUPPORT,
            contract=Contract.MANDATE,
            home=places[place],
            trainings=tuple(Training(t, Level.GROUPS, SINCE) for t in _named(bits, TRAININGS)),
            languages=tuple(Speaks(name, Cefr.C2) for name in _named(bits, LANGUAGES)),
            shifts=tuple(
                Shift(day, begin[day], end[day]) for day in range(DAYS) if begin[day] >= 0
            ),
            day_minutes=PLENTY,
            week_minutes=2 * PLENTY,
            week_most=2 * PLENTY,
            week_days=DAYS,
            caseload=instance.clients,
            reach_minutes=UNREACHABLE,
        )
        for row, (bits, place, begin, end) in enumerate(columns)
    )


def _clients(instance: Instance, places: Sequence[str]) -> tuple[Client, ...]:
    asked = np.zeros(instance.clients, np.int64)
    np.bitwise_or.at(asked, instance.visit_client, instance.visit_tags)
    return tuple(
        Client(
            id=f"c{row}",
            name=f"client {row}",
            home=places[row],
            languages=tuple(_named(bits, LANGUAGES)) or ("et",),
        )
        for row, bits in enumerate(asked.tolist())
    )


def _needs(instance: Instance, places: Sequence[str]) -> tuple[Need, ...]:
    seats = {bits: (_seat(bits),) for bits in np.unique(instance.visit_tags).tolist()}
    columns = zip(
        instance.visit_client.tolist(),
        instance.visit_place.tolist(),
        instance.visit_day.tolist(),
        (instance.visit_day * DAY_MINUTES + instance.visit_from).tolist(),
        (instance.visit_day * DAY_MINUTES + instance.visit_to).tolist(),
        instance.visit_minutes.tolist(),
        instance.visit_tags.tolist(),
        strict=True,
    )
    return tuple(
        Need(
            id=f"v{row}",
            component=f"day {day}",
            clients=(f"c{client}",),
            minutes=minutes,
            windows=(Window(first, last),),
            place=places[place],
            seats=seats[bits],
        )
        for row, (client, place, day, first, last, minutes, bits) in enumerate(columns)
    )


def _seat(bits: int) -> Seat:
    """One training at most; a language makes the seat talk."""
    subject, *more = [*_named(bits, TRAININGS), None]
    assert more in ([], [None]), "a seat asks for one training"
    return Seat(roles=SUPPORT, subject=subject, talks=bool(_named(bits, LANGUAGES)))


def routes_of(meetings: Sequence[Meeting]) -> dict[tuple[int, int], list[int]]:
    """Visits of every worker's day in the order of their starts."""
    routes: dict[tuple[int, int], list[int]] = {}
    for held in sorted(meetings, key=lambda meeting: meeting.start):
        key = int(held.workers[0][1:]), held.start // DAY_MINUTES
        routes.setdefault(key, []).append(int(held.need[1:]))
    return routes
