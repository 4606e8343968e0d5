"""A meeting starts at a time the client likes best, where one is named."""

import pytest

from domain.session import Window
from optimizer.policy import default_policy
from tests.optimizer.builders import MON, TUE, a_meeting, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, refused_days, start_price, without_price

RULE = "liked_time"
PRICE = default_policy().prices[RULE]
POSSIBLE = Window(at(MON, 10), at(MON, 10, 55), liked=False)
LIKED = Window(at(MON, 11), at(MON, 11, 30))
AFTER = Window(at(MON, 11, 35), at(MON, 12), liked=False)
ALSO_LIKED = Window(at(TUE, 9), at(TUE, 9))
CHOOSY = a_case(need={"windows": (POSSIBLE, LIKED, AFTER, ALSO_LIKED)})


def test_a_window_is_liked_unless_it_says_otherwise() -> None:
    assert both_say(a_problem()) == {}


def test_a_possible_time_beside_the_liked_one_breaks_this_rule_alone() -> None:
    assert both_say(CHOOSY) == {RULE: 1}


@pytest.mark.parametrize(
    ("start", "units"),
    [
        (at(MON, 10), 1),
        (at(MON, 10, 55), 1),
        (at(MON, 11), 0),
        (at(MON, 11, 30), 0),
        (at(MON, 11, 35), 1),
        (at(TUE, 9), 0),
    ],
)
def test_both_ends_of_a_liked_window_are_liked(start: int, units: int) -> None:
    assert both_say(CHOOSY, [a_meeting(start=start)]) == ({RULE: 1} if units else {})
    assert start_price(CHOOSY, start) == PRICE * units
    assert start_price(CHOOSY, start, without_price(RULE)) == (None if units else 0)


def test_a_need_that_names_no_liked_time_misses_none() -> None:
    assert both_say(a_case(need={"windows": (POSSIBLE, AFTER)})) == {}
    elsewhere = a_case(need={"windows": (POSSIBLE,)})
    assert both_say(elsewhere, [a_meeting(start=at(MON, 13))]) == {"start_allowed": 1}


def test_a_start_in_a_liked_window_is_liked_though_another_window_overlaps_it() -> None:
    wide = Window(at(MON, 10), at(MON, 12), liked=False)
    problem = a_case(need={"windows": (wide, LIKED)})
    for start, price in ((at(MON, 10, 55), PRICE), (at(MON, 11), 0), (at(MON, 11, 35), PRICE)):
        assert both_say(problem, [a_meeting(start=start)]).get(RULE, 0) == price // PRICE
        assert start_price(problem, start) == price


def test_a_start_outside_every_window_and_a_pinned_one_can_miss_it_too() -> None:
    assert both_say(CHOOSY, [a_meeting(start=at(MON, 14))]) == {RULE: 1, "start_allowed": 1}
    pinned = a_case(need={"windows": (LIKED,), "pinned_start": at(MON, 14)})
    assert both_say(pinned, [a_meeting(start=at(MON, 14))]) == {RULE: 1}
    assert start_price(pinned, at(MON, 14)) == PRICE


def test_as_a_must_the_days_with_less_liked_starts_are_named() -> None:
    assert refused_days(RULE, CHOOSY, without_price(RULE)) == [MON]
    assert refused_days(RULE, CHOOSY) == []
