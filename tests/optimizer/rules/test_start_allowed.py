"""A meeting starts on the grid, inside one of its need's windows."""

import pytest

from domain.session import Window
from optimizer.policy import default_policy
from tests.optimizer.builders import MON, TUE, a_meeting, a_need, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, refused_days, start_price

RULE = "start_allowed"
NOT_LIKED = Window(at(MON, 10), at(MON, 12), liked=False)
TWO_WINDOWS = a_problem(
    needs=(
        a_need(windows=(Window(at(MON, 10), at(MON, 12)), Window(at(MON, 14, 2), 14 * 60 + 13))),
    )
)


def test_the_default_meeting_starts_inside_its_window() -> None:
    assert both_say(a_problem()) == {}


def test_five_minutes_before_the_window_break_this_rule_alone() -> None:
    problem = a_problem(needs=(a_need(windows=(NOT_LIKED,)),))
    assert both_say(problem, [a_meeting(start=at(MON, 9, 55))]) == {RULE: 1}


def test_outside_every_liked_window_the_liked_time_is_missed_as_well() -> None:
    early = [a_meeting(start=at(MON, 9, 55))]
    assert both_say(a_problem(), early) == {RULE: 1, "liked_time": 1}


@pytest.mark.parametrize(
    ("start", "missed"),
    [
        (at(MON, 10), 0),
        (at(MON, 12), 0),
        (at(MON, 12, 5), 1),
        (at(MON, 10, 1), 1),
        (at(MON, 11, 59), 1),
        # The second window opens and closes off the grid.
        (at(MON, 14), 1),
        (at(MON, 14, 2), 1),
        (at(MON, 14, 5), 0),
        (at(MON, 14, 10), 0),
        (at(MON, 14, 13), 1),
        (at(MON, 14, 15), 1),
        (at(MON, 13), 1),
        (at(TUE, 10), 1),
    ],
)
def test_a_start_lies_on_the_grid_and_in_a_window(start: int, missed: int) -> None:
    assert both_say(TWO_WINDOWS, [a_meeting(start=start)]).get(RULE, 0) == missed


def test_the_grid_is_the_policys() -> None:
    coarse = default_policy().model_copy(update={"grid": 15})
    fine = default_policy().model_copy(update={"grid": 1})
    assert both_say(a_problem(), [a_meeting(start=at(MON, 10, 5))], coarse) == {RULE: 1}
    assert both_say(a_problem(), [a_meeting(start=at(MON, 10, 15))], coarse) == {}
    assert both_say(a_problem(), [a_meeting(start=at(MON, 10, 1))], fine) == {}


def test_a_window_is_no_worse_for_not_being_liked() -> None:
    assert both_say(a_case(need={"windows": (NOT_LIKED,)})) == {}


def test_without_a_window_no_start_is_allowed() -> None:
    assert both_say(a_case(need={"windows": ()})) == {RULE: 1}


@pytest.mark.parametrize("pin", [at(MON, 10, 2), at(MON, 15), at(TUE, 10)])
def test_a_pin_is_the_only_window_on_the_grid_or_not(pin: int) -> None:
    problem = a_case(need={"pinned_start": pin, "windows": (NOT_LIKED,)})
    assert both_say(problem, [a_meeting(start=pin)]) == {}
    assert both_say(problem)[RULE] == 1
    assert both_say(problem, [a_meeting(start=pin + 5)])[RULE] == 1


def test_each_meeting_elsewhere_counts() -> None:
    windows = (NOT_LIKED,)
    needs = (a_need("n1", windows=windows), a_need("n2", component="support", windows=windows))
    problem = a_problem(needs=needs)
    meetings = [a_meeting("n1", at(MON, 8)), a_meeting("n2", at(MON, 16))]
    assert both_say(problem, meetings) == {RULE: 2}


def test_the_engines_may_choose_just_the_starts_that_miss_nothing() -> None:
    assert refused_days(RULE, TWO_WINDOWS) == []
    for start in range(at(MON, 9, 30), at(MON, 14, 30), 5):
        allowed = RULE not in both_say(TWO_WINDOWS, [a_meeting(start=start)])
        assert (start_price(TWO_WINDOWS, start) == 0) == allowed
