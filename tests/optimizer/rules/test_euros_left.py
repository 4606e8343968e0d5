"""A ceiling pays for so many euros in its month or calendar year."""

import pytest

from domain.session import Use
from optimizer.problem import Budget
from tests.optimizer.builders import MON, TUE, WED, a_need, a_problem, at
from tests.optimizer.rules.ask import both_say
from tests.optimizer.rules.week import a_week, meet, only, served, starts
from tests.optimizer.test_board import obstacles_of

RULE = "euros_left"
MONDAY_ALONE, FROM_TUESDAY = 1, 126
BOTH_MONTHS = (Use("old month", 3050), Use("new month", 3050))


def ceiling(cents: int, days: int = 127, name: str = "month") -> Budget:
    return Budget(name, RULE, "c1", cents, days)


def test_a_meeting_under_no_ceiling_misses_nothing() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_problem(budgets=(ceiling(-100),))) == {}


@pytest.mark.parametrize(("cents", "over"), [(3050, 0), (3049, 1), (0, 3050), (-2500, 3050)])
def test_cents_over_the_ceiling_break_this_rule_alone(cents: int, over: int) -> None:
    problem = a_problem(needs=(a_need(uses=(Use("month", 3050),)),), budgets=(ceiling(cents),))
    assert both_say(problem) == only(RULE, over)
    assert served(problem) == int(over == 0)
    assert obstacles_of(problem, (), ("n1", at(MON, 10), "w1")) == only(RULE, over)


def test_month_and_year_are_two_ceilings() -> None:
    need = a_need(uses=(Use("month", 3050), Use("year", 3050)))
    for month, year, over in ((3050, 3050, 0), (3000, 3050, 50), (3000, 2950, 150)):
        budgets = (ceiling(month), ceiling(year, name="year"))
        assert both_say(a_problem(needs=(need,), budgets=budgets)) == only(RULE, over)


@pytest.mark.parametrize(
    ("days", "over"), [((MON, TUE), 0), ((TUE, MON), 0), ((TUE, WED), 3050), ((WED, TUE), 3050)]
)
def test_a_week_over_the_end_of_a_month_has_a_ceiling_for_each_side(
    days: tuple[int, int], over: int
) -> None:
    budgets = (
        ceiling(3050, MONDAY_ALONE, "old month"),
        ceiling(3050, FROM_TUESDAY, "new month"),
    )
    needs = [{"uses": BOTH_MONTHS, "windows": starts(at(day, 10))} for day in days]
    problem = a_week(*needs, budgets=budgets)
    first, second = (meet(k, at(day, 10)) for k, day in enumerate(days, 1))
    assert both_say(problem, (first, second)) == only(RULE, over)
    assert served(problem) == (1 if over else 2)
    found = obstacles_of(problem, (("n1", first.start, "w1"),), ("n2", second.start, "w1"))
    assert found == only(RULE, over)


def test_a_ceiling_is_reached_by_several_meetings_together() -> None:
    use = {"uses": (Use("month", 1000),)}
    held = [meet(k, at(k, 10)) for k in (1, 2, 3)]
    for cents, over, most in ((3000, 0, 3), (2999, 1, 2), (1999, 1001, 1), (999, 2001, 0)):
        problem = a_week(use, use, use, budgets=(ceiling(cents),))
        assert both_say(problem, held) == only(RULE, over)
        assert served(problem) == most


def test_minutes_of_a_referral_are_no_cents() -> None:
    minutes = Budget("hours", "units_left", "c1", 0)
    problem = a_problem(needs=(a_need(uses=(Use("hours", 60),)),), budgets=(minutes,))
    assert both_say(problem) == {"units_left": 60}


def test_a_need_held_twice_a_day_is_paid_once() -> None:
    problem = a_week({"uses": (Use("month", 1000),)}, budgets=(ceiling(900),))
    twice = (meet(1, at(MON, 10)), meet(1, at(MON, 12)))
    assert both_say(problem, twice) == {RULE: 100, "served_once": 1}
    assert both_say(problem, (*twice, meet(1, at(TUE, 10)))) == {RULE: 1100, "served_once": 2}
