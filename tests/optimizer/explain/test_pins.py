"""Pins that cannot stand together: the set is real, and whichever goes, the others stand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, combinations

import pytest

from domain.people import Absence
from domain.session import Meeting, Use, Window
from domain.words import LANGUAGES, say
from optimizer.pins import Pin, conflicts_of_pins, pins_of, with_pins
from optimizer.policy import Policy, default_policy
from optimizer.problem import Budget, Problem
from tests.optimizer.brute_force import best
from tests.optimizer.builders import (
    MON,
    TUE,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_seat,
    a_worker,
    at,
)
from tests.optimizer.dice import Dice
from tests.optimizer.problems import small_policy, small_problem
from tests.oracle import judge

HOUSE = default_policy()
DAY = (Window(at(MON, 8), at(MON, 16)), Window(at(TUE, 8), at(TUE, 16)))
WEEK = a_problem(
    clients=tuple(a_client(f"c{i}") for i in range(1, 6)),
    needs=tuple(a_need(f"n{i}", clients=(f"c{i}",), windows=DAY) for i in range(1, 6)),
    workers=(a_worker(), a_worker("w2")),
)


def a_pin(number: int, hour: int | None = None, worker: str | None = "w1") -> Pin:
    """The need of a number with a worker, on Monday at an hour."""
    start = None if hour is None else at(MON, hour)
    return Pin(f"n{number}", (worker,) if worker else (), start)


def needs_in(problem: Problem, pins: Sequence[Pin] | None = None) -> list[list[str]]:
    """The needs of each conflict."""
    return [[pin.need for pin in one.pins] for one in conflicts_of_pins(problem, HOUSE, pins)]


def test_pins_that_stand_are_in_no_conflict() -> None:
    assert needs_in(WEEK, [a_pin(i, 8 + i) for i in range(1, 6)]) == []
    assert needs_in(WEEK, []) == []


def test_two_meetings_at_once_are_the_conflict_and_nothing_else_is() -> None:
    pins = [a_pin(1, 9), a_pin(2, 10), a_pin(3, 12), a_pin(4, 10), a_pin(5, 14)]
    (found,) = conflicts_of_pins(WEEK, HOUSE, pins)
    assert found.pins == (a_pin(2, 10), a_pin(4, 10))
    assert [(one.rule, one.missed) for one in found.rules] == [("worker_free", 60)]


def test_three_pins_that_stand_two_by_two() -> None:
    workers = (a_worker(day_minutes=150), a_worker("w2"))
    pins = [a_pin(i, 8 + i) for i in (1, 2, 3)]
    (found,) = conflicts_of_pins(replace(WEEK, workers=workers), HOUSE, pins)
    assert len(found.pins) == 3
    assert [(one.rule, one.missed) for one in found.rules] == [("worker_day_minutes", 30)]


def test_a_pin_that_cannot_stand_alone_is_named_alone() -> None:
    away = replace(WEEK, absences=(Absence("w1", date(2026, 11, 23), date(2026, 11, 23)),))
    assert needs_in(away, [a_pin(1, 9), a_pin(2, 11, "w2")]) == [["n1"]]


def test_every_conflict_is_told_at_once() -> None:
    pins = [a_pin(1, 9), a_pin(2, 9), a_pin(3, 12), a_pin(4, 12), a_pin(5, 15)]
    assert needs_in(WEEK, pins) == [["n1", "n2"], ["n3", "n4"]]


def test_workers_alone_and_times_alone_are_pins_too() -> None:
    full = replace(WEEK, workers=(a_worker(week_most=120, week_minutes=120), a_worker("w2")))
    assert needs_in(full, [a_pin(1), a_pin(2), a_pin(3)]) == [["n1", "n2", "n3"]]
    three = [a_pin(i, 10, None) for i in (1, 2, 3)]
    (found,) = conflicts_of_pins(WEEK, HOUSE, three)
    assert len(found.pins) == 3
    assert {one.rule for one in found.rules} == {"worker_free"}
    assert needs_in(WEEK, three[:2]) == []


def test_a_time_on_a_day_that_is_shut_names_what_shuts_it() -> None:
    shut = replace(WEEK, holidays=frozenset({date(2026, 11, 23)}))
    (found,) = conflicts_of_pins(shut, HOUSE, [a_pin(1, 10, None)])
    assert [one.rule for one in found.rules] == ["public_holiday"]


def test_who_or_what_minute_the_week_does_not_know_is_a_conflict_with_its_rule() -> None:
    sunday_midnight = 7 * 1440
    for pin, rule in (
        (Pin("n1", ("gone",)), "pinned_worker"),
        (Pin("n1", ("gone",), at(MON, 10)), "pinned_worker"),
        (Pin("n1", (), sunday_midnight), "start_allowed"),
        (Pin("n1", ("w1",), sunday_midnight), "start_allowed"),
        (Pin("n1", ("w1",), -5), "start_allowed"),
    ):
        (found,) = conflicts_of_pins(WEEK, HOUSE, [a_pin(2, 9), pin])
        assert found.pins == (pin,)
        assert [one.rule for one in found.rules] == [rule]
    assert needs_in(WEEK, [Pin("n1", ("w1",), sunday_midnight - 1)]) == [["n1"]]


def test_money_can_be_what_two_pins_have_not_enough_of() -> None:
    needs = tuple(replace(n, uses=(Use("b", 60),)) for n in WEEK.needs[:2])
    short = replace(WEEK, needs=needs, budgets=(Budget("b", "units_left", "c1", 90),))
    (found,) = conflicts_of_pins(short, HOUSE, [a_pin(1, 9), a_pin(2, 12)])
    assert [(one.rule, one.missed) for one in found.rules] == [("units_left", 30)]
    for language in LANGUAGES:
        assert say(language, "miss.units_left", about="C1", missed=30)


def test_pins_of_the_week_are_asked_about_unless_others_are_named() -> None:
    pinned = with_pins(WEEK, [a_pin(1, 9), a_pin(2, 9)])
    assert pins_of(pinned) == (a_pin(1, 9), a_pin(2, 9))
    assert needs_in(pinned) == [["n1", "n2"]]
    moved = with_pins(pinned, [Pin("n2", (), at(MON, 11))])
    assert pins_of(moved)[1] == a_pin(2, 11)
    assert needs_in(moved) == []
    with pytest.raises(KeyError):
        with_pins(WEEK, [Pin("n9", ("w1",))])


def test_one_seat_of_two_may_be_pinned() -> None:
    team = replace(WEEK, needs=(a_need(seats=(a_seat(), a_seat()), windows=DAY), *WEEK.needs[1:]))
    assert needs_in(team, [Pin("n1", (None, "w1"), at(MON, 9)), a_pin(2, 9)]) == [["n1", "n2"]]
    assert needs_in(team, [Pin("n1", (None, "w1"), at(MON, 9)), a_pin(2, 11)]) == []


def stand(problem: Problem, policy: Policy, pins: Sequence[Pin]) -> bool:
    """Whether a roster of these needs alone serves them all, by the oracle or the brute force."""
    held = {pin.need: pin for pin in pins}
    part = with_pins(replace(problem, needs=tuple(n for n in problem.needs if n.id in held)), pins)
    teams = [n.pinned_workers for n in part.needs]
    if all(n.pinned_start is not None and n.pinned_workers for n in part.needs) and all(
        None not in team for team in teams
    ):
        meetings = [
            a_meeting(n.id, n.pinned_start, [w for w in n.pinned_workers if w])
            for n in part.needs
            if n.pinned_start is not None
        ]
        return not judge(part, policy, meetings).faults
    free = dict.fromkeys(policy.prices, 0) | {"wanted_meeting": 1}
    found = best(part, policy.model_copy(update={"prices": free}))
    assert found is not None
    return len(found[1]) == len(part.needs)


def some_pins(seed: int) -> tuple[Problem, list[Pin]]:
    """A small week, and pins for most of its needs: workers, starts or both."""
    problem, dice = small_problem(seed), Dice(seed, 7)
    problem = replace(
        problem,
        needs=tuple(replace(n, pinned_start=None, pinned_workers=()) for n in problem.needs),
    )
    pins = []
    for need in problem.needs:
        kind = dice.one(("both", "both", "both", "worker", "start"))
        team = tuple(dice.some([w.id for w in problem.workers], len(need.seats)))
        start = dice.one(need.windows).start
        if len(team) == len(need.seats):
            pins.append(
                Pin(need.id, () if kind == "start" else team, None if kind == "worker" else start)
            )
    return problem, pins


@pytest.mark.parametrize("block", range(3))
def test_conflicts_are_real_and_their_proper_subsets_stand(block: int) -> None:
    sizes = []
    for seed in range(block * 10, block * 10 + 10):
        (problem, pins), policy = some_pins(seed), small_policy(seed)
        conflicts = conflicts_of_pins(problem, policy, pins)
        left = [pin for pin in pins if not any(pin in one.pins for one in conflicts)]
        assert stand(problem, policy, left), seed
        for one in conflicts:
            assert not stand(problem, policy, one.pins), (seed, one)
            assert one.rules, (seed, one)
            parts = chain.from_iterable(combinations(one.pins, n) for n in range(len(one.pins)))
            assert all(stand(problem, policy, part) for part in parts), (seed, one)
            sizes.append(len(one.pins))
    assert max(sizes) > 1
    assert len(sizes) > 10


def test_a_meeting_is_what_a_whole_pin_says() -> None:
    pins = [a_pin(1, 9), a_pin(2, 10)]
    assert judge(WEEK, HOUSE, [Meeting(p.need, p.start or 0, ("w1",)) for p in pins]).faults == {}
