"""A client is in one meeting at a time."""

import pytest

from tests.optimizer.builders import MON, TUE, a_problem, at
from tests.optimizer.rules.ask import Changes, both_say
from tests.optimizer.rules.week import a_week, meet, only, served, starts, whom
from tests.optimizer.test_board import obstacles_of

RULE = "client_free"
OTHER: dict[str, object] = {"component": "support"}
TWO: tuple[Changes, ...] = ({}, {})
THREE: tuple[Changes, ...] = ({}, {}, {})
TEN = at(MON, 10)


def test_a_single_meeting_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


@pytest.mark.parametrize(
    ("second", "minutes", "overlap"),
    [
        (60, 60, 0),
        (65, 60, 0),
        (55, 60, 5),
        (30, 60, 30),
        (0, 60, 60),
        (-30, 60, 30),
        (-60, 60, 0),
        # One inside the other.
        (15, 30, 30),
        (0, 20, 20),
        (-10, 90, 60),
    ],
)
def test_minutes_of_overlap_break_this_rule_alone(second: int, minutes: int, overlap: int) -> None:
    then = TEN + second
    needs = ({"windows": starts(TEN)}, OTHER | {"windows": starts(then), "minutes": minutes})
    problem = a_week(*needs, workers=TWO)
    for held in ((meet(1, TEN), meet(2, then, "w2")), (meet(2, then, "w2"), meet(1, TEN))):
        assert both_say(problem, held) == only(RULE, overlap)
    assert served(problem) == (1 if overlap else 2)
    found = obstacles_of(problem, (("n1", TEN, "w1"),), ("n2", then, "w2"))
    assert found == only(RULE, overlap)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (("c1",), ("c2",), 0),
        (("c1",), ("c2", "c1"), 1),
        (("c1", "c2"), ("c2", "c3"), 1),
        (("c1", "c2"), ("c2", "c1"), 2),
        (("c1", "c2", "c3"), ("c1", "c2", "c3"), 3),
    ],
)
@pytest.mark.parametrize("group", [None, "g1"])
def test_each_client_of_a_family_or_group_can_be_in_one_place(
    first: tuple[str, ...], second: tuple[str, ...], together: int, group: str | None
) -> None:
    windows = {"windows": starts(TEN)}
    needs = ({"clients": first} | windows, {"clients": second, "group": group} | OTHER | windows)
    problem = a_week(*needs, workers=TWO, clients=THREE)
    assert both_say(problem, (meet(1, TEN), meet(2, TEN, "w2"))) == only(RULE, 60 * together)
    assert served(problem) == (1 if together else 2)
    found = obstacles_of(problem, (("n1", TEN, "w1"),), ("n2", TEN, "w2"))
    assert found == only(RULE, 60 * together)


def test_each_meeting_is_compared_with_the_next_alone() -> None:
    needs = ({"minutes": 120}, OTHER | {"minutes": 15}, {"component": "mentor", "minutes": 30})
    problem = a_week(*needs, workers=THREE)
    held = (meet(1, TEN), meet(2, TEN + 15, "w2"), meet(3, TEN + 60, "w3"))
    # The third lies within the first, but its neighbour is over by then.
    assert both_say(problem, held) == {RULE: 15}
    held = (meet(1, TEN), meet(2, TEN + 15, "w2"), meet(3, TEN + 20, "w3"))
    assert both_say(problem, held) == {RULE: 15 + 10}


def test_clients_do_not_overlap_with_each_other_nor_days_with_days() -> None:
    problem = a_week({}, {"clients": ("c2",)}, workers=TWO, clients=TWO)
    assert both_say(problem, (meet(1, TEN), meet(2, TEN, "w2"))) == {}
    problem = a_week({}, OTHER)
    assert both_say(problem, (meet(1, TEN), meet(2, at(TUE, 10)))) == {}
    assert served(problem) == 2


def test_clients_need_no_time_for_the_way() -> None:
    needs = ({"windows": starts(TEN)}, OTHER | {"windows": starts(TEN + 60), "place": "near"})
    problem = a_week(*needs, workers=TWO)
    assert both_say(problem, (meet(1, TEN), meet(2, TEN + 60, "w2"))) == {"travel": 20}
    assert served(problem) == 2


def test_whoever_is_in_two_meetings_is_named() -> None:
    problem = a_week({}, OTHER | {"clients": ("c2", "c1")}, workers=TWO, clients=TWO)
    assert whom(RULE, problem, (meet(1, TEN), meet(2, TEN + 50, "w2"))) == {"c1": 10}
