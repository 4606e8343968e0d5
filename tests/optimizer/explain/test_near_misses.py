"""Whom musts of pairs keep from a seat: by how much, on the day on which they do so least."""

from datetime import date
from typing import Any

import pytest

from domain.people import Absence, Level, Training
from domain.session import Window
from optimizer.columns import Columns
from optimizer.problem import Problem
from optimizer.ways import NearMiss, able, missed_by_day, near_misses
from tests.optimizer.builders import (
    MON,
    SAT,
    TUE,
    WED,
    a_client,
    a_need,
    a_problem,
    a_worker,
    at,
    shifts,
)
from tests.optimizer.engines import columns_of, small_columns
from tests.optimizer.explain.recount import Recount
from tests.optimizer.problems import small_policy, small_problem

MONDAY = date(2026, 11, 23)


def on(*days: int) -> tuple[Window, ...]:
    """Mornings of some weekdays."""
    return tuple(Window(at(day, 10), at(day, 12)) for day in days)


def misses(problem: Problem, seat: int = 0) -> list[NearMiss]:
    """Near misses of a seat."""
    c = columns_of(problem)
    return near_misses(c, seat, missed_by_day(c, seat))


def able_workers(problem: Problem) -> list[bool]:
    """Whom nothing keeps from the first seat on some day."""
    found: list[bool] = able(missed_by_day(columns_of(problem), 0)).tolist()
    return found


def seat_workers(c: Columns, seat: int) -> set[int]:
    """Workers who have a pair for the seat."""
    return set(c.pair_worker[c.seat_pair[seat] : c.seat_pair[seat + 1]].tolist())


@pytest.mark.parametrize("block", range(4))
def test_whoever_may_not_take_a_seat_is_a_near_miss_on_the_best_of_its_days(block: int) -> None:
    for seed in range(block * 25, block * 25 + 25):
        c, problem = small_columns(seed), small_problem(seed)
        for seat in range(len(c.tables.seat_need)):
            need, rank = int(c.tables.seat_need[seat]), int(c.tables.seat_rank[seat])
            if c.need_opt[need] == c.need_opt[need + 1]:
                continue
            again = Recount(problem, small_policy(seed), problem.needs[need].id)
            found = near_misses(c, seat, missed_by_day(c, seat))
            assert {m.worker for m in found} == set(range(len(problem.workers))) - seat_workers(
                c, seat
            )
            for miss in found:
                days = again.stands_between(rank, problem.workers[miss.worker].id)
                assert days[again.days().index(miss.day)] == miss.obstacles, (seed, seat)
                assert len(miss.obstacles) == min(map(len, days)), (seed, seat)


@pytest.mark.parametrize(
    ("worker", "obstacles"),
    [
        ({"languages": ()}, {"common_language": 1}),
        ({"reach_minutes": 5, "home": "near"}, {"reachable": 1}),
        ({"shifts": shifts(weekdays=[TUE])}, {"shift": 60}),
        ({"trainings": (), "languages": ()}, {"trained": 1, "common_language": 1}),
    ],
)
def test_the_obstacles_are_the_rules_missed(
    worker: dict[str, Any], obstacles: dict[str, int]
) -> None:
    problem = a_problem(workers=(a_worker(**worker),))
    assert misses(problem) == [NearMiss(0, 0, MON, obstacles)]


def test_rules_that_speak_on_different_days_are_not_mixed() -> None:
    trained = (Training("peer", Level.GROUPS, date(2020, 1, 1), MONDAY),)
    problem = a_problem(
        needs=(a_need(windows=on(MON, TUE)),),
        workers=(a_worker(trainings=trained),),
        absences=(Absence("w1", MONDAY, MONDAY),),
    )
    (miss,) = misses(problem)
    assert (miss.day, miss.obstacles) in [(MON, {"worker_present": 1}), (TUE, {"trained": 1})]


def test_the_day_with_the_fewest_obstacles_is_told() -> None:
    lapsed = (Training("peer", Level.GROUPS, date(2020, 1, 1), date(2026, 11, 1)),)
    problem = a_problem(
        needs=(a_need(windows=on(MON, WED, SAT)),),
        workers=(a_worker(trainings=lapsed),),
        absences=(Absence("w1", MONDAY, MONDAY),),
    )
    assert misses(problem) == [NearMiss(0, 0, WED, {"trained": 1})]


def test_the_nearest_come_first() -> None:
    clients = (a_client(refused=frozenset({"w1"})), a_client("c2", refused=frozenset({"w1", "w3"})))
    workers = (a_worker("w1"), a_worker("w2", trainings=(), languages=()), a_worker("w3"))
    problem = a_problem(clients=clients, needs=(a_need(clients=("c1", "c2")),), workers=workers)
    assert [miss.worker for miss in misses(problem)] == [2, 0, 1]


def test_of_a_need_without_a_day_shifts_are_left_aside() -> None:
    workers = (a_worker(shifts=()), a_worker("w2", languages=(), shifts=()))
    problem = a_problem(workers=workers, holidays=frozenset({MONDAY}))
    assert misses(problem) == [NearMiss(0, 1, MON, {"common_language": 1})]


def test_whoever_could_come_on_another_day_is_able() -> None:
    workers = (
        a_worker(shifts=shifts(weekdays=[SAT])),
        a_worker("w2", languages=()),
        a_worker("w3", shifts=()),
        a_worker("w4", shifts=shifts(weekdays=[MON])),
    )
    away = (Absence("w4", MONDAY, MONDAY),)
    assert able_workers(a_problem(workers=workers, absences=away)) == [True, False, False, False]


def test_whoever_only_a_lock_keeps_away_is_able() -> None:
    problem = a_problem(
        needs=(a_need(pinned_workers=("w2",)),), workers=(a_worker(), a_worker("w2"))
    )
    assert able_workers(problem) == [True, True]
    assert misses(problem) == [NearMiss(0, 0, MON, {"pinned_worker": 1})]
