"""A worker's minutes with clients in a week are never more than the most allowed."""

import pytest

from tests.optimizer.builders import FRI, MON, TUE, WED, a_meeting, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say
from tests.optimizer.rules.week import a_week, meet, only, served
from tests.optimizer.test_board import obstacles_of

RULE = "worker_week_minutes"


def test_an_hour_a_week_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


@pytest.mark.parametrize(("most", "over"), [(121, 0), (120, 0), (119, 1), (60, 60)])
def test_minutes_over_the_week_break_this_rule_alone(most: int, over: int) -> None:
    problem = a_week({}, {}, workers=({"week_most": most},))
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(FRI, 10)))) == only(RULE, over)
    assert served(problem) == (1 if over else 2)
    found = obstacles_of(problem, (("n1", at(MON, 10), "w1"),), ("n2", at(FRI, 10), "w1"))
    assert found == only(RULE, over)


def test_long_and_short_meetings_are_added_up_over_the_days() -> None:
    problem = a_week({"minutes": 45}, {"minutes": 90}, {}, workers=({"week_most": 150},))
    held = [meet(k + 1, at(day, 10)) for k, day in enumerate((MON, TUE, WED))]
    assert both_say(problem, held) == {RULE: 45 + 90 + 60 - 150}
    assert served(problem) == 2


def test_nobody_is_without_a_limit() -> None:
    assert both_say(a_case(workers=({"week_most": 0},))) == {RULE: 60}
    assert served(a_case(workers=({"week_most": 0},))) == 0


def test_every_worker_counts_for_oneself() -> None:
    workers = ({"week_most": 60}, {"week_most": 55})
    problem = a_week({}, {"clients": ("c2",)}, workers=workers, clients=({}, {}))
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(TUE, 10), "w2"))) == {RULE: 5}
    assert both_say(problem, (meet(1, at(MON, 10), "w2"), meet(2, at(TUE, 10)))) == {RULE: 5}
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(TUE, 10)))) == {RULE: 60}


def test_each_of_a_team_is_with_clients_all_the_time() -> None:
    workers = ({"week_most": 59}, {"week_most": 50})
    problem = a_case(workers=workers, seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 1 + 10}
    assert served(problem) == 0
