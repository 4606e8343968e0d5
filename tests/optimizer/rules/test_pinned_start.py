"""A need with a pinned start begins then."""

import pytest

from domain.session import Window
from tests.optimizer.builders import MON, TUE, a_meeting, a_need, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, missed, refused_days, start_price

RULE = "pinned_start"
PIN = at(MON, 10, 30)
NOT_LIKED = Window(at(MON, 10), at(MON, 12), liked=False)
PINNED = a_case(need={"pinned_start": PIN})


def test_a_need_without_a_pin_begins_when_it_likes() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_problem(), [a_meeting(start=at(MON, 12))]) == {}


def test_a_meeting_beside_its_pin_is_a_start_elsewhere_as_well() -> None:
    assert both_say(PINNED, [a_meeting(start=PIN)]) == {}
    assert both_say(PINNED) == {RULE: 1, "start_allowed": 1}


@pytest.mark.parametrize(
    ("start", "units"),
    [
        (PIN, 0),
        (PIN - 5, 1),
        (PIN + 1, 1),
        (PIN + 5, 1),
        # The same time on another day is another time.
        (at(TUE, 10, 30), 1),
    ],
)
def test_a_pinned_need_begins_at_its_pin_and_at_no_other_minute(start: int, units: int) -> None:
    assert both_say(PINNED, [a_meeting(start=start)]).get(RULE, 0) == units


def test_the_first_minute_of_the_week_is_a_pin_too() -> None:
    problem = a_case(need={"pinned_start": 0})
    assert both_say(problem, [a_meeting(start=0)]).get(RULE, 0) == 0
    assert both_say(problem)[RULE] == 1


def test_a_pin_holds_its_own_need_alone_and_each_miss_counts() -> None:
    other = a_need("n2", component="support", pinned_start=at(MON, 11, 30))
    problem = a_problem(needs=(a_need("n1"), other))
    assert both_say(problem, [a_meeting(), a_meeting("n2", at(MON, 11, 30))]) == {}
    both = a_problem(needs=(a_need("n1", pinned_start=PIN), other))
    assert missed(RULE, both, [a_meeting(), a_meeting("n2", at(MON, 12))]) == 2
    assert both_say(both, [a_meeting(), a_meeting("n2", at(MON, 12))])[RULE] == 2


@pytest.mark.parametrize("pin", [PIN, at(MON, 10, 2), at(TUE, 16)])
def test_the_engines_have_no_start_but_the_pin(pin: int) -> None:
    problem = a_case(need={"pinned_start": pin, "windows": (NOT_LIKED,)})
    assert refused_days(RULE, problem) == []
    assert start_price(problem, pin) == 0
    for beside in (pin - 5, pin - 1, pin + 1, pin + 5, at(MON, 11)):
        assert start_price(problem, beside) is None
