"""A trial says of its need what the whole week would say, from the part that matters."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.people import Absence
from domain.session import Meeting, Need, Use, Window
from optimizer.choices import meetings_of
from optimizer.construct import construct
from optimizer.policy import default_policy
from optimizer.problem import Budget, Problem
from optimizer.trial import Week, serves, trial_of
from tests.optimizer.builders import (
    MON,
    TUE,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_worker,
    at,
)
from tests.optimizer.engines import small_columns
from tests.optimizer.problems import small_policy, small_problem
from tests.oracle import judge

TEN = (Window(at(MON, 10), at(MON, 10)),)
TUESDAY = (Window(at(TUE, 10), at(TUE, 10)),)
WORKERS = (a_worker(), a_worker("w2"))
CLIENTS = tuple(a_client(f"c{i}") for i in range(1, 5))


def a_week(problem: Problem, meetings: Sequence[Meeting] = ()) -> Week:
    """A roster under the policy of the house."""
    return Week(problem, default_policy(), tuple(meetings))


def of_client(number: int, **changes: Any) -> Need:
    """An hour of one client on Monday at ten."""
    record: dict[str, Any] = {"clients": (f"c{number}",), "windows": TEN}
    return a_need(f"n{number}", **(record | changes))


@pytest.mark.parametrize("block", range(4))
def test_a_meeting_taken_out_finds_a_place_again(block: int) -> None:
    tried = 0
    for seed in range(block * 20, block * 20 + 20):
        c, problem, policy = small_columns(seed), small_problem(seed), small_policy(seed)
        meetings = meetings_of(c, construct(c))
        if judge(problem, policy, meetings).faults:
            continue
        for meeting in meetings:
            others = tuple(m for m in meetings if m != meeting)
            week = Week(problem, policy, others)
            held = serves(trial_of(week, meeting.need, meeting.workers))
            assert held is not None, (seed, meeting)
            assert set(held.workers) == set(meeting.workers)
            assert judge(problem, policy, (*others, held)).faults == {}, (seed, held)
            tried += 1
    assert tried > 40


@pytest.mark.parametrize("block", range(4))
def test_what_a_trial_serves_breaks_nothing_in_the_whole_week(block: int) -> None:
    for seed in range(block * 20, block * 20 + 20):
        c, problem, policy = small_columns(seed), small_problem(seed), small_policy(seed)
        meetings = meetings_of(c, construct(c))[1:]
        if judge(problem, policy, meetings).faults:
            continue
        week = Week(problem, policy, meetings)
        for need in {n.id for n in problem.needs} - {m.need for m in meetings}:
            for worker in problem.workers:
                held = serves(trial_of(week, need, [worker.id]))
                if held is not None:
                    verdict = judge(problem, policy, (*meetings, held))
                    assert verdict.faults == {}, (seed, held)
                    assert held.workers == (worker.id,)


def test_a_trial_holds_what_shares_a_worker_a_client_or_a_budget_and_nothing_else() -> None:
    needs = (
        of_client(1, uses=(Use("b", 60),)),
        of_client(2),
        of_client(3),
        of_client(4, uses=(Use("b", 60),)),
        a_need("n5", component="support", windows=TUESDAY),
    )
    staff = tuple(a_worker(f"w{i}") for i in range(1, 6))
    budgets = (Budget("b", "units_left", "c1", 600), Budget("other", "units_left", "c3", 0))
    problem = a_problem(needs=needs, clients=CLIENTS, workers=staff, budgets=budgets)
    held = (
        a_meeting("n2", workers=["w1"]),
        a_meeting("n3", workers=["w2"]),
        a_meeting("n4", workers=["w3"]),
        a_meeting("n5", at(TUE, 10), ["w4"]),
    )
    trial = trial_of(a_week(problem, held), "n1", ["w1"])
    assert {m.need for m in trial.meetings} == {"n2", "n4", "n5"}
    assert {w.id for w in trial.problem.workers} == {"w1", "w3", "w4"}
    assert {b.id for b in trial.problem.budgets} == {"b"}
    assert trial.may == {"w1"}


def test_meetings_with_an_interpreter_of_the_same_language_are_held() -> None:
    languages = ("ru", "ru", "uk", "et")
    clients = tuple(
        replace(c, languages=(spoken,), interpreter=True)
        for c, spoken in zip(CLIENTS, languages, strict=True)
    )
    needs = tuple(of_client(i) for i in range(1, 5))
    staff = tuple(a_worker(f"w{i}") for i in range(1, 5))
    at_hand = {"ru": 90, "uk": 90}
    problem = a_problem(needs=needs, clients=clients, workers=staff, interpreter_minutes=at_hand)
    held = [a_meeting(f"n{i}", workers=[f"w{i}"]) for i in (2, 3, 4)]
    trial = trial_of(a_week(problem, held), "n1", ["w1"])
    assert {m.need for m in trial.meetings} == {"n2"}
    assert serves(trial) is None
    more = replace(trial.problem, interpreter_minutes={"ru": 120})
    assert serves(replace(trial, problem=more)) == a_meeting()


def test_whoever_came_along_with_a_meeting_is_not_asked() -> None:
    needs = (of_client(1), a_need("n5", component="support", windows=TUESDAY), of_client(2))
    away = (Absence("w1", date(2026, 11, 23), date(2026, 11, 23)),)
    problem = a_problem(needs=needs, clients=CLIENTS, workers=WORKERS, absences=away)
    held = (a_meeting("n5", at(TUE, 10), ["w2"]), a_meeting("n2", workers=["w2"]))
    week = a_week(problem, held)
    trial = trial_of(week, "n1", ["w1"])
    assert "w2" in {w.id for w in trial.problem.workers}
    assert "n2" not in {m.need for m in trial.meetings}
    assert serves(trial) is None
    assert serves(trial_of(replace(week, meetings=held[:1]), "n1", ["w2"])) is not None


@pytest.mark.parametrize(
    "client", [{"chosen": "w2"}, {"chosen": "w2", "confirmed": frozenset({"w2"})}]
)
def test_a_choice_holds_though_the_chosen_worker_is_left_aside(client: dict[str, Any]) -> None:
    record: dict[str, Any] = {"clients": (a_client(**client),), "workers": WORKERS}
    assert serves(trial_of(a_week(a_problem(**record)), "n1", ["w1"])) is None


def test_a_locked_worker_is_known_though_left_aside() -> None:
    problem = a_problem(workers=WORKERS, needs=(a_need(pinned_workers=("w2",)),))
    assert serves(trial_of(a_week(problem), "n1", ["w1"])) is None
    assert serves(trial_of(a_week(problem), "n1", ["w2"])) == a_meeting(workers=["w2"])


def test_last_weeks_worker_counts_where_continuity_is_a_must() -> None:
    house = default_policy()
    prices = {rule: price for rule, price in house.prices.items() if rule != "usual_worker"}
    problem = a_problem(workers=WORKERS, usual={("c1", "peer"): ("w2",)})
    week = Week(problem, house.model_copy(update={"prices": prices}), ())
    assert serves(trial_of(week, "n1", ["w1"])) is None
    assert serves(trial_of(week, "n1", ["w2"])) is not None


def test_the_meetings_that_stand_do_not_move() -> None:
    wide = (Window(at(MON, 8), at(MON, 16)),)
    problem = a_problem(needs=(of_client(1), of_client(2, windows=wide)), clients=CLIENTS)
    held = (a_meeting("n2", at(MON, 10, 30)),)
    assert serves(trial_of(a_week(problem, held), "n1", ["w1"])) is None


def test_a_fault_that_stands_already_hinders_nobody() -> None:
    late = (Window(at(TUE, 17, 30), at(TUE, 17, 30)),)
    problem = a_problem(needs=(of_client(1), of_client(2, windows=late)), clients=CLIENTS)
    held = (a_meeting("n2", at(TUE, 17, 30)),)
    assert judge(problem, default_policy(), held).faults == {"shift": 30}
    trial = trial_of(a_week(problem, held), "n1", ["w1"])
    assert trial.meetings == held
    assert serves(trial) == a_meeting()


def test_a_series_keeps_its_days_though_its_other_needs_are_left_out() -> None:
    needs = (
        a_need(series="s"),
        a_need("n2", series="s", windows=TUESDAY),
        a_need("n3", series="s", days_apart=3),
    )
    problem = a_problem(needs=needs)
    held = (a_meeting("n2", at(TUE, 10)),)
    assert serves(trial_of(a_week(problem, held), "n1", ["w1"])) is None
