"""Days that a referral, a plan, an absence or another service shuts: what opens one of them."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from domain.people import Absence, Gender
from domain.referral import ParallelService
from domain.session import Need, Use, Window
from domain.words import LANGUAGES, say
from optimizer.explain import explain_left_out
from optimizer.policy import default_policy
from optimizer.problem import Budget
from tests.optimizer.builders import (
    MON,
    MONDAY,
    THU,
    TUE,
    WED,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_seat,
    a_worker,
    at,
)
from tests.optimizer.explain.apply import applied, serves, steps_of
from tests.optimizer.explain.ask import a_change, answer, serves_with, state_of, with_others

DAYS_AFTER = frozenset(MONDAY + timedelta(days=day) for day in (3, 4, 5, 6))
"""Days on which nobody meets, lest another day be the smaller change."""
WEEK = tuple(Window(at(day, 10), at(day, 10)) for day in range(7))


def on(weekday: int) -> str:
    """A day of the week as the words have it."""
    return (MONDAY + timedelta(days=weekday)).isoformat()


def a_day(weekday: int, **changes: Any) -> Need:
    """A need that may begin at ten on one weekday."""
    return a_need(windows=(WEEK[weekday],), **changes)


def test_a_referral_is_in_force_until_the_day_and_not_longer() -> None:
    problem = a_problem(needs=(a_day(WED, closes=date(2026, 11, 20)),))
    change = answer(problem)
    assert change == a_change("longer_referral", 5, client="C1", day=on(WED))
    assert not serves_with(problem, change, day=on(TUE))


def test_of_several_days_the_one_that_asks_least_of_a_referral_is_named() -> None:
    windows = (WEEK[MON], WEEK[WED])
    problem = a_problem(needs=(a_need(windows=windows, closes=date(2026, 11, 20)),))
    assert answer(problem) == a_change("longer_referral", 3, client="C1", day=on(MON))
    early = a_problem(needs=(a_need(windows=windows, opens=date(2026, 11, 26)),))
    change = answer(early)
    assert change == a_change("earlier_referral", 1, client="C1", day=on(WED))
    assert not serves_with(early, change, day=on(THU))


@pytest.mark.parametrize("plan", [{"plan_owed": True}, {"planned_from": date(2026, 12, 1)}])
def test_an_action_plan_has_until_the_last_day_that_suits(plan: dict[str, Any]) -> None:
    problem = a_problem(needs=(a_need(windows=(WEEK[MON], WEEK[WED]), **plan),))
    change = answer(problem)
    assert change == a_change("action_plan", 5, client="C1", day=on(WED))
    assert not serves_with(problem, change, day=on(THU))


def test_a_last_day_is_put_off_where_it_may_not_be_missed() -> None:
    house = default_policy()
    prices = {rule: n for rule, n in house.prices.items() if rule != "first_meeting_in_time"}
    strict = house.model_copy(update={"prices": prices})
    problem = a_problem(needs=(a_day(THU, deadline=MONDAY),))
    (why,) = explain_left_out(problem, strict, ())
    assert why.change == a_change("later_deadline", 3, client="C1", day=on(THU))
    state = problem, strict, ()
    assert serves(applied(state, "n1", why.change), "n1")
    assert not serves(applied(state, "n1", replace(why.change, facts={"day": on(WED)})), "n1")


def test_a_client_is_there_on_one_day_where_no_other_day_helps() -> None:
    away = (Absence("c1", date(2026, 11, 20), date(2026, 12, 4)),)
    problem = a_problem(needs=(a_day(TUE),), absences=away)
    assert answer(problem) == a_change("client_back", client="C1", day=on(TUE))


def test_both_clients_who_are_away_are_there() -> None:
    away = tuple(Absence(name, MONDAY, date(2026, 11, 29)) for name in ("c1", "c2"))
    problem = a_problem(
        clients=(a_client(), a_client("c2")),
        needs=(a_need(clients=("c1", "c2"), windows=(WEEK[TUE],)),),
        absences=away,
    )
    assert [step.facts["client"] for step in steps_of(answer(problem))] == ["C1", "C2"]


def test_a_worker_who_is_away_comes_for_a_day_before_anybody_is_hired() -> None:
    away = (Absence("w1", MONDAY, date(2026, 11, 29)),)
    problem = a_problem(needs=(a_day(TUE),), absences=away)
    assert answer(problem) == a_change("worker_back", worker="W1", day=on(TUE))


def test_another_service_ends_as_late_as_it_may() -> None:
    other = ParallelService("c1", "other", date(2026, 11, 1))
    needs = (a_need(windows=(WEEK[TUE], WEEK[THU]), excludes=("other",)),)
    problem = a_problem(needs=needs, parallel=(other, replace(other, kind="harmless")))
    change = answer(problem)
    assert change == a_change("end_parallel", 4, client="C1", day=on(WED))
    assert not serves_with(problem, change, day=on(THU))


def test_meetings_of_a_series_follow_each_other_sooner() -> None:
    needs = (
        a_need(series="s", days_apart=7, windows=(WEEK[MON], WEEK[WED])),
        a_need("n2", series="s", days_apart=4, windows=(WEEK[MON],)),
    )
    problem = a_problem(needs=needs)
    held = (a_meeting("n2", at(MON, 10)),)
    change = answer(replace(problem, holidays=DAYS_AFTER), held)
    assert change == a_change("closer_together", 5, client="C1", days=2)
    state = state_of(replace(problem, holidays=DAYS_AFTER), held)
    assert not serves(applied(state, "n1", replace(change, facts={"days": 3})), "n1")


@pytest.mark.parametrize("whose", ["client", "need"])
def test_a_worker_of_another_gender_suits(whose: str) -> None:
    client = a_client(asks_gender=Gender.MALE) if whose == "client" else a_client()
    need = a_need(gender=Gender.MALE if whose == "need" else None)
    problem = a_problem(clients=(client,), needs=(need,))
    assert answer(problem) == a_change("any_gender", client="C1", worker="W1")


def test_a_referral_of_academic_hours_is_extended_by_whole_ones() -> None:
    need = a_need(component="tk-peer", minutes=90, uses=(Use("b", 90),))
    problem = a_problem(needs=(need,), budgets=(Budget("b", "units_left", "c1", 20),))
    change = answer(problem)
    assert change == a_change("extend_hours", 90, client="C1", minutes=90, hours=2)
    assert not serves_with(problem, change, minutes=45)


def test_each_kind_asked_for_serves_and_the_smallest_stands_first() -> None:
    far = a_worker("w2", home="far", reach_minutes=80)
    problem = a_problem(workers=(a_worker(day_minutes=40), far))
    (why,) = explain_left_out(problem, default_policy(), (), ["n1"], kinds=4)
    assert why.change is not None
    kinds = [change.kind for change in (why.change, *why.also)]
    assert kinds == ["change.longer_day", "change.farther_reach", "change.hire"]
    state = state_of(problem)
    for change, language in product((why.change, *why.also), LANGUAGES):
        assert serves(applied(state, "n1", change), "n1")
        assert say(language, change.kind, **change.facts)
    assert explain_left_out(problem, default_policy(), (), ["n1"])[0].also == ()


def test_two_lacks_of_one_team_are_not_said_to_be_one() -> None:
    seats = (a_seat(), a_seat())
    workers = (a_worker(day_minutes=30), a_worker("w2", day_minutes=30))
    problem = with_others(a_need(seats=seats), workers=workers)
    assert answer(problem).kind != "change.longer_day"
