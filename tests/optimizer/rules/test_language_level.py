"""A language in common is better spoken well."""

from typing import Any

import pytest

from domain.people import Cefr, Speaks
from optimizer.policy import default_policy
from tests.optimizer.builders import a_meeting, a_problem
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, without_price

RULE = "language_level"
PRICE = default_policy().prices[RULE]


def speaks(**languages: Cefr) -> dict[str, Any]:
    return {"languages": tuple(Speaks(name, level) for name, level in languages.items())}


def test_the_default_worker_speaks_well() -> None:
    assert both_say(a_problem()) == {}


def test_a_language_spoken_less_than_well_breaks_this_rule_alone() -> None:
    assert both_say(a_case(workers=(speaks(et=Cefr.B2),))) == {RULE: 1}


@pytest.mark.parametrize(
    ("languages", "understood", "missed"),
    [
        (speaks(et=Cefr.C1), (("et",),), 0),
        (speaks(et=Cefr.C2), (("et",),), 0),
        (speaks(et=Cefr.B2), (("et",),), 1),
        (speaks(et=Cefr.B1), (("et",),), 1),
        # The best language in common counts, not the client's best one.
        (speaks(ru=Cefr.B1, et=Cefr.C1), (("ru", "et"),), 0),
        (speaks(ru=Cefr.C2, et=Cefr.B1), (("et",),), 1),
        (speaks(ru=Cefr.B1, et=Cefr.B2), (("ru", "et"),), 1),
        # With each client one; and a seat counts once.
        (speaks(ru=Cefr.B1, et=Cefr.C2), (("et",), ("ru",)), 1),
        (speaks(ru=Cefr.B1, et=Cefr.C2), (("ru",), ("et",)), 1),
        (speaks(ru=Cefr.B1, et=Cefr.B1), (("ru",), ("et",)), 1),
        (speaks(ru=Cefr.C1, et=Cefr.C2), (("ru",), ("et",)), 0),
    ],
)
@pytest.mark.parametrize("group", [None, "g1"])
def test_the_best_language_in_common_with_each_client_is_spoken_well(
    languages: dict[str, Any],
    understood: tuple[tuple[str, ...], ...],
    missed: int,
    group: str | None,
) -> None:
    clients = [{"languages": names} for names in understood]
    problem = a_case(workers=(languages,), clients=clients, need={"group": group})
    assert both_say(problem) == ({RULE: 1} if missed else {})
    assert pair_price(problem) == PRICE * missed
    assert removed_pairs(RULE, problem, without_price(RULE)) == [missed]


def test_the_policy_says_what_well_is() -> None:
    problem = a_case(workers=(speaks(et=Cefr.B2),))
    for well, missed in ((4, 0), (5, 1)):
        policy = default_policy().model_copy(update={"good_language": well})
        assert both_say(problem, policy=policy).get(RULE, 0) == missed
        assert pair_price(problem, policy) == PRICE * missed


def test_where_an_interpreter_is_needed_this_rule_is_silent() -> None:
    clients = ({"languages": ("et",)}, {"languages": ("uk",), "interpreter": True})
    given: dict[str, Any] = {"workers": (speaks(et=Cefr.B1),), "interpreter_minutes": {"uk": 60}}
    assert both_say(a_case(clients=clients, **given)) == {"interpreter": 1}
    assert both_say(a_case(clients=clients[:1], **given)) == {RULE: 1}
    arabic = ({"languages": ("ar",), "interpreter": True},)
    given["interpreter_minutes"] = {"ar": 60}
    assert both_say(a_case(clients=arabic, **given)) == {"interpreter": 1}


@pytest.mark.parametrize(("level", "missed"), [(Cefr.C1, 0), (Cefr.B2, 1), (Cefr.A1, 1)])
def test_in_a_group_its_own_language_is_spoken_well(level: Cefr, missed: int) -> None:
    languages = speaks(ru=level, et=Cefr.C2)
    clients = ({"languages": ("et",)}, {"languages": ("uk",)})
    need = {"group": "g1", "language": "ru"}
    assert both_say(a_case(workers=(languages,), clients=clients, need=need)).get(RULE, 0) == missed
    first = speaks(ar=level, et=Cefr.C2)
    of_the_alphabet = a_case(workers=(first,), need=need | {"language": "ar"})
    assert both_say(of_the_alphabet).get(RULE, 0) == missed


def test_a_seat_that_need_not_talk_asks_for_no_level() -> None:
    for need in ({}, {"group": "g1", "language": "et"}):
        given: dict[str, Any] = {"workers": (speaks(et=Cefr.B1),), "need": need}
        assert both_say(a_case(seats=({"talks": False},), **given)) == {}
        assert both_say(a_case(**given)) == {RULE: 1}


def test_each_seat_of_a_team_counts() -> None:
    problem = a_case(workers=(speaks(et=Cefr.B1), speaks(et=Cefr.B2), {}), seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 2}
    assert both_say(problem, [a_meeting(workers=["w3", "w1"])]) == {RULE: 1}
