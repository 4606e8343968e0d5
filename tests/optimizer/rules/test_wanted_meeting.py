"""Every meeting that is wanted is held."""

from datetime import date, timedelta

import pytest

from optimizer.policy import default_policy
from tests.optimizer.builders import MON, MONDAY, TUE, a_need, a_problem, at
from tests.optimizer.engines import columns_of
from tests.optimizer.rules.ask import both_say
from tests.optimizer.rules.week import a_week, cheapest, meet, starts

RULE = "wanted_meeting"
PRICE = default_policy().prices[RULE]
SUNDAY = MONDAY + timedelta(days=6)


def test_a_meeting_that_is_held_misses_nothing_and_none_wanted_neither() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_problem(needs=(a_need(priority=4, deadline=SUNDAY),))) == {}
    assert both_say(a_problem(needs=()), ()) == {}


def test_a_need_left_out_breaks_this_rule_alone() -> None:
    assert both_say(a_problem(), ()) == {RULE: 1}


@pytest.mark.parametrize(("priority", "weight"), [(1, 1), (2, 2), (3, 4), (4, 8)])
@pytest.mark.parametrize(
    ("deadline", "times"),
    [
        (None, 1),
        (SUNDAY + timedelta(days=1), 1),
        (SUNDAY, 3),
        (MONDAY, 3),
        (MONDAY - timedelta(days=30), 3),
    ],
)
def test_a_need_weighs_by_its_priority_and_more_before_its_last_day(
    priority: int, weight: int, deadline: date | None, times: int
) -> None:
    problem = a_problem(needs=(a_need(priority=priority, deadline=deadline),))
    assert both_say(problem, ()) == {RULE: weight * times}
    assert columns_of(problem).need_price.tolist() == [PRICE * weight * times]
    nobody = a_problem(needs=problem.needs, workers=())
    assert cheapest(nobody) == (PRICE * weight * times, ())


def test_the_weights_are_the_policys() -> None:
    policy = default_policy().model_copy(
        update={"priority_weight": (3, 5, 7, 11), "deadline_weight": 2}
    )
    for priority, deadline, weight in (
        (1, None, 3),
        (2, SUNDAY, 10),
        (3, None, 7),
        (4, MONDAY, 22),
    ):
        problem = a_problem(needs=(a_need(priority=priority, deadline=deadline),))
        assert both_say(problem, (), policy) == {RULE: weight}


def test_only_those_left_out_are_added_up() -> None:
    problem = a_week({}, {"priority": 2}, {"priority": 3}, {"priority": 4})
    assert both_say(problem, ()) == {RULE: 1 + 2 + 4 + 8}
    held = (meet(2, at(MON, 10)), meet(4, at(TUE, 10)))
    assert both_say(problem, held) == {RULE: 1 + 4}
    assert both_say(problem, held[::-1]) == {RULE: 1 + 4}


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ({}, {"priority": 2}, "n2"),
        ({"priority": 3}, {"priority": 2}, "n1"),
        ({"deadline": SUNDAY}, {"priority": 2}, "n1"),
        ({"deadline": SUNDAY}, {"priority": 3}, "n2"),
    ],
)
def test_where_there_is_time_for_one_the_heavier_is_met(
    first: dict[str, object], second: dict[str, object], kept: str
) -> None:
    # They are wanted on two days: one client is met on both, but the worker works on one.
    needs = (first | {"windows": starts(at(MON, 10))}, second | {"windows": starts(at(TUE, 10))})
    cost, held = cheapest(a_week(*needs, workers=({"week_days": 1},)))
    assert [meeting.need for meeting in held] == [kept]
    assert cost < PRICE * 4
