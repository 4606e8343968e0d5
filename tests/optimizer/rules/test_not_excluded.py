"""The provider keeps a worker away from relatives and conflicts of interest."""

import pytest

from tests.optimizer.builders import a_meeting, a_problem
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, with_price

RULE = "not_excluded"


def kept_from(*clients: str) -> dict[str, frozenset[str]]:
    return {"excluded": frozenset(clients)}


def test_a_worker_who_is_kept_from_nobody_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


def test_a_relative_breaks_this_rule_alone() -> None:
    assert both_say(a_case(workers=(kept_from("c1"),))) == {RULE: 1}


@pytest.mark.parametrize(
    ("excluded", "missed"),
    [
        (("c1",), 1),
        (("c3",), 1),
        (("c1", "c2", "c3"), 3),
        (("c1", "c9"), 1),
        (("c9",), 0),
        # A client of another need.
        (("c4",), 0),
    ],
)
@pytest.mark.parametrize("group", [None, "g1"])
def test_each_client_excluded_counts_in_families_and_groups(
    excluded: tuple[str, ...], missed: int, group: str | None
) -> None:
    need = {"clients": ("c1", "c2", "c3"), "group": group}
    problem = a_case(workers=(kept_from(*excluded), {}), clients=({},) * 4, need=need)
    assert both_say(problem) == ({RULE: missed} if missed else {})
    assert both_say(problem, [a_meeting(workers=["w2"])]) == {}
    assert pair_price(problem) == (None if missed else 0)
    assert pair_price(problem, with_price(RULE)) == 7 * missed
    assert pair_price(problem, worker="w2") == 0


def test_a_relative_does_not_come_as_the_second_either() -> None:
    problem = a_case(workers=({}, kept_from("c1"), {}), seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w1", "w3"])]) == {}
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 1}
    assert both_say(problem, [a_meeting(workers=["w2", "w3"])]) == {RULE: 1}
    assert removed_pairs(RULE, problem) == [1, 1]


def test_client_and_worker_are_not_mistaken_for_each_other() -> None:
    problem = a_case(workers=({}, kept_from("c1"), {}), clients=({}, {}), need={"clients": ("c2",)})
    for worker in ("w1", "w2", "w3"):
        assert both_say(problem, [a_meeting(workers=[worker])]) == {}
    assert removed_pairs(RULE, problem) == [0]
