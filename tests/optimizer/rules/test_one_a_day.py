"""A client has at most one meeting of a component a day."""

import pytest

from tests.optimizer.builders import MON, TUE, a_problem, at, shifts
from tests.optimizer.rules.ask import both_say, with_price
from tests.optimizer.rules.week import a_week, cheapest, meet, only, served, starts, whom
from tests.optimizer.test_board import obstacles_of

RULE = "one_a_day"
MORNING, NOON = starts(at(MON, 10)), starts(at(MON, 12))
TWICE = (meet(1, at(MON, 10)), meet(2, at(MON, 12)))


def test_one_meeting_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


def test_a_second_meeting_on_a_day_breaks_this_rule_alone() -> None:
    problem = a_week({"windows": MORNING}, {"windows": NOON})
    assert both_say(problem, TWICE) == {RULE: 1}
    assert served(problem) == 1
    found = obstacles_of(problem, (("n1", at(MON, 10), "w1"),), ("n2", at(MON, 12), "w1"))
    assert found == {RULE: 1}


def test_the_day_after_is_another_day() -> None:
    problem = a_week({"windows": MORNING}, {"windows": starts(at(TUE, 10))})
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(TUE, 10)))) == {}
    assert served(problem) == 2


@pytest.mark.parametrize(
    ("other", "missed"),
    [
        ({}, 1),
        ({"component": "support"}, 0),
        ({"clients": ("c2",)}, 0),
        ({"clients": ("c2", "c1")}, 1),
        ({"clients": ("c2", "c1"), "group": "g1"}, 1),
        ({"clients": ("c2", "c3")}, 0),
        ({"clients": ("c2",), "component": "support"}, 0),
        ({"clients": ("c2",), "component": "early"}, 0),
    ],
)
def test_each_client_and_each_component_counts_for_itself(
    other: dict[str, object], missed: int
) -> None:
    problem = a_week({"windows": MORNING}, {"windows": NOON} | other, clients=({}, {}, {}))
    assert both_say(problem, TWICE) == only(RULE, missed)
    assert served(problem) == 2 - missed


def test_every_member_of_a_family_counts() -> None:
    family = {"clients": ("c1", "c2", "c3")}
    problem = a_week(family, {"clients": ("c2", "c3")}, clients=({}, {}, {}))
    assert both_say(problem, TWICE) == {RULE: 2}
    found = obstacles_of(problem, (("n1", at(MON, 10), "w1"),), ("n2", at(MON, 12), "w1"))
    assert found == {RULE: 2}


def test_meetings_beyond_the_first_are_counted_day_by_day() -> None:
    problem = a_week({}, {}, {}, {}, {})
    three = (*TWICE, meet(3, at(MON, 14)))
    assert both_say(problem, (*three, meet(4, at(TUE, 10)))) == {RULE: 2, "wanted_meeting": 1}
    held = (*three, meet(4, at(TUE, 10)), meet(5, at(TUE, 12)))
    assert both_say(problem, held) == {RULE: 3}


def test_a_need_held_twice_is_no_second_meeting() -> None:
    problem = a_week({})
    twice = (meet(1, at(MON, 10)), meet(1, at(MON, 12)))
    assert both_say(problem, twice) == {"served_once": 1}


def test_where_it_is_a_wish_the_second_meeting_is_paid_for() -> None:
    problem = a_week({"windows": MORNING}, {"windows": NOON})
    cost, held = cheapest(problem, with_price(RULE))
    assert (cost, len(held)) == (7, 2)


@pytest.mark.parametrize("day", range(7))
def test_whoever_has_two_is_named_on_every_day(day: int) -> None:
    of_first, of_second = {"clients": ("c1",)}, {"clients": ("c2",)}
    every_day = ({"shifts": shifts(weekdays=range(7))},)
    problem = a_week(of_first, of_second, of_second, clients=({}, {}), workers=every_day)
    held = [meet(k, at(day, 8 + 2 * k)) for k in (1, 2, 3)]
    assert both_say(problem, held) == {RULE: 1}
    assert whom(RULE, problem, held) == {"c2": 1}


def test_clients_of_several_components_are_told_apart() -> None:
    needs = [
        {"clients": (who,), "component": name} for who in ("c1", "c2") for name in ("early", "peer")
    ]
    problem = a_week(*needs, needs[3], clients=({}, {}))
    held = [meet(k, at(MON, 6 + 2 * k)) for k in (1, 2, 3, 4)]
    assert both_say(problem, held) == {"wanted_meeting": 1}
    again = (*held, meet(5, at(MON, 16)))
    assert both_say(problem, again) == {RULE: 1}
    assert whom(RULE, problem, again) == {"c2": 1}
