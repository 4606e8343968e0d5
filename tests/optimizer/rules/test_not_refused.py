"""No client gets a worker whom the client has refused."""

import pytest

from tests.optimizer.builders import a_meeting, a_problem
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, with_price

RULE = "not_refused"


def test_a_client_who_refused_nobody_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


def test_a_refused_worker_breaks_this_rule_alone() -> None:
    assert both_say(a_case(clients=({"refused": frozenset({"w1"})},))) == {RULE: 1}


@pytest.mark.parametrize(
    ("refused", "missed"),
    [
        (({"w2"},), 0),
        (({"w1", "w2"},), 1),
        (({"w9"},), 0),
        (({"w1"}, {"w2"}), 1),
        (({"w2"}, {"w1"}), 1),
        (({"w1"}, {"w1", "w9"}, {"w1"}), 3),
        # Client and worker of the same number are not mistaken for each other.
        ((set(), {"w2"}), 0),
    ],
)
@pytest.mark.parametrize("group", [None, "g1"])
def test_each_client_who_refused_the_worker_counts_in_families_and_groups(
    refused: tuple[set[str], ...], missed: int, group: str | None
) -> None:
    clients = [{"refused": frozenset(names)} for names in refused]
    problem = a_case(workers=({}, {}), clients=clients, need={"group": group})
    assert both_say(problem) == ({RULE: missed} if missed else {})
    assert pair_price(problem) == (None if missed else 0)
    assert pair_price(problem, with_price(RULE)) == 7 * missed


def test_a_refused_worker_does_not_come_as_the_second_either() -> None:
    clients = ({"refused": frozenset({"w2"})},)
    problem = a_case(workers=({}, {}, {}), clients=clients, seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w1", "w3"])]) == {}
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 1}
    assert both_say(problem, [a_meeting(workers=["w2", "w1"])]) == {RULE: 1}
    assert removed_pairs(RULE, problem) == [1, 1]


def test_a_client_who_does_not_come_refuses_nobody() -> None:
    need = {"clients": ("c1",)}
    problem = a_case(clients=({}, {"refused": frozenset({"w1"})}), need=need)
    assert both_say(problem) == {}
    assert removed_pairs(RULE, problem) == [0]
