"""The worker has a role that the seat asks for."""

import pytest

from domain.people import Role
from tests.optimizer.builders import a_meeting, a_problem
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, with_price

RULE = "role_fits"
PEER, SUPPORT, SPECIALIST = Role.PEER_COUNSELLOR, Role.SUPPORT_PERSON, Role.SPECIALIST


def test_a_peer_counsellor_fits_the_default_seat() -> None:
    assert both_say(a_problem()) == {}


def test_a_worker_of_another_role_breaks_this_rule_alone() -> None:
    assert both_say(a_case(workers=({"roles": frozenset({SUPPORT})},))) == {RULE: 1}


@pytest.mark.parametrize(
    ("has", "asked", "missed"),
    [
        ({PEER}, {PEER}, 0),
        ({PEER}, {SUPPORT}, 1),
        ({PEER, SUPPORT}, {SUPPORT}, 0),
        ({PEER}, {PEER, SUPPORT}, 0),
        ({SPECIALIST}, {PEER, SUPPORT}, 1),
        ({PEER, SPECIALIST}, {SUPPORT, SPECIALIST}, 0),
        (set(), {PEER}, 1),
        # A seat that asks for nobody fits nobody.
        ({PEER}, set(), 1),
        (set(Role), {Role.WORK_MENTOR}, 0),
        (set(Role) - {Role.WORK_MENTOR}, {Role.WORK_MENTOR}, 1),
    ],
)
def test_one_role_in_common_is_enough(has: set[Role], asked: set[Role], missed: int) -> None:
    seat = {"roles": frozenset(asked)}
    problem = a_case(workers=({"roles": frozenset(has)},), seats=(seat,))
    assert both_say(problem) == ({RULE: 1} if missed else {})
    assert removed_pairs(RULE, problem) == [missed]
    assert pair_price(problem) == (None if missed else 0)
    assert pair_price(problem, with_price(RULE)) == 7 * missed


def test_each_seat_of_a_team_asks_for_itself() -> None:
    seats = ({"roles": frozenset({PEER})}, {"roles": frozenset({SPECIALIST})})
    workers = ({"roles": frozenset({PEER})}, {"roles": frozenset({SPECIALIST})})
    problem = a_case(workers=workers, seats=seats)
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {}
    assert both_say(problem, [a_meeting(workers=["w2", "w1"])]) == {RULE: 2}
    assert removed_pairs(RULE, problem) == [1, 1]
    assert pair_price(problem, worker="w1", seat=1) is None
    assert pair_price(problem, worker="w2", seat=1) == 0
