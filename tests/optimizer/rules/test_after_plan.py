"""A component that asks for an action plan waits for it."""

from datetime import date, timedelta

import pytest

from tests.optimizer.builders import MON, MONDAY, TUE, a_meeting, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, refused_days, start_price, with_price

RULE = "after_plan"
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
ALL = list(range(7))


def test_a_component_that_asks_for_no_plan_waits_for_none() -> None:
    assert both_say(a_problem()) == {}


def test_a_plan_that_is_owed_breaks_this_rule_alone() -> None:
    assert both_say(a_case(need={"plan_owed": True})) == {RULE: 1}


def test_a_plan_of_the_next_day_comes_too_late() -> None:
    assert both_say(a_case(need={"planned_from": TUESDAY})) == {RULE: 1}


@pytest.mark.parametrize(
    ("planned_from", "plan_owed", "days"),
    [
        (MONDAY - timedelta(days=300), False, []),
        (MONDAY, False, []),
        (WEDNESDAY, False, [MON, TUE]),
        (MONDAY + timedelta(days=6), False, ALL[:6]),
        (MONDAY + timedelta(days=7), False, ALL),
        (None, True, ALL),
        # Still owed: a day on paper is no plan, and the meeting counts once.
        (MONDAY, True, ALL),
        (WEDNESDAY, True, ALL),
    ],
)
def test_the_plan_is_made_on_the_day_or_before(
    planned_from: date | None,
    plan_owed: bool,  # noqa: FBT001 one of two columns of the table
    days: list[int],
) -> None:
    problem = a_case(need={"planned_from": planned_from, "plan_owed": plan_owed})
    said = [both_say(problem, [a_meeting(start=at(day, 10))]).get(RULE, 0) for day in ALL]
    assert said == [int(day in days) for day in ALL]
    assert refused_days(RULE, problem) == days
    for day in ALL:
        assert start_price(problem, at(day, 10)) == (None if day in days else 0)
        assert start_price(problem, at(day, 10), with_price(RULE)) == 7 * (day in days)


def test_a_family_and_a_group_have_one_plan() -> None:
    for group in (None, "g1"):
        need = {"plan_owed": True, "group": group}
        assert both_say(a_case(clients=({}, {}), need=need)) == {RULE: 1}
