"""Minutes of interpreting at hand in a week, by language."""

import pytest

from domain.people import Cefr, Speaks
from tests.optimizer.builders import MON, TUE, a_meeting, a_problem, at
from tests.optimizer.rules.ask import Changes, a_case, both_say
from tests.optimizer.rules.week import a_week, cheapest, meet, only, served, whom
from tests.optimizer.test_board import obstacles_of

RULE = "interpreter_minutes"
RUSSIAN = {"languages": ("ru",), "interpreter": True}
UKRAINIAN = {"languages": ("uk", "ru"), "interpreter": True}
SPEAKS_RUSSIAN = {"languages": (Speaks("ru", Cefr.C2), Speaks("et", Cefr.C2))}
BOTH = (meet(1, at(MON, 10)), meet(2, at(TUE, 10)))
OF_TWO_CLIENTS: tuple[Changes, ...] = ({}, {"clients": ("c2",)})


def test_who_understands_needs_no_interpreter() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_problem(interpreter_minutes={"et": 0})) == {}


@pytest.mark.parametrize(("at_hand", "over"), [(61, 0), (60, 0), (59, 1), (1, 59)])
def test_minutes_over_those_at_hand_break_this_rule(at_hand: int, over: int) -> None:
    # That an interpreter is needed at all is a wish missed.
    problem = a_case(clients=(RUSSIAN,), interpreter_minutes={"ru": at_hand})
    assert both_say(problem) == only(RULE, over) | {"interpreter": 1}
    assert served(problem) == int(over == 0)
    assert obstacles_of(problem, (), ("n1", at(MON, 10), "w1")) == only(RULE, over)


@pytest.mark.parametrize("at_hand", [{}, {"ru": 0}, {"ru": -30}])
def test_where_no_interpreter_is_at_hand_the_language_is_missing(at_hand: dict[str, int]) -> None:
    problem = a_case(clients=(RUSSIAN,), interpreter_minutes=at_hand)
    assert both_say(problem) == {RULE: 60, "interpreter": 1, "common_language": 1}
    assert served(problem) == 0


@pytest.mark.parametrize(
    ("other", "at_hand", "over"),
    [
        (RUSSIAN, {"ru": 120}, 0),
        (RUSSIAN, {"ru": 119}, 1),
        (RUSSIAN, {"ru": 60, "uk": 60}, 60),
        # In the first language, though the client understands the other as well.
        (UKRAINIAN, {"ru": 60, "uk": 60}, 0),
        (UKRAINIAN, {"ru": 120, "uk": 59}, 1),
        (UKRAINIAN, {"ru": 50, "uk": 40}, 30),
    ],
)
def test_every_language_has_its_own_minutes(
    other: dict[str, object], at_hand: dict[str, int], over: int
) -> None:
    problem = a_week(*OF_TWO_CLIENTS, clients=(RUSSIAN, other), interpreter_minutes=at_hand)
    assert both_say(problem, BOTH) == only(RULE, over) | {"interpreter": 2}
    fits = sum(minutes >= 60 for minutes in at_hand.values())
    assert served(problem) == (2 if over == 0 else min(fits, 1))
    if other is RUSSIAN:
        found = obstacles_of(problem, (("n1", at(MON, 10), "w1"),), ("n2", at(TUE, 10), "w1"))
        assert found == only(RULE, over)


def test_whoever_speaks_the_language_saves_the_minutes() -> None:
    problem = a_week(
        *OF_TWO_CLIENTS,
        workers=({}, SPEAKS_RUSSIAN),
        clients=(RUSSIAN, RUSSIAN),
        interpreter_minutes={"ru": 60},
    )
    assert both_say(problem, (BOTH[0], meet(2, at(TUE, 10), "w2"))) == {"interpreter": 1}
    cost, held = cheapest(problem)
    assert cost == 0
    assert {meeting.workers for meeting in held} == {("w2",)}


def test_each_seat_that_does_not_understand_has_an_interpreter() -> None:
    at_hand = {"ru": 100}
    team = [a_meeting(workers=["w1", "w2"])]
    problem = a_case(
        workers=({}, {}), clients=(RUSSIAN,), seats=({}, {}), interpreter_minutes=at_hand
    )
    assert both_say(problem, team) == {RULE: 20, "interpreter": 2}
    assert served(problem) == 0
    for workers, seats in ((({}, SPEAKS_RUSSIAN), ({}, {})), (({}, {}), ({}, {"talks": False}))):
        problem = a_case(
            workers=workers, clients=(RUSSIAN,), seats=seats, interpreter_minutes=at_hand
        )
        assert both_say(problem, team) == {"interpreter": 1}
        assert served(problem) == 1


def test_of_a_family_the_first_who_needs_one_decides_on_the_language() -> None:
    for clients, at_hand, over in (
        (({}, RUSSIAN, UKRAINIAN), {"ru": 60, "uk": 1}, 0),
        (({}, UKRAINIAN, RUSSIAN), {"ru": 60, "uk": 1}, 59),
        ((UKRAINIAN, {}, RUSSIAN), {"ru": 1, "uk": 60}, 0),
    ):
        problem = a_case(clients=clients, interpreter_minutes=at_hand)
        assert both_say(problem) == only(RULE, over) | {"interpreter": 1}
        assert served(problem) == int(over == 0)


def test_in_a_group_with_a_language_of_its_own_nobody_interprets() -> None:
    for language, over in ((None, 59), ("et", 0)):
        need = {"group": "g1", "language": language}
        problem = a_case(clients=(RUSSIAN, {}), need=need, interpreter_minutes={"ru": 1})
        assert both_say(problem) == (only(RULE, over) | {"interpreter": 1} if over else {})


def test_any_language_may_be_interpreted_and_is_named() -> None:
    only_russian = {"languages": (Speaks("ru", Cefr.C2),)}
    at_hand = {"et": 50, "ru": 60}
    problem = a_case(
        workers=(only_russian,), clients=({"interpreter": True},), interpreter_minutes=at_hand
    )
    assert both_say(problem) == {RULE: 10, "interpreter": 1}
    assert whom(RULE, problem, [a_meeting()]) == {"et": 10}
    assert served(problem) == 0
