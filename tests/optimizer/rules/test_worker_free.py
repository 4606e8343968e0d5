"""From one meeting a worker comes to the next in time."""

import pytest

from tests.optimizer.builders import MON, TUE, a_problem, at
from tests.optimizer.rules.ask import Changes, both_say
from tests.optimizer.rules.week import a_week, meet, only, served, starts, whom
from tests.optimizer.test_board import obstacles_of

RULE = "worker_free"
CLIENTS: tuple[Changes, ...] = ({}, {}, {})
TEN = at(MON, 10)


def of_clients(*needs: Changes) -> list[Changes]:
    """One client each."""
    return [{"clients": (f"c{k}",)} | dict(need) for k, need in enumerate(needs, 1)]


def test_a_single_meeting_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


@pytest.mark.parametrize(
    ("second", "short"), [(70, 0), (60, 0), (55, 5), (30, 30), (0, 60), (-30, 30), (-60, 0)]
)
def test_minutes_short_break_this_rule_alone(second: int, short: int) -> None:
    problem = a_week(
        *of_clients({"windows": starts(TEN)}, {"windows": starts(TEN + second)}), clients=CLIENTS
    )
    assert both_say(problem, (meet(1, TEN), meet(2, TEN + second))) == only(RULE, short)
    assert both_say(problem, (meet(2, TEN + second), meet(1, TEN))) == only(RULE, short)
    assert served(problem) == (1 if short else 2)
    found = obstacles_of(problem, (("n1", TEN, "w1"),), ("n2", TEN + second, "w1"))
    assert found == only(RULE, short)


@pytest.mark.parametrize(
    # Near is ten minutes from here (home), 85 from far and 90 from here to far.
    ("first", "second", "way", "travel"),
    [
        ("here", "near", 10, 20),
        ("near", "here", 10, 20),
        ("near", "near", 0, 20),
        ("near", "far", 85, 10 + 85 + 90),
        ("far", "near", 85, 10 + 85 + 90),
        # A remote meeting is held from home.
        ("near", None, 10, 20),
        (None, "near", 10, 20),
        (None, None, 0, 0),
        (None, "here", 0, 0),
    ],
)
def test_the_way_between_two_meetings_takes_its_time(
    first: str | None, second: str | None, way: int, travel: int
) -> None:
    workers = ({"reach_minutes": 100},)
    for late, short in ((0, 0), (5, 0), (-5, 5)):
        then = TEN + 60 + way + late
        places = of_clients(
            {"place": first, "windows": starts(TEN)}, {"place": second, "windows": starts(then)}
        )
        problem = a_week(*places, workers=workers, clients=CLIENTS)
        said = both_say(problem, (meet(1, TEN), meet(2, then)))
        assert said == only(RULE, short) | only("travel", travel)
        assert served(problem) == (1 if short else 2)
        found = obstacles_of(problem, (("n2", then, "w1"),), ("n1", TEN, "w1"))
        assert found == only(RULE, short)


def test_only_neighbours_of_a_route_count() -> None:
    needs = of_clients({"minutes": 180}, {"minutes": 30}, {})
    problem = a_week(*needs, clients=CLIENTS)
    held = (meet(1, TEN), meet(2, TEN + 30), meet(3, TEN + 120))
    # From 13:00 back to 10:30; from 11:00 to 12:00 there is time, though the first goes on.
    assert both_say(problem, held) == {RULE: 150}
    held = (meet(1, TEN), meet(2, TEN + 170), meet(3, TEN + 190))
    assert both_say(problem, held) == {RULE: 10 + 10}


def test_in_the_middle_of_a_route_there_must_be_time_on_both_sides() -> None:
    problem = a_week(*of_clients({}, {}, {"place": "near"}), clients=CLIENTS)
    held = (("n1", TEN, "w1"), ("n2", TEN + 140, "w1"))
    for start, short in ((70, 0), (65, 5), (75, 5), (60, 10)):
        assert obstacles_of(problem, held, ("n3", TEN + start, "w1")) == only(RULE, short)
        meetings = (meet(1, TEN), meet(2, TEN + 140), meet(3, TEN + start))
        assert both_say(problem, meetings) == only(RULE, short) | {"travel": 20}


def test_two_workers_or_two_days_are_not_in_each_others_way() -> None:
    problem = a_week(*of_clients({}, {}), workers=({}, {}), clients=CLIENTS)
    assert both_say(problem, (meet(1, TEN), meet(2, TEN, "w2"))) == {}
    assert both_say(problem, (meet(1, TEN), meet(2, at(TUE, 10)))) == {}


def test_every_worker_is_short_for_oneself_second_seats_included() -> None:
    team = a_problem().needs[0].seats * 2
    problem = a_week(
        *of_clients({"seats": team}, {"seats": team}), workers=({}, {}, {}), clients=CLIENTS
    )
    held = (meet(1, TEN, "w1", "w2"), meet(2, TEN + 40, "w2", "w1"))
    assert both_say(problem, held) == {RULE: 20 + 20}
    held = (meet(1, TEN, "w1", "w2"), meet(2, TEN + 40, "w3", "w2"))
    assert both_say(problem, held) == {RULE: 20}
    assert whom(RULE, problem, held) == {"w2": 20}
