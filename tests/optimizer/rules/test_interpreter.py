"""Meetings that need no interpreter come first."""

from typing import Any

import pytest

from domain.people import Cefr, Speaks
from optimizer.policy import default_policy
from tests.optimizer.builders import a_meeting, a_problem
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, without_price

RULE = "interpreter"
PRICE = default_policy().prices[RULE]
HELPED: dict[str, Any] = {"languages": ("uk",), "interpreter": True}
ESTONIAN: dict[str, Any] = {"languages": ("et",)}
AT_HAND = {"uk": 600}


def test_who_shares_a_language_needs_no_interpreter() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_case(clients=({"languages": ("uk", "et"), "interpreter": True},))) == {}


def test_an_interpreter_who_may_come_breaks_this_rule_alone() -> None:
    assert both_say(a_case(clients=(HELPED,), interpreter_minutes=AT_HAND)) == {RULE: 1}


@pytest.mark.parametrize(
    ("clients", "missed"),
    [
        ((ESTONIAN,), 0),
        ((HELPED, ESTONIAN), 1),
        ((ESTONIAN, HELPED), 1),
        # One interpreter a seat, however many clients listen.
        ((HELPED, HELPED, HELPED), 1),
    ],
)
@pytest.mark.parametrize("group", [None, "g1"])
def test_a_seat_needs_one_interpreter_whatever_the_number_of_clients(
    clients: tuple[dict[str, Any], ...], missed: int, group: str | None
) -> None:
    problem = a_case(clients=clients, need={"group": group}, interpreter_minutes=AT_HAND)
    assert both_say(problem) == ({RULE: 1} if missed else {})
    assert pair_price(problem) == PRICE * missed
    assert removed_pairs(RULE, problem, without_price(RULE)) == [missed]


@pytest.mark.parametrize(("level", "missed"), [(Cefr.A2, 1), (Cefr.B1, 0)])
def test_a_language_is_shared_from_the_policys_level_on(level: Cefr, missed: int) -> None:
    client = {"languages": ("et",), "interpreter": True}
    workers = ({"languages": (Speaks("et", level),)},)
    problem = a_case(workers=workers, clients=(client,), interpreter_minutes={"et": 60})
    assert both_say(problem).get(RULE, 0) == missed


def test_one_is_needed_where_none_may_come_as_well() -> None:
    for client in ({"languages": ("uk",)}, HELPED):
        assert both_say(a_case(clients=(client,)))[RULE] == 1


def test_a_group_with_a_language_of_its_own_never_needs_one() -> None:
    need = {"group": "g1", "language": "et"}
    problem = a_case(clients=(HELPED, ESTONIAN), need=need, interpreter_minutes=AT_HAND)
    assert both_say(problem) == {}
    assert pair_price(problem) == 0
    unknown = a_case(clients=(HELPED,), need=need | {"language": "uk"}, interpreter_minutes=AT_HAND)
    assert RULE not in both_say(unknown)


def test_each_seat_that_talks_counts() -> None:
    given: dict[str, Any] = {
        "workers": ({}, {}),
        "clients": (HELPED,),
        "interpreter_minutes": AT_HAND,
    }
    team = [a_meeting(workers=["w1", "w2"])]
    assert both_say(a_case(seats=({}, {}), **given), team) == {RULE: 2}
    quiet = a_case(seats=({"talks": False}, {}), **given)
    assert both_say(quiet, team) == {RULE: 1}
    assert removed_pairs(RULE, quiet, without_price(RULE)) == [0, 2]
