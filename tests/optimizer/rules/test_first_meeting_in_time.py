"""A need with a last permissible day is served by then, or counts its working days late."""

from datetime import timedelta

import pytest

from optimizer.policy import default_policy
from tests.optimizer.builders import (
    FRI,
    MON,
    MONDAY,
    SAT,
    SUN,
    THU,
    TUE,
    WED,
    a_meeting,
    a_problem,
    at,
)
from tests.optimizer.rules.ask import (
    a_case,
    both_say,
    refused_days,
    start_price,
    without_price,
)

RULE = "first_meeting_in_time"


def test_a_need_without_a_last_day_is_never_late() -> None:
    assert both_say(a_problem()) == {}


def test_a_meeting_one_working_day_late_breaks_this_rule_alone() -> None:
    assert both_say(a_case(need={"deadline": MONDAY})) == {}
    late = a_meeting(start=at(TUE, 10))
    assert both_say(a_case(need={"deadline": MONDAY}), [late]) == {RULE: 1}


@pytest.mark.parametrize(
    ("deadline", "holidays", "late"),
    [
        (MON, (), [0, 1, 2, 3, 4, 4, 4]),
        (WED, (), [0, 0, 0, 1, 2, 2, 2]),
        (FRI, (), [0, 0, 0, 0, 0, 0, 0]),
        # Saturday and Sunday are no working days: Monday is the first day late.
        (-3, (), [1, 2, 3, 4, 5, 5, 5]),
        (-1, (), [1, 2, 3, 4, 5, 5, 5]),
        (-4, (), [2, 3, 4, 5, 6, 6, 6]),
        (-10, (), [6, 7, 8, 9, 10, 10, 10]),
        (SUN, (), [0, 0, 0, 0, 0, 0, 0]),
        (7, (), [0, 0, 0, 0, 0, 0, 0]),
        # Holidays are none either; one on the weekend is not counted twice.
        (MON, (TUE,), [0, 0, 1, 2, 3, 3, 3]),
        (-1, (MON, WED), [0, 1, 1, 2, 3, 3, 3]),
        (MON, (SAT,), [0, 1, 2, 3, 4, 4, 4]),
        (TUE, (MON,), [0, 0, 1, 2, 3, 3, 3]),
    ],
)
def test_working_days_between_the_last_day_and_the_meeting_are_counted(
    deadline: int, holidays: tuple[int, ...], late: list[int]
) -> None:
    problem = a_case(
        need={"deadline": MONDAY + timedelta(days=deadline)},
        holidays=frozenset(MONDAY + timedelta(days=day) for day in holidays),
    )
    said = [both_say(problem, [a_meeting(start=at(day, 10))]).get(RULE, 0) for day in range(7)]
    assert said == late
    price = default_policy().prices[RULE]
    for day in set(range(7)) - set(holidays):
        assert start_price(problem, at(day, 10)) == price * late[day]


def test_as_a_must_the_days_that_are_late_are_refused() -> None:
    problem = a_case(need={"deadline": MONDAY + timedelta(days=TUE)})
    must = without_price(RULE)
    assert refused_days(RULE, problem, must) == [WED, THU, FRI, SAT, SUN]
    assert start_price(problem, at(TUE, 12), must) == 0
    assert start_price(problem, at(WED, 10), must) is None
    assert refused_days(RULE, problem) == []


def test_late_in_the_evening_of_the_last_day_is_in_time() -> None:
    problem = a_case(need={"deadline": MONDAY})
    assert RULE not in both_say(problem, [a_meeting(start=at(MON, 23, 55))])
    assert both_say(problem, [a_meeting(start=at(TUE, 0))])[RULE] == 1
