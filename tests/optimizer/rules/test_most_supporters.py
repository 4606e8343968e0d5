"""A client never has more than a few workers within a component in a week."""

import pytest

from optimizer.policy import Policy, default_policy
from tests.optimizer.builders import MON, TUE, WED, a_problem, a_seat, at, shifts
from tests.optimizer.rules.ask import both_say
from tests.optimizer.rules.week import a_week, meet, only, served
from tests.optimizer.test_board import obstacles_of

RULE = "most_supporters"
A_DAY_EACH = tuple({"shifts": shifts(weekdays=(day,))} for day in (MON, TUE, WED))
"""Three workers: whoever is met three times is met by all of them, for it is once a day."""
ALL_THREE = tuple(meet(k + 1, at(day, 10), f"w{k + 1}") for k, day in enumerate((MON, TUE, WED)))


def with_most(most: int) -> Policy:
    return default_policy().model_copy(update={"most_supporters": most})


def test_one_worker_misses_nothing_and_two_are_not_too_many() -> None:
    assert both_say(a_problem()) == {}
    problem = a_week({}, {}, workers=({}, {}))
    assert both_say(problem, ALL_THREE[:2]) == {"one_supporter": 1}


@pytest.mark.parametrize(("most", "over"), [(1, 2), (2, 1), (3, 0), (4, 0)])
def test_workers_over_the_most_break_this_rule(most: int, over: int) -> None:
    # The second and the third miss the wish for a single one as well.
    problem = a_week({}, {}, {}, workers=A_DAY_EACH)
    assert both_say(problem, ALL_THREE, with_most(most)) == only(RULE, over) | {"one_supporter": 2}
    assert served(problem, with_most(most)) == 3 - over
    held = tuple((m.need, m.start, m.workers[0]) for m in ALL_THREE[:2])
    found = obstacles_of(problem, held, ("n3", at(WED, 10), "w3"), with_most(most))
    assert found == only(RULE, min(over, 1))


def test_whoever_came_already_may_come_again() -> None:
    problem = a_week({}, {}, {}, workers=({}, {}, {}))
    held = (("n1", at(MON, 10), "w1"), ("n2", at(TUE, 10), "w2"))
    assert obstacles_of(problem, held, ("n3", at(WED, 10), "w2")) == {}
    assert obstacles_of(problem, held, ("n3", at(WED, 10), "w3")) == {RULE: 1}


@pytest.mark.parametrize(
    ("third", "missed", "others"),
    [
        ({}, 1, 2),
        ({"clients": ("c1", "c2")}, 1, 2),
        ({"clients": ("c2", "c1")}, 0, 1),
        ({"component": "support"}, 0, 1),
        ({"group": "g1"}, 0, 1),
    ],
)
def test_it_speaks_of_the_first_client_and_the_component_groups_aside(
    third: dict[str, object], missed: int, others: int
) -> None:
    problem = a_week({}, {}, third, workers=A_DAY_EACH, clients=({}, {}))
    assert both_say(problem, ALL_THREE) == only(RULE, missed) | {"one_supporter": others}
    assert served(problem) == 3 - missed


def test_only_the_lead_seat_counts() -> None:
    team = {"seats": (a_seat(), a_seat(), a_seat())}
    problem = a_week(team, {}, workers=({}, {}, {}))
    held = (meet(1, at(MON, 10), "w1", "w2", "w3"), meet(2, at(TUE, 10), "w1"))
    assert both_say(problem, held, with_most(1)) == {}
