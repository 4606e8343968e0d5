"""A client meets somebody whom the client knows and has found suitable."""

from typing import Any

import pytest

from domain.people import Role
from optimizer.policy import default_policy
from tests.optimizer.builders import a_meeting, a_problem
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, without_price

RULE = "confirmed_worker"
PRICE = default_policy().prices[RULE]
PEER, SUPPORT = Role.PEER_COUNSELLOR, Role.SUPPORT_PERSON
HELPER = {"roles": frozenset({SUPPORT})}


def found(*workers: str) -> dict[str, Any]:
    return {"confirmed": frozenset(workers)}


def test_a_client_who_knows_nobody_meets_anybody() -> None:
    assert both_say(a_problem()) == {}


def test_a_stranger_where_somebody_suitable_is_known_breaks_this_rule_alone() -> None:
    assert both_say(a_case(workers=({}, {}), clients=(found("w2"),))) == {RULE: 1}


@pytest.mark.parametrize(
    ("clients", "missed"),
    [
        ((found("w1"),), 0),
        ((found("w1", "w2"),), 0),
        ((found("w2", "w3"),), 1),
        # Only the first client of a family is asked.
        ((found(), found("w2")), 0),
        ((found("w2"), found("w1")), 1),
        ((found("w1"), found("w2")), 0),
        # Somebody who is no longer there is no choice.
        ((found("w9"),), 0),
        ((found("w9", "w2"),), 1),
    ],
)
def test_the_first_client_meets_somebody_found_suitable(
    clients: tuple[dict[str, Any], ...], missed: int
) -> None:
    problem = a_case(workers=({}, {}, {}), clients=clients)
    assert both_say(problem) == ({RULE: 1} if missed else {})
    assert pair_price(problem) == PRICE * missed
    assert pair_price(problem, without_price(RULE)) == (None if missed else 0)


@pytest.mark.parametrize(
    ("asked", "others", "missed"),
    [
        ({PEER}, (HELPER,), 0),
        ({SUPPORT}, (HELPER,), 1),
        ({PEER, SUPPORT}, (HELPER,), 1),
        # One of two fits: that one is waited for.
        ({PEER}, (HELPER, {}), 1),
    ],
)
def test_only_somebody_whose_roles_fit_is_waited_for(
    asked: set[Role], others: tuple[dict[str, Any], ...], missed: int
) -> None:
    all_round = {"roles": frozenset({PEER, SUPPORT})}
    seats = ({"roles": frozenset(asked)},)
    problem = a_case(workers=(all_round, *others), clients=(found("w2", "w3"),), seats=seats)
    assert both_say(problem) == ({RULE: 1} if missed else {})
    assert pair_price(problem) == PRICE * missed


def test_each_client_knows_for_itself() -> None:
    # Worker and client numbers cross: w1 is known to c2 alone, w2 to c1 alone.
    problem = a_case(workers=({}, {}), clients=(found("w2"), found("w1")))
    assert both_say(problem, [a_meeting(workers=["w1"])]) == {RULE: 1}
    assert both_say(problem, [a_meeting(workers=["w2"])]) == {}


def test_the_second_seat_is_anybodys() -> None:
    problem = a_case(workers=({}, {}, {}), clients=(found("w2"),), seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w2", "w1"])]) == {}
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 1}
    assert removed_pairs(RULE, problem, without_price(RULE)) == [2, 0]


def test_a_group_is_not_asked() -> None:
    problem = a_case(workers=({}, {}), clients=(found("w2"), {}), need={"group": "g1"})
    assert both_say(problem) == {}
    assert removed_pairs(RULE, problem, without_price(RULE)) == [0]
