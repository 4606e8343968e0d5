"""A worker leaves home when the shift begins, or later, and is back when it ends."""

import pytest

from tests.optimizer.builders import FRI, MON, SAT, TUE, a_problem, at, shifts
from tests.optimizer.rules.ask import Changes, both_say, pair_days, removed_pairs
from tests.optimizer.rules.week import a_week, meet, only, served, starts, whom
from tests.optimizer.test_board import obstacles_of

RULE = "shift"
# Builders' workers are on shift from 8 to 18, Monday to Friday; near is ten minutes away.


def test_a_meeting_in_the_middle_of_a_shift_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


@pytest.mark.parametrize(
    ("place", "start", "outside"),
    [
        ("here", (8, 0), 0),
        ("here", (7, 55), 5),
        ("here", (7, 0), 60),
        ("here", (17, 0), 0),
        ("here", (17, 5), 5),
        ("here", (18, 0), 60),
        ("near", (8, 10), 0),
        ("near", (8, 5), 5),
        ("near", (8, 0), 10),
        ("near", (16, 50), 0),
        ("near", (16, 55), 5),
        ("near", (20, 0), 190),
        # Held from home: nobody travels.
        (None, (8, 0), 0),
        (None, (7, 55), 5),
        (None, (17, 0), 0),
        (None, (17, 5), 5),
    ],
)
def test_minutes_away_from_home_outside_the_shift_break_this_rule(
    place: str | None, start: tuple[int, int], outside: int
) -> None:
    begin = at(TUE, *start)
    problem = a_week({"place": place, "windows": starts(begin)})
    way = {"travel": 20} if place == "near" else {}
    assert both_say(problem, (meet(1, begin),)) == only(RULE, outside) | way
    assert served(problem) == int(outside == 0)
    assert obstacles_of(problem, (), ("n1", begin, "w1")) == only(RULE, outside)


@pytest.mark.parametrize(
    ("first", "last", "outside"),
    [(590, 670, 0), (595, 670, 5), (590, 669, 1), (600, 660, 20), (610, 650, 40), (600, 600, 80)],
)
def test_a_shift_too_short_is_missed_at_both_ends(first: int, last: int, outside: int) -> None:
    # From 9:50 to 11:10.
    workers = ({"shifts": shifts(first, last)},)
    problem = a_week({"place": "near"}, workers=workers)
    assert both_say(problem, (meet(1, at(MON, 10)),)) == only(RULE, outside) | {"travel": 20}
    assert served(problem) == int(last - first >= 80)


def test_without_a_shift_that_day_the_minutes_of_its_meetings_are_missed() -> None:
    needs = ({"place": "near", "minutes": 45}, {"component": "support"})
    problem = a_week(*needs)
    held = (meet(1, at(SAT, 10)), meet(2, at(SAT, 12)))
    assert both_say(problem, held) == {RULE: 45 + 60, "travel": 20}
    weekend = a_week({"windows": starts(at(SAT, 10), at(6, 10))})
    assert both_say(weekend, (meet(1, at(SAT, 10)),)) == {RULE: 60}
    assert served(weekend) == 0
    assert removed_pairs(RULE, weekend) == [1]
    fridays = a_week({"windows": starts(at(FRI, 10), at(SAT, 10))})
    assert served(fridays) == 1
    assert pair_days(fridays) == [FRI]


def test_whoever_has_no_shift_at_all_meets_nobody() -> None:
    problem = a_week({}, workers=({"shifts": ()},))
    assert both_say(problem, (meet(1, at(MON, 0)),)) == {RULE: 60}
    assert served(problem) == 0


def test_of_a_day_only_leaving_and_coming_back_count() -> None:
    clients: tuple[Changes, ...] = ({}, {}, {})
    needs = [{"clients": (f"c{k}",), "place": "near"} for k in (1, 2, 3)]
    problem = a_week(*needs, clients=clients)
    held = (meet(1, at(MON, 8)), meet(2, at(MON, 12)), meet(3, at(MON, 17)))
    assert both_say(problem, held) == {RULE: 10 + 10, "travel": 20}


def test_every_day_and_every_worker_has_a_shift_of_ones_own() -> None:
    hours = shifts(480, 600, (MON,)) + shifts(720, 900, (TUE,))
    problem = a_week({}, {}, workers=({"shifts": hours}, {}))
    assert both_say(problem, (meet(1, at(MON, 9)), meet(2, at(TUE, 14)))) == {}
    assert both_say(problem, (meet(1, at(MON, 12)), meet(2, at(TUE, 9)))) == {RULE: 180 + 180}
    assert whom(RULE, problem, (meet(1, at(MON, 9), "w2"), meet(2, at(TUE, 9)))) == {"w1": 180}
    held = (meet(1, at(MON, 12), "w2"), meet(2, at(TUE, 9), "w2"))
    assert both_say(problem, held) == {}
