"""A client (or group) keeps the worker of last week."""

import pytest

from optimizer.policy import default_policy
from tests.optimizer.builders import a_meeting, a_problem
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, without_price

RULE = "usual_worker"
PRICE = default_policy().prices[RULE]


def test_to_whom_nobody_came_last_week_anybody_may_come() -> None:
    assert both_say(a_problem()) == {}


def test_somebody_else_than_last_week_breaks_this_rule_alone() -> None:
    problem = a_case(workers=({}, {}), usual={("c1", "peer"): ("w2",)})
    assert both_say(problem) == {RULE: 1}


@pytest.mark.parametrize(
    ("usual", "missed"),
    [
        ({("c1", "peer"): ("w1",)}, 0),
        ({("c1", "peer"): ("w2", "w1")}, 0),
        ({("c1", "peer"): ("w2", "w3")}, 1),
        ({("c1", "peer"): ()}, 0),
        # In another component, or to another client of the family.
        ({("c1", "support"): ("w2",)}, 0),
        ({("c2", "peer"): ("w2",)}, 0),
        ({("g1", "peer"): ("w2",)}, 0),
        ({("c1", "support"): ("w2",), ("c1", "peer"): ("w1",)}, 0),
    ],
)
def test_whoever_came_to_the_first_client_for_this_component_comes_again(
    usual: dict[tuple[str, str], tuple[str, ...]], missed: int
) -> None:
    problem = a_case(workers=({}, {}, {}), clients=({}, {}), usual=usual)
    assert both_say(problem) == ({RULE: 1} if missed else {})
    assert pair_price(problem) == PRICE * missed
    assert pair_price(problem, without_price(RULE)) == (None if missed else 0)


def test_a_group_keeps_its_own_worker_and_not_its_members_one() -> None:
    need = {"group": "g1"}
    for usual, missed in (
        ({("g1", "peer"): ("w2",)}, 1),
        ({("c1", "peer"): ("w2",)}, 0),
        ({("g1", "peer"): ("w1",), ("c1", "peer"): ("w2",)}, 0),
    ):
        problem = a_case(workers=({}, {}), clients=({}, {}), need=need, usual=usual)
        assert both_say(problem) == ({RULE: 1} if missed else {})
        assert pair_price(problem) == PRICE * missed


def test_the_second_seat_is_anybodys() -> None:
    usual = {("c1", "peer"): ("w2",)}
    problem = a_case(workers=({}, {}, {}), seats=({}, {}), usual=usual)
    assert both_say(problem, [a_meeting(workers=["w2", "w1"])]) == {}
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 1}
    assert removed_pairs(RULE, problem, without_price(RULE)) == [2, 0]


def test_a_usual_worker_who_has_left_is_nobody_to_keep() -> None:
    need = a_case().needs[0]
    usual = {(need.clients[0], need.component): ("gone",)}
    problem = a_case(usual=usual)
    assert both_say(problem) == {}
