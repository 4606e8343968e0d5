"""A client keeps one worker within a component."""

import pytest

from optimizer.policy import default_policy
from tests.optimizer.builders import FRI, MON, TUE, WED, a_meeting, a_problem, a_seat, at, shifts
from tests.optimizer.rules.ask import a_case, both_say, without_price
from tests.optimizer.rules.week import a_week, cheapest, meet, only, price_of_one_more, served
from tests.optimizer.test_board import obstacles_of

RULE = "one_supporter"
PRICE = default_policy().prices[RULE]
TWO_WORKERS = (meet(1, at(MON, 10)), meet(2, at(TUE, 10), "w2"))
MONDAYS_AND_TUESDAYS = ({"shifts": shifts(weekdays=(MON,))}, {"shifts": shifts(weekdays=(TUE,))})
"""Whoever is met twice is met by both, for it is once a day."""


def test_a_single_meeting_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


def test_a_second_worker_breaks_this_rule_alone() -> None:
    problem = a_week({}, {}, workers=({}, {}))
    assert both_say(problem, TWO_WORKERS) == {RULE: 1}
    assert both_say(problem, (meet(1, at(MON, 10), "w2"), meet(2, at(TUE, 10), "w2"))) == {}


def test_the_exact_engine_pays_for_a_second_worker_rather_than_leaving_a_client_out() -> None:
    problem = a_week({}, {}, workers=MONDAYS_AND_TUESDAYS)
    cost, held = cheapest(problem)
    assert (cost, len(held)) == (PRICE, 2)
    assert price_of_one_more(problem, TWO_WORKERS[:1], TWO_WORKERS[1]) == PRICE
    cost, held = cheapest(a_week({}, {}, workers=({}, {})))
    assert (cost, len({meeting.workers for meeting in held})) == (0, 1)


def test_where_it_is_a_must_nobody_else_comes() -> None:
    problem, strict = a_week({}, {}, workers=MONDAYS_AND_TUESDAYS), without_price(RULE)
    assert served(problem, strict) == 1
    held = (("n1", at(MON, 10), "w1"),)
    assert obstacles_of(problem, held, ("n2", at(TUE, 10), "w2"), strict) == {RULE: 1}


@pytest.mark.parametrize(
    ("first", "second", "missed"),
    [
        ({}, {}, 1),
        ({}, {"component": "support"}, 0),
        ({}, {"clients": ("c2",)}, 0),
        # A family is its first client.
        ({"clients": ("c1", "c2")}, {}, 1),
        ({"clients": ("c1", "c2")}, {"clients": ("c2",)}, 0),
        ({"clients": ("c1", "c2")}, {"clients": ("c2", "c1")}, 0),
        ({"group": "g1"}, {}, 0),
        ({"group": "g1"}, {"group": "g1"}, 0),
    ],
)
def test_it_speaks_of_the_first_client_and_the_component_groups_aside(
    first: dict[str, object], second: dict[str, object], missed: int
) -> None:
    problem = a_week(first, second, workers=MONDAYS_AND_TUESDAYS, clients=({}, {}))
    assert both_say(problem, TWO_WORKERS) == only(RULE, missed)
    assert cheapest(problem)[0] == PRICE * missed


def test_workers_beyond_the_first_are_counted_however_often_they_come() -> None:
    problem = a_week({}, {}, {}, {}, workers=({}, {}, {}))
    held = (*TWO_WORKERS, meet(3, at(WED, 10)), meet(4, at(FRI, 10), "w2"))
    assert both_say(problem, held) == {RULE: 1}
    held = (*TWO_WORKERS, meet(3, at(WED, 10)), meet(4, at(FRI, 10), "w3"))
    assert both_say(problem, held) == {RULE: 2, "most_supporters": 1}


def test_only_the_lead_seat_counts() -> None:
    team = {"seats": (a_seat(), a_seat())}
    problem = a_week(team, team, workers=({}, {}, {}))
    first, second = at(MON, 10), at(TUE, 10)
    assert both_say(problem, (meet(1, first, "w1", "w2"), meet(2, second, "w1", "w3"))) == {}
    assert both_say(problem, (meet(1, first, "w1", "w2"), meet(2, second, "w2", "w1"))) == {RULE: 1}
    assert (
        both_say(a_case(workers=({}, {}), seats=({}, {})), [a_meeting(workers=["w1", "w2"])]) == {}
    )
