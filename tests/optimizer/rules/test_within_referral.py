"""A meeting lies within its referral: neither before it opens nor after it closes."""

from datetime import date, timedelta

import pytest

from domain.session import Window
from tests.optimizer.builders import MON, MONDAY, THU, TUE, WED, a_meeting, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, refused_days, start_price, with_price

RULE = "within_referral"
DAYS = [MONDAY + timedelta(days=d) for d in range(7)]


def test_a_need_without_dates_is_never_outside() -> None:
    assert both_say(a_problem()) == {}


def test_a_meeting_the_day_before_the_referral_opens_breaks_this_rule_alone() -> None:
    assert both_say(a_case(need={"opens": DAYS[TUE]})) == {RULE: 1}


def test_a_meeting_the_day_after_the_referral_closes_breaks_this_rule_alone() -> None:
    assert both_say(a_case(need={"closes": MONDAY - timedelta(days=1)})) == {RULE: 1}


@pytest.mark.parametrize(
    ("opens", "closes", "outside"),
    [
        (None, None, []),
        (DAYS[WED], None, [MON, TUE]),
        (None, DAYS[WED], [THU, 4, 5, 6]),
        (DAYS[TUE], DAYS[WED], [MON, THU, 4, 5, 6]),
        (DAYS[WED], DAYS[WED], [MON, TUE, THU, 4, 5, 6]),
        # Opened after it was closed: every day lies outside, and counts once.
        (DAYS[WED], DAYS[TUE], [0, 1, 2, 3, 4, 5, 6]),
        (date(2020, 1, 1), date(2030, 1, 1), []),
        (DAYS[6] + timedelta(days=1), None, [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_first_and_last_day_are_included(
    opens: date | None, closes: date | None, outside: list[int]
) -> None:
    problem = a_case(need={"opens": opens, "closes": closes})
    said = [both_say(problem, [a_meeting(start=at(day, 10))]).get(RULE, 0) for day in range(7)]
    assert said == [int(day in outside) for day in range(7)]
    assert refused_days(RULE, problem) == outside
    for day in range(7):
        assert start_price(problem, at(day, 10)) == (None if day in outside else 0)
        assert start_price(problem, at(day, 10), with_price(RULE)) == 7 * (day in outside)


def test_the_day_of_a_meeting_is_the_day_on_which_it_begins() -> None:
    late = Window(at(WED, 23), at(WED, 23, 55))
    problem = a_case(need={"closes": DAYS[WED], "windows": (late,)})
    assert both_say(problem, [a_meeting(start=at(WED, 23, 55))]).get(RULE, 0) == 0
    assert both_say(problem, [a_meeting(start=at(THU, 0))])[RULE] == 1


def test_a_group_and_a_family_are_one_meeting() -> None:
    for group in (None, "g1"):
        need = {"opens": DAYS[TUE], "group": group}
        assert both_say(a_case(clients=({}, {}), need=need)) == {RULE: 1}
