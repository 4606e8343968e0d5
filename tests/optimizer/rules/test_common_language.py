"""Worker and clients have a language in common, or an interpreter may come."""

from typing import Any

import pytest

from domain.people import Cefr, Speaks
from optimizer.policy import default_policy
from optimizer.problem import Problem
from tests.optimizer.builders import a_meeting, a_problem
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, with_price

RULE = "common_language"
HELPED = {"languages": ("uk",), "interpreter": True}
ALONE = {"languages": ("uk",)}
ESTONIAN = {"languages": ("et",)}


def speaks(**languages: Cefr) -> dict[str, Any]:
    return {"languages": tuple(Speaks(name, level) for name, level in languages.items())}


def who_speaks(level: Cefr, **changes: Any) -> Problem:
    """The default client and a worker who speaks Estonian so well."""
    return a_case(workers=(speaks(et=level),), **changes)


def test_the_default_worker_speaks_the_clients_language() -> None:
    assert both_say(a_problem()) == {}


def test_a_client_left_without_a_word_needs_an_interpreter_who_may_not_come() -> None:
    problem = a_case(clients=(ALONE,), interpreter_minutes={"uk": 600})
    assert both_say(problem) == {RULE: 1, "interpreter": 1}


@pytest.mark.parametrize(("level", "missed"), [(Cefr.A2, 1), (Cefr.B1, 0), (Cefr.C2, 0)])
def test_a_language_counts_from_the_policys_level_on(level: Cefr, missed: int) -> None:
    assert both_say(who_speaks(level)).get(RULE, 0) == missed
    assert removed_pairs(RULE, who_speaks(level)) == [missed]
    stricter = default_policy().model_copy(update={"language_level": level + 1})
    if level < Cefr.C2:
        assert both_say(who_speaks(level), policy=stricter)[RULE] == 1


@pytest.mark.parametrize(
    ("clients", "minutes", "missed"),
    [
        ((HELPED,), {"uk": 60}, 0),
        ((HELPED,), {"uk": 1}, 0),
        ((HELPED,), {"uk": 0}, 1),
        ((HELPED,), {}, 1),
        # Minutes are asked for in the client's first language alone.
        ((HELPED,), {"ru": 600}, 1),
        (({"languages": ("uk", "ru"), "interpreter": True},), {"ru": 600}, 1),
        (({"languages": ("ru", "uk"), "interpreter": True},), {"ru": 600}, 0),
        # Any language of the client may be the common one.
        (({"languages": ("uk", "et")},), {}, 0),
        ((ALONE, ESTONIAN, ALONE), {"uk": 600}, 2),
        ((HELPED, ALONE, ESTONIAN), {"uk": 600}, 1),
        ((HELPED, HELPED), {"uk": 600}, 0),
    ],
)
@pytest.mark.parametrize("group", [None, "g1"])
def test_clients_left_without_a_word_in_common_are_counted(
    clients: tuple[dict[str, Any], ...], minutes: dict[str, int], missed: int, group: str | None
) -> None:
    problem = a_case(clients=clients, interpreter_minutes=minutes, need={"group": group})
    assert both_say(problem).get(RULE, 0) == missed
    assert removed_pairs(RULE, problem) == [int(missed > 0)]
    costs = [pair_price(problem, with_price(RULE, price)) or 0 for price in (0, 7)]
    assert costs[1] - costs[0] == 7 * missed


@pytest.mark.parametrize(("level", "missed"), [(Cefr.A2, 1), (Cefr.B1, 0)])
def test_a_group_with_a_language_of_its_own_has_no_interpreter(level: Cefr, missed: int) -> None:
    need = {"group": "g1", "language": "ru"}
    problem = a_case(
        workers=(speaks(ru=level, et=Cefr.C2),),
        clients=(HELPED, HELPED, ESTONIAN),
        need=need,
        interpreter_minutes={"uk": 600, "ru": 600},
    )
    # The members' own languages do not matter, and the group is one miss for all.
    assert both_say(problem).get(RULE, 0) == missed
    assert removed_pairs(RULE, problem) == [missed]


@pytest.mark.parametrize(("level", "missed"), [(Cefr.A2, 1), (Cefr.B1, 0)])
def test_the_first_language_of_the_alphabet_can_be_a_groups_own(level: Cefr, missed: int) -> None:
    need = {"group": "g1", "language": "ar"}
    problem = a_case(workers=(speaks(ar=level, et=Cefr.C2),), need=need)
    assert both_say(problem).get(RULE, 0) == missed


def test_a_group_whose_language_nobody_names_is_missed() -> None:
    assert both_say(a_case(need={"group": "g1", "language": "fi"}))[RULE] == 1


def test_a_seat_that_need_not_talk_asks_for_no_language() -> None:
    for need in ({}, {"group": "g1", "language": "ru"}):
        problem = a_case(clients=(ALONE,), seats=({"talks": False},), need=need)
        assert both_say(problem) == {}
        assert removed_pairs(RULE, problem) == [0]


def test_a_worker_without_languages_shares_none() -> None:
    assert both_say(a_case(workers=({"languages": ()},)))[RULE] == 1


def test_each_seat_that_talks_asks_for_itself() -> None:
    workers = (speaks(et=Cefr.C2), speaks(fi=Cefr.C2))
    problem = a_case(workers=workers, seats=({}, {}))
    said = both_say(problem, [a_meeting(workers=["w1", "w2"])])
    assert said == {RULE: 1, "interpreter": 1, "interpreter_minutes": 60}
    assert removed_pairs(RULE, problem) == [1, 1]
    quiet = a_case(workers=workers, seats=({}, {"talks": False}))
    assert both_say(quiet, [a_meeting(workers=["w1", "w2"])]) == {}
    assert removed_pairs(RULE, quiet) == [1, 0]
