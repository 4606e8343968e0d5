"""A volunteer never takes a seat that is billed."""

import pytest

from domain.people import Contract
from tests.optimizer.builders import a_meeting, a_problem
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, with_price

RULE = "volunteer_unbilled"
VOLUNTEER = {"contract": Contract.VOLUNTEER}


def test_an_employee_takes_a_billed_seat() -> None:
    assert both_say(a_problem()) == {}


def test_a_volunteer_on_a_billed_seat_breaks_this_rule_alone() -> None:
    assert both_say(a_case(workers=(VOLUNTEER,))) == {RULE: 1}


@pytest.mark.parametrize(
    ("contract", "paid", "missed"),
    [
        (Contract.VOLUNTEER, {"paid": True}, 1),
        (Contract.VOLUNTEER, {"paid": False}, 0),
        (Contract.MANDATE, {"paid": True}, 0),
        (Contract.MANDATE, {"paid": False}, 0),
        (Contract.EMPLOYEE, {"paid": True}, 0),
        (Contract.EMPLOYEE, {"paid": False}, 0),
    ],
)
def test_only_a_volunteer_on_a_billed_seat_misses(
    contract: Contract, paid: dict[str, bool], missed: int
) -> None:
    problem = a_case(workers=({"contract": contract},), seats=(paid,))
    assert both_say(problem) == ({RULE: 1} if missed else {})
    assert removed_pairs(RULE, problem) == [missed]
    assert pair_price(problem) == (None if missed else 0)
    assert pair_price(problem, with_price(RULE)) == 7 * missed


def test_a_volunteer_may_come_along_on_an_unbilled_second_seat() -> None:
    problem = a_case(workers=({}, VOLUNTEER), seats=({}, {"paid": False}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {}
    assert both_say(problem, [a_meeting(workers=["w2", "w1"])]) == {RULE: 1}
    assert removed_pairs(RULE, problem) == [1, 0]


def test_two_volunteers_on_billed_seats_are_two_misses() -> None:
    problem = a_case(workers=(VOLUNTEER, VOLUNTEER), seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 2}
    assert removed_pairs(RULE, problem) == [2, 2]
