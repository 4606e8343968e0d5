"""A worker's minutes with clients in a day."""

import pytest

from tests.optimizer.builders import MON, TUE, WED, a_meeting, a_problem, at, shifts
from tests.optimizer.rules.ask import Changes, a_case, both_say
from tests.optimizer.rules.week import a_week, meet, only, served, starts, whom
from tests.optimizer.test_board import obstacles_of

RULE = "worker_day_minutes"
CLIENTS: tuple[Changes, ...] = ({}, {}, {})
MONDAY = {"windows": starts(at(MON, 10), at(MON, 12))}
BOTH = (meet(1, at(MON, 10)), meet(2, at(MON, 12)))


def test_an_hour_a_day_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


@pytest.mark.parametrize(("most", "over"), [(121, 0), (120, 0), (119, 1), (60, 60)])
def test_minutes_over_the_day_break_this_rule_alone(most: int, over: int) -> None:
    problem = a_week(
        MONDAY, MONDAY | {"clients": ("c2",)}, workers=({"day_minutes": most},), clients=CLIENTS
    )
    assert both_say(problem, BOTH) == only(RULE, over)
    assert served(problem) == (1 if over else 2)
    found = obstacles_of(problem, (("n1", at(MON, 10), "w1"),), ("n2", at(MON, 12), "w1"))
    assert found == only(RULE, over)


def test_a_meeting_longer_than_the_day_is_never_held() -> None:
    problem = a_case(need={"minutes": 90}, workers=({"day_minutes": 89},))
    assert both_say(problem) == {RULE: 1}
    assert served(problem) == 0


def test_every_day_counts_for_itself() -> None:
    problem = a_week({}, {}, {}, workers=({"day_minutes": 50},))
    held = [meet(k + 1, at(day, 10)) for k, day in enumerate((MON, TUE, WED))]
    assert both_say(problem, held) == {RULE: 10 + 10 + 10}
    problem = a_week({}, {}, {}, workers=({"day_minutes": 60},))
    assert both_say(problem, held) == {}
    assert served(problem) == 3


def test_the_way_is_no_time_with_clients() -> None:
    problem = a_case(workers=({"day_minutes": 60},), need={"place": "near"})
    assert both_say(problem) == {"travel": 20}


def test_every_worker_counts_for_oneself() -> None:
    workers = ({"day_minutes": 60}, {"day_minutes": 59})
    problem = a_week({}, {"clients": ("c2",)}, workers=workers, clients=CLIENTS)
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(MON, 10), "w2"))) == {RULE: 1}
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(MON, 12)))) == {RULE: 60}


def test_each_of_a_team_is_with_clients_all_the_time() -> None:
    workers = ({"day_minutes": 59}, {"day_minutes": 50})
    problem = a_case(workers=workers, seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 1 + 10}


def test_an_hour_with_a_whole_family_is_an_hour() -> None:
    problem = a_case(clients=({}, {}, {}), workers=({"day_minutes": 60},))
    assert both_say(problem) == {}
    assert served(problem) == 1


@pytest.mark.parametrize("day", range(7))
def test_each_of_many_workers_has_a_limit_on_each_day(day: int) -> None:
    every_day = shifts(weekdays=range(7))
    workers = [{"day_minutes": 60 - k, "shifts": every_day} for k in range(7)]
    needs = [{"clients": (f"c{k}",)} for k in range(1, 8)]
    problem = a_week(*needs, workers=workers, clients=CLIENTS * 3)
    held = [meet(k, at(day, 10), f"w{k}") for k in range(1, 8)]
    assert both_say(problem, held) == {RULE: 1 + 2 + 3 + 4 + 5 + 6}
    assert whom(RULE, problem, held) == {f"w{k + 1}": k for k in range(1, 7)}
