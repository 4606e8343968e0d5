"""A client who has chosen a worker gets that worker on the lead seat."""

from typing import Any

import pytest

from domain.people import Role
from tests.optimizer.builders import a_meeting, a_problem
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, with_price

RULE = "chosen_worker"
PEER, SUPPORT = Role.PEER_COUNSELLOR, Role.SUPPORT_PERSON
HELPER = {"roles": frozenset({SUPPORT})}
ALL_ROUND = {"roles": frozenset({PEER, SUPPORT})}


def chose(*workers: str | None) -> list[dict[str, Any]]:
    """Clients ``c1``, ``c2`` .. by whom they chose."""
    return [{"chosen": worker} for worker in workers]


def test_a_client_who_chose_nobody_gets_anybody() -> None:
    assert both_say(a_problem()) == {}
    nobody = a_case(workers=({}, {}), clients=chose(None, "w9"))
    assert both_say(nobody, [a_meeting(workers=["w2"])]) == {}
    assert removed_pairs(RULE, nobody) == [0]


def test_another_worker_than_the_chosen_one_breaks_this_rule_alone() -> None:
    assert both_say(a_case(workers=({}, {}), clients=chose("w2"))) == {RULE: 1}
    second = [a_meeting(workers=["w2"])]
    assert both_say(a_case(workers=({}, {}), clients=chose("w1")), second) == {RULE: 1}


@pytest.mark.parametrize(
    ("chosen", "missed"),
    [
        (("w1",), 0),
        (("w2",), 1),
        ((None, "w2"), 1),
        (("w1", "w2"), 1),
        (("w2", "w2", "w2"), 3),
        (("w1", "w1", None), 0),
        # Somebody who is no longer there cannot come.
        (("w9",), 0),
        (("w9", "w2"), 1),
    ],
)
def test_each_client_who_chose_another_counts(chosen: tuple[str | None, ...], missed: int) -> None:
    problem = a_case(workers=({}, {}), clients=chose(*chosen))
    assert both_say(problem) == ({RULE: missed} if missed else {})
    assert pair_price(problem) == (None if missed else 0)
    assert pair_price(problem, with_price(RULE)) == 7 * missed


@pytest.mark.parametrize(
    ("roles", "asked", "missed"),
    [
        (HELPER, {PEER}, 0),
        (HELPER, {SUPPORT}, 1),
        (HELPER, {PEER, SUPPORT}, 1),
        (ALL_ROUND, {PEER}, 1),
        ({"roles": frozenset()}, {PEER}, 0),
    ],
)
def test_a_chosen_worker_whose_roles_do_not_fit_is_not_waited_for(
    roles: dict[str, Any], asked: set[Role], missed: int
) -> None:
    seat = {"roles": frozenset(asked)}
    problem = a_case(workers=(ALL_ROUND, roles), clients=chose("w2"), seats=(seat,))
    assert both_say(problem) == ({RULE: 1} if missed else {})
    assert removed_pairs(RULE, problem) == [missed]


def test_the_second_seat_is_anybodys() -> None:
    problem = a_case(workers=({}, {}, {}), clients=chose("w2"), seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w2", "w1"])]) == {}
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 1}
    assert removed_pairs(RULE, problem) == [2, 0]


def test_a_group_chooses_nobody() -> None:
    problem = a_case(workers=({}, {}), clients=chose("w2", "w2"), need={"group": "g1"})
    assert both_say(problem) == {}
    assert removed_pairs(RULE, problem) == [0]
