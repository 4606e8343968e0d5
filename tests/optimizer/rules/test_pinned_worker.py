"""A seat with a pinned worker has that worker."""

import pytest

from tests.optimizer.builders import a_meeting, a_need, a_problem, a_seat, a_worker
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, with_price

RULE = "pinned_worker"


def test_a_seat_without_a_pin_takes_anybody() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_case(need={"pinned_workers": ("w1",)})) == {}


def test_somebody_else_on_a_pinned_seat_breaks_this_rule_alone() -> None:
    assert both_say(a_case(workers=({}, {}), need={"pinned_workers": ("w2",)})) == {RULE: 1}


@pytest.mark.parametrize(
    ("pins", "team", "missed", "removed"),
    [
        ((), ("w1", "w2"), 0, [0, 0]),
        ((None, None), ("w1", "w2"), 0, [0, 0]),
        (("w1", "w2"), ("w1", "w2"), 0, [2, 2]),
        (("w1", "w2"), ("w2", "w1"), 2, [2, 2]),
        (("w3", None), ("w1", "w2"), 1, [2, 0]),
        ((None, "w3"), ("w1", "w2"), 1, [0, 2]),
        ((None, "w3"), ("w3", "w1"), 1, [0, 2]),
        ((None, "w2"), ("w3", "w2"), 0, [0, 2]),
        # A pin of the lead seat alone says nothing of the second.
        (("w1",), ("w1", "w3"), 0, [2, 0]),
        (("w1",), ("w3", "w1"), 1, [2, 0]),
    ],
)
def test_a_pin_holds_its_own_seat(
    pins: tuple[str | None, ...], team: tuple[str, str], missed: int, removed: list[int]
) -> None:
    problem = a_case(workers=({}, {}, {}), seats=({}, {}), need={"pinned_workers": pins})
    assert both_say(problem, [a_meeting(workers=team)]) == ({RULE: missed} if missed else {})
    assert removed_pairs(RULE, problem) == removed
    priced = [pair_price(problem, with_price(RULE), who, seat) for seat, who in enumerate(team)]
    assert sum(price or 0 for price in priced) == 7 * missed
    assert None not in priced


def test_a_pin_of_one_need_does_not_hold_the_next_ones_seats() -> None:
    needs = (
        a_need("n1", seats=(a_seat(), a_seat()), pinned_workers=(None, "w1")),
        a_need("n2", component="support", pinned_workers=("w2",)),
        a_need("n3", component="respite"),
    )
    problem = a_problem(workers=(a_worker("w1"), a_worker("w2")), needs=needs)
    assert removed_pairs(RULE, problem) == [0, 1, 1, 0]
    assert pair_price(problem, worker="w2", seat=1) is None
    assert pair_price(problem, worker="w1", seat=2) is None
    assert both_say(problem, [a_meeting("n2", workers=["w1"])])[RULE] == 1
    assert RULE not in both_say(problem, [a_meeting("n3", workers=["w1"])])
