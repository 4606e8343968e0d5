"""A seat of a meeting that is already published keeps its worker."""

import pytest

from domain.session import Meeting
from optimizer.policy import default_policy
from tests.optimizer.builders import (
    MON,
    a_meeting,
    a_need,
    a_problem,
    a_seat,
    a_worker,
    at,
)
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, without_price

RULE = "published_worker"
PRICE = default_policy().prices[RULE]


def published(*team: str) -> dict[str, Meeting]:
    return {"n1": a_meeting(workers=team)}


def test_a_meeting_that_nobody_has_been_told_of_keeps_nobody() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_problem(published=published("w1"))) == {}


def test_somebody_else_than_published_breaks_this_rule_alone() -> None:
    assert both_say(a_case(workers=({}, {}), published=published("w2"))) == {RULE: 1}


@pytest.mark.parametrize(
    ("was", "team", "missed"),
    [
        (("w1", "w2"), ("w1", "w2"), 0),
        (("w1", "w2"), ("w2", "w1"), 2),
        (("w1", "w2"), ("w1", "w3"), 1),
        (("w1", "w2"), ("w3", "w2"), 1),
        # Fewer were published than sit here now, or more.
        (("w1",), ("w1", "w3"), 0),
        (("w2",), ("w1", "w2"), 1),
        (("w1", "w2", "w3"), ("w1", "w2"), 0),
        (("w3", "w2", "w1"), ("w1", "w2"), 1),
        ((), ("w1", "w2"), 0),
    ],
)
def test_each_seat_keeps_its_own_worker(
    was: tuple[str, ...], team: tuple[str, str], missed: int
) -> None:
    problem = a_case(workers=({}, {}, {}), seats=({}, {}), published=published(*was))
    assert both_say(problem, [a_meeting(workers=team)]) == ({RULE: missed} if missed else {})
    costs = [pair_price(problem, worker=who, seat=seat) or 0 for seat, who in enumerate(team)]
    assert sum(costs) == PRICE * missed
    held = len(was[:2])
    assert removed_pairs(RULE, problem, without_price(RULE)) == [2] * held + [0] * (2 - held)


def test_the_same_worker_at_another_time_is_the_same_worker() -> None:
    problem = a_problem(published=published("w1"))
    assert both_say(problem, [a_meeting(start=at(MON, 11))]) == {"published_time": 1}


def test_what_is_published_of_one_need_does_not_hold_the_next() -> None:
    seats = (a_seat(), a_seat())
    needs = (
        a_need("n1", seats=seats),
        a_need("n2", component="support", seats=seats),
        a_need("n3", component="respite"),
    )
    problem = a_problem(
        workers=(a_worker("w1"), a_worker("w2"), a_worker("w3")),
        needs=needs,
        published={"n2": a_meeting("n2", workers=["w1", "w2", "w3"])},
    )
    assert removed_pairs(RULE, problem, without_price(RULE)) == [0, 0, 2, 2, 0]
    assert both_say(problem, [a_meeting("n2", workers=["w2", "w3"])])[RULE] == 2
    for unheld in (a_meeting("n1", workers=["w2", "w1"]), a_meeting("n3")):
        assert RULE not in both_say(problem, [unheld])


def test_a_published_worker_who_has_left_is_nobody_to_keep() -> None:
    problem = a_case(published={"n1": a_meeting(workers=("gone",))})
    assert both_say(problem) == {}
