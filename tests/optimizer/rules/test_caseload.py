"""A worker has only so many clients at the same time."""

import pytest

from tests.optimizer.builders import MON, TUE, a_meeting, a_problem, at
from tests.optimizer.rules.ask import Changes, a_case, both_say, with_price
from tests.optimizer.rules.week import a_week, cheapest, meet, only, price_of_one_more, served
from tests.optimizer.test_board import obstacles_of

RULE = "caseload"
BOTH = (meet(1, at(MON, 10)), meet(2, at(TUE, 10)))
OF_TWO_CLIENTS: tuple[Changes, ...] = ({}, {"clients": ("c2",)})
FAMILY: tuple[Changes, ...] = ({}, {}, {})


def test_a_single_client_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


@pytest.mark.parametrize(("places", "over"), [(3, 0), (2, 0), (1, 1), (0, 2)])
def test_clients_over_the_caseload_break_this_rule_alone(places: int, over: int) -> None:
    problem = a_week(*OF_TWO_CLIENTS, workers=({"caseload": places},), clients=({}, {}))
    assert both_say(problem, BOTH) == only(RULE, over)
    assert served(problem) == 2 - over
    found = obstacles_of(problem, (("n1", at(MON, 10), "w1"),), ("n2", at(TUE, 10), "w1"))
    assert found == only(RULE, min(over, 1))


def test_a_client_met_twice_is_one_client() -> None:
    problem = a_week({}, {}, workers=({"caseload": 1},))
    assert both_say(problem, BOTH) == {}
    assert served(problem) == 2
    assert obstacles_of(problem, (("n1", at(MON, 10), "w1"),), ("n2", at(TUE, 10), "w1")) == {}


def test_every_member_of_a_family_is_a_client_and_no_member_of_a_group() -> None:
    for places, over in ((3, 0), (2, 1), (0, 3)):
        workers = ({"caseload": places},)
        family = a_case(clients=FAMILY, workers=workers)
        assert both_say(family) == only(RULE, over)
        assert served(family) == int(over == 0)
        group = a_case(clients=FAMILY, workers=workers, need={"group": "g1"})
        assert both_say(group) == {}
        assert served(group) == 1


@pytest.mark.parametrize(
    ("known", "over", "most"),
    [
        ((), 1, 1),
        ((("w1", "c1"),), 1, 1),
        ((("w1", "c1"), ("w1", "c2")), 0, 2),
        # Clients who are not met this week.
        ((("w1", "c9"),), 2, 0),
        ((("w1", "c9"), ("w1", "c1")), 1, 1),
        # More stand already than there is room for: each new one is one too many.
        ((("w1", "c7"), ("w1", "c8"), ("w1", "c9")), 2, 0),
        ((("w1", "c1"), ("w1", "c8"), ("w1", "c9")), 1, 1),
        ((("w1", "c1"), ("w1", "c2"), ("w1", "c9")), 0, 2),
        # Bonds of others.
        ((("w2", "c9"), ("w2", "c1"), ("gone", "c1")), 1, 1),
    ],
)
def test_bonds_that_stand_count_but_not_against_the_week(
    known: tuple[tuple[str, str], ...], over: int, most: int
) -> None:
    problem = a_week(
        *OF_TWO_CLIENTS,
        workers=({"caseload": 1}, {"shifts": ()}),
        clients=({}, {}),
        known=frozenset(known),
    )
    assert both_say(problem, BOTH) == only(RULE, over)
    assert both_say(problem, ()) == {"wanted_meeting": 2}
    assert served(problem) == most


def test_second_seats_count_too() -> None:
    problem = a_case(workers=({}, {"caseload": 0}), seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 1}
    assert both_say(problem, [a_meeting(workers=["w2", "w1"])]) == {RULE: 1}
    assert served(problem) == 0


def test_every_worker_counts_for_oneself() -> None:
    workers = ({"caseload": 1}, {"caseload": 1})
    problem = a_week(*OF_TWO_CLIENTS, workers=workers, clients=({}, {}))
    assert both_say(problem, (BOTH[0], meet(2, at(TUE, 10), "w2"))) == {}
    assert served(problem) == 2


def test_where_it_is_a_wish_each_client_too_many_is_paid_for_once() -> None:
    wish = with_price(RULE)
    needs = (*OF_TWO_CLIENTS, {"clients": ("c2",), "component": "support"})
    problem = a_week(*needs, workers=({"caseload": 1},), clients=({}, {}))
    assert cheapest(problem, wish)[0] == 7
    assert price_of_one_more(problem, BOTH[:1], BOTH[1], wish) == 7
    assert price_of_one_more(problem, BOTH, meet(3, at(TUE, 12)), wish) == 0
