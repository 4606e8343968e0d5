"""The way from the worker's home to the meeting is no longer than the worker's reach."""

import pytest

from domain.places import UNREACHABLE
from optimizer.problem import Problem
from tests.optimizer.builders import a_meeting, a_problem, a_travel
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, with_price

RULE = "reachable"
THERE, BACK = 40, 55
ONE_WAY = a_travel(("home", "there"), ((0, THERE), (BACK, 0)))


def from_home(reach: int, place: str | None = "there") -> Problem:
    """A worker whose way there is 40 minutes and whose way back is 55."""
    worker = {"home": "home", "reach_minutes": reach}
    return a_case(workers=(worker,), need={"place": place}, travel=ONE_WAY)


def test_a_meeting_next_door_is_reachable() -> None:
    assert both_say(a_problem()) == {}


def test_one_minute_too_far_breaks_this_rule_beside_the_minutes_on_the_way() -> None:
    assert both_say(from_home(THERE)) == {"travel": THERE + BACK}
    assert both_say(from_home(THERE - 1)) == {RULE: 1, "travel": THERE + BACK}


@pytest.mark.parametrize(
    ("reach", "missed"), [(THERE - 1, 1), (THERE, 0), (BACK - 1, 0), (BACK, 0), (0, 1)]
)
def test_the_way_there_counts_and_not_the_way_back(reach: int, missed: int) -> None:
    problem = from_home(reach)
    assert both_say(problem).get(RULE, 0) == missed
    assert removed_pairs(RULE, problem) == [missed]
    assert pair_price(problem) == (None if missed else 0)
    assert pair_price(problem, with_price(RULE)) == 7 * missed


def test_a_remote_meeting_is_held_at_home() -> None:
    assert both_say(from_home(0, place=None)) == {}
    assert removed_pairs(RULE, from_home(0, place=None)) == [0]


def test_a_meeting_at_home_is_within_any_reach() -> None:
    assert both_say(from_home(0, place="home")) == {}


def test_where_no_way_is_known_nobody_comes_from() -> None:
    worker = {"home": "island", "reach_minutes": UNREACHABLE - 1}
    assert both_say(a_case(workers=(worker,)))[RULE] == 1
    assert removed_pairs(RULE, a_case(workers=(worker,))) == [1]


def test_each_worker_of_a_team_comes_from_home() -> None:
    far = {"home": "far", "reach_minutes": 89}
    problem = a_case(workers=(far, {"home": "near", "reach_minutes": 10}, far), seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])])[RULE] == 1
    assert both_say(problem, [a_meeting(workers=["w2", "w3"])])[RULE] == 1
    assert both_say(problem, [a_meeting(workers=["w1", "w3"])])[RULE] == 2
    assert removed_pairs(RULE, problem) == [2, 2]
