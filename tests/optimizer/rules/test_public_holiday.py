"""Nobody is visited on a public holiday."""

from datetime import date, timedelta

import pytest

from tests.optimizer.builders import MON, MONDAY, SUN, TUE, WED, a_meeting, a_need, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, refused_days, start_price, with_price

RULE = "public_holiday"
TUESDAY = MONDAY + timedelta(days=1)


def test_a_week_without_holidays_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


def test_a_meeting_on_a_holiday_breaks_this_rule_alone() -> None:
    assert both_say(a_problem(holidays=frozenset({MONDAY}))) == {RULE: 1}


@pytest.mark.parametrize(
    ("holidays", "days"),
    [
        ({TUESDAY}, [TUE]),
        ({MONDAY, MONDAY + timedelta(days=6)}, [MON, SUN]),
        ({TUESDAY, TUESDAY + timedelta(days=1)}, [TUE, WED]),
        # The same weekday of other weeks is no holiday.
        ({TUESDAY - timedelta(days=7), TUESDAY + timedelta(days=7)}, []),
    ],
)
def test_only_the_days_themselves_are_holidays(holidays: set[date], days: list[int]) -> None:
    problem = a_case(holidays=frozenset(holidays))
    said = [both_say(problem, [a_meeting(start=at(day, 10))]).get(RULE, 0) for day in range(7)]
    assert said == [int(day in days) for day in range(7)]
    assert refused_days(RULE, problem) == days
    for day in range(7):
        assert start_price(problem, at(day, 10)) == (None if day in days else 0)
        assert start_price(problem, at(day, 10), with_price(RULE)) == 7 * (day in days)


@pytest.mark.parametrize(("start", "units"), [(at(MON, 23, 55), 0), (at(TUE, 0), 1)])
def test_the_day_of_a_meeting_is_the_day_on_which_it_begins(start: int, units: int) -> None:
    problem = a_case(holidays=frozenset({TUESDAY}))
    assert both_say(problem, [a_meeting(start=start)]).get(RULE, 0) == units


def test_every_meeting_of_a_holiday_counts_a_pinned_one_too() -> None:
    needs = (a_need("n1"), a_need("n2", component="support", pinned_start=at(MON, 11)))
    problem = a_problem(needs=needs, holidays=frozenset({MONDAY}))
    assert both_say(problem, [a_meeting("n1"), a_meeting("n2", at(MON, 11))]) == {RULE: 2}
    assert start_price(problem, at(MON, 11), need=1) is None
    assert refused_days(RULE, problem) == [MON, MON]
