"""A meeting that is already published keeps its start."""

import pytest

from domain.session import Meeting
from optimizer.policy import default_policy
from tests.optimizer.builders import MON, TUE, a_meeting, a_need, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, refused_days, start_price, without_price

RULE = "published_time"
PRICE = default_policy().prices[RULE]


def published(start: int) -> dict[str, Meeting]:
    return {"n1": a_meeting(start=start)}


def test_a_meeting_that_nobody_has_been_told_of_keeps_no_time() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_problem(published=published(at(MON, 10)))) == {}


def test_a_start_five_minutes_off_the_published_one_breaks_this_rule_alone() -> None:
    assert both_say(a_problem(published=published(at(MON, 10, 5)))) == {RULE: 1}


@pytest.mark.parametrize(
    ("start", "units"),
    [
        (at(MON, 10, 30), 0),
        (at(MON, 10, 25), 1),
        (at(MON, 10, 35), 1),
        (at(MON, 10), 1),
        (at(TUE, 10, 30), 1),
    ],
)
def test_only_the_published_minute_is_kept(start: int, units: int) -> None:
    problem = a_case(published=published(at(MON, 10, 30)))
    assert both_say(problem, [a_meeting(start=start)]) == ({RULE: 1} if units else {})
    assert start_price(problem, start) == PRICE * units
    assert start_price(problem, start, without_price(RULE)) == (None if units else 0)


def test_the_first_minute_of_the_week_can_be_published() -> None:
    assert both_say(a_case(published=published(0)))[RULE] == 1


def test_a_published_start_off_the_grid_or_outside_the_windows_is_kept_by_none() -> None:
    for start in (at(MON, 10, 2), at(MON, 16)):
        problem = a_case(published=published(start))
        assert both_say(problem) == {RULE: 1}
        assert start_price(problem, at(MON, 10)) == PRICE
        assert start_price(problem, at(MON, 12)) == PRICE


def test_another_team_at_the_published_time_keeps_the_time() -> None:
    problem = a_case(workers=({}, {}), published=published(at(MON, 10)))
    assert both_say(problem, [a_meeting(workers=["w2"])]) == {"published_worker": 1}


def test_what_is_published_of_one_need_does_not_hold_another() -> None:
    needs = (a_need("n1"), a_need("n2", component="support"))
    problem = a_problem(needs=needs, published={"n2": a_meeting("n2", at(MON, 12))})
    assert both_say(problem, [a_meeting("n1"), a_meeting("n2", at(MON, 12))]) == {}
    assert both_say(problem, [a_meeting("n1"), a_meeting("n2", at(MON, 11))]) == {RULE: 1}


def test_a_pin_at_another_time_pays_for_the_change() -> None:
    problem = a_case(need={"pinned_start": at(MON, 11)}, published=published(at(MON, 10)))
    assert start_price(problem, at(MON, 11)) == PRICE
    assert refused_days(RULE, problem, without_price(RULE)) == [MON]
