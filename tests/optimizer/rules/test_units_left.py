"""A referral pays for so many units, and no more."""

import pytest

from domain.session import Use
from optimizer.problem import Budget
from tests.optimizer.builders import MON, SUN, TUE, WED, a_need, a_problem, at, shifts
from tests.optimizer.rules.ask import both_say
from tests.optimizer.rules.week import a_week, meet, only, served, starts, whom
from tests.optimizer.test_board import obstacles_of

RULE = "units_left"
HOUR = (Use("b1", 60),)
ALL_WEEK, MONDAY_ALONE, FROM_TUESDAY = 127, 1, 126


def left(minutes: int, days: int = ALL_WEEK, name: str = "b1", rule: str = RULE) -> Budget:
    return Budget(name, rule, "c1", minutes, days)


def test_a_meeting_that_draws_on_nothing_misses_nothing() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_problem(budgets=(left(0), left(-60, name="b2")))) == {}


@pytest.mark.parametrize(
    ("minutes", "over"), [(61, 0), (60, 0), (59, 1), (1, 59), (0, 60), (-1, 60), (-500, 60)]
)
def test_minutes_over_what_is_left_break_this_rule_alone(minutes: int, over: int) -> None:
    # What is overspent already is not held against the week.
    problem = a_problem(needs=(a_need(uses=HOUR),), budgets=(left(minutes),))
    assert both_say(problem) == only(RULE, over)
    assert served(problem) == int(over == 0)
    assert obstacles_of(problem, (), ("n1", at(MON, 10), "w1")) == only(RULE, over)


def test_meetings_under_one_referral_are_added_up() -> None:
    held = (meet(1, at(MON, 10)), meet(2, at(WED, 10)))
    for minutes, over in ((120, 0), (119, 1), (60, 60)):
        problem = a_week({"uses": HOUR}, {"uses": HOUR}, budgets=(left(minutes),))
        assert both_say(problem, held) == only(RULE, over)
        assert served(problem) == (1 if over else 2)
        found = obstacles_of(problem, (("n1", at(MON, 10), "w1"),), ("n2", at(WED, 10), "w1"))
        assert found == only(RULE, over)


def test_each_budget_counts_for_itself() -> None:
    uses = (Use("b1", 60), Use("b2", 45), Use("b3", 30))
    budgets = (left(50), left(40, name="b2"), left(30, name="b3"))
    problem = a_problem(needs=(a_need(uses=uses),), budgets=budgets)
    assert both_say(problem) == {RULE: 10 + 5}
    uses = (Use("b1", 60), Use("b2", 45), Use("b1", 5))
    problem = a_problem(needs=(a_need(uses=uses),), budgets=budgets)
    assert both_say(problem) == {RULE: 15 + 5}


def test_a_meeting_takes_what_it_uses_and_not_what_it_lasts() -> None:
    problem = a_problem(needs=(a_need(minutes=90, uses=HOUR),), budgets=(left(59),))
    assert both_say(problem) == {RULE: 1}


def test_what_euros_pay_for_takes_no_units() -> None:
    for rule, missed in ((RULE, RULE), ("euros_left", "euros_left")):
        problem = a_problem(needs=(a_need(uses=HOUR),), budgets=(left(0, rule=rule),))
        assert both_say(problem) == {missed: 60}


def test_a_budget_counts_on_its_days_alone() -> None:
    # The month ends on Monday.
    budgets = (left(60, MONDAY_ALONE), left(60, FROM_TUESDAY, "b2"))
    uses = (Use("b1", 60), Use("b2", 60))
    every_day = ({"shifts": shifts(weekdays=range(7))},)
    problem = a_week({"uses": uses}, {"uses": uses}, budgets=budgets, workers=every_day)
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(TUE, 10)))) == {}
    assert both_say(problem, (meet(1, at(TUE, 10)), meet(2, at(SUN, 10)))) == {RULE: 60}


@pytest.mark.parametrize(("days", "both"), [(MONDAY_ALONE, 1), (FROM_TUESDAY, 2), (ALL_WEEK, 1)])
def test_the_exact_engine_spends_on_the_days_of_the_budget(days: int, both: int) -> None:
    monday = {"uses": HOUR, "windows": starts(at(MON, 10)), "component": "support"}
    later = {"uses": HOUR, "windows": starts(at(MON, 12))}
    assert served(a_week(monday, later, budgets=(left(60, days),))) == both


def test_a_need_held_twice_a_day_is_counted_once_and_on_two_days_twice() -> None:
    problem = a_week({"uses": HOUR}, budgets=(left(50),))
    twice = (meet(1, at(MON, 10)), meet(1, at(MON, 12)))
    assert both_say(problem, twice) == {RULE: 10, "served_once": 1}
    twice = (meet(1, at(MON, 10)), meet(1, at(TUE, 10)))
    assert both_say(problem, twice) == {RULE: 70, "served_once": 1}


def test_the_client_of_the_budget_is_named() -> None:
    budgets = (left(60), Budget("b2", RULE, "c2", 10))
    needs = ({"uses": HOUR}, {"uses": (Use("b2", 60),), "clients": ("c2",)})
    problem = a_week(*needs, clients=({"name": "C1"}, {"name": "C2"}), budgets=budgets)
    held = (meet(1, at(MON, 10)), meet(2, at(MON, 12)))
    assert whom(RULE, problem, held) == {"c2": 50}
