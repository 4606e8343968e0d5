"""While a component runs that includes the support of others, none of those is given."""

from typing import Any

import pytest

from tests.optimizer.builders import MON, TUE, a_need, a_problem, at, shifts
from tests.optimizer.rules.ask import both_say
from tests.optimizer.rules.week import a_week, meet, only, served, starts, whom
from tests.optimizer.test_board import obstacles_of

RULE = "no_included_component"
RESPITE: dict[str, Any] = {"component": "respite", "includes": ("peer", "support")}
MORNING, NOON, AFTERNOON = at(MON, 10), at(MON, 12), at(MON, 14)
BOTH = (meet(1, MORNING), meet(2, NOON))


def test_a_component_that_includes_others_misses_nothing_alone() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_problem(needs=(a_need(**RESPITE),))) == {}


@pytest.mark.parametrize("turned", [False, True])
def test_an_included_component_on_the_day_breaks_this_rule_alone(*, turned: bool) -> None:
    respite, peer = {"windows": starts(MORNING)} | RESPITE, {"windows": starts(NOON)}
    problem = a_week(respite, peer)
    if turned:
        problem = a_week(respite | {"component": "peer", "includes": ()}, peer | RESPITE)
    assert both_say(problem, BOTH) == {RULE: 1}
    assert served(problem) == 1
    assert obstacles_of(problem, (("n1", MORNING, "w1"),), ("n2", NOON, "w1")) == {RULE: 1}


@pytest.mark.parametrize(
    ("other", "missed"),
    [
        ({}, 1),
        ({"component": "support"}, 1),
        ({"component": "mentor"}, 0),
        ({"clients": ("c2",)}, 0),
        ({"clients": ("c2", "c1")}, 1),
        ({"clients": ("c2", "c1"), "group": "g1"}, 1),
        ({"windows": starts(at(TUE, 10))}, 0),
        # Whatever includes others may itself be included.
        ({"includes": ("respite",)}, 2),
        ({"includes": ("peer",)}, 1),
    ],
)
def test_it_speaks_of_the_same_client_and_day_and_of_what_is_included(
    other: dict[str, object], missed: int
) -> None:
    respite = {"windows": starts(MORNING)} | RESPITE
    problem = a_week(respite, {"windows": starts(NOON)} | other, clients=({}, {}))
    second = problem.needs[1].windows[0].start
    assert both_say(problem, (meet(1, MORNING), meet(2, second))) == only(RULE, missed)
    assert served(problem) == (1 if missed else 2)


def test_every_client_of_a_family_counts() -> None:
    family = {"clients": ("c1", "c2", "c3")}
    problem = a_week(family | RESPITE, {"clients": ("c2", "c3")}, clients=({}, {}, {}))
    assert both_say(problem, BOTH) == {RULE: 2}
    assert served(problem) == 2


def test_every_included_meeting_of_the_day_counts() -> None:
    problem = a_week(RESPITE, {}, {"component": "support"}, {"component": "mentor"})
    held = (*BOTH, meet(3, AFTERNOON), meet(4, at(MON, 16)))
    assert both_say(problem, held) == {RULE: 2}
    # Without respite on that day they go together.
    held = (meet(1, at(TUE, 10)), meet(2, NOON), meet(3, AFTERNOON), meet(4, at(MON, 16)))
    assert both_say(problem, held) == {}
    windows = {"windows": starts(*(at(MON, hour) for hour in (10, 12, 14, 16)))}
    monday = a_week(
        RESPITE | windows,
        windows,
        {"component": "support"} | windows,
        {"component": "mentor"} | windows,
    )
    # Rather respite alone left out than the two that it includes.
    assert served(monday) == 3


def test_every_meeting_that_includes_others_counts() -> None:
    problem = a_week(RESPITE, {}, RESPITE | {"component": "holiday"})
    assert both_say(problem, (*BOTH, meet(3, AFTERNOON))) == {RULE: 2}


def test_two_respites_that_include_their_like_count_each() -> None:
    needs = ({"component": "respite", "includes": ("respite",)}, {"component": "respite"})
    assert both_say(a_week(*needs), BOTH) == {RULE: 1, "one_a_day": 1}
    assert both_say(a_week(needs[0], needs[0]), BOTH) == {RULE: 2, "one_a_day": 1}


def test_a_need_held_twice_a_day_counts_once() -> None:
    problem = a_week(RESPITE, {})
    for again in (meet(1, AFTERNOON), meet(2, AFTERNOON)):
        assert both_say(problem, (*BOTH, again)) == {RULE: 1, "served_once": 1}


@pytest.mark.parametrize("day", range(7))
def test_every_client_is_named_on_every_day(day: int) -> None:
    needs = [need | {"clients": (who,)} for who in ("c1", "c2") for need in (RESPITE, {})]
    every_day = ({"shifts": shifts(weekdays=range(7))},)
    problem = a_week(*needs, clients=({}, {}), workers=every_day)
    held = [meet(k, at(day, 8 + 2 * k)) for k in (1, 2, 3, 4)]
    assert both_say(problem, held) == {RULE: 2}
    assert whom(RULE, problem, held) == {"c1": 1, "c2": 1}
    assert both_say(problem, (*held[:3], meet(4, at((day + 1) % 7, 10)))) == {RULE: 1}
