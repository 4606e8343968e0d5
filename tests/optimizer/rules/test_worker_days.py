"""Days a week on which a worker has meetings."""

import pytest

from tests.optimizer.builders import FRI, MON, THU, TUE, WED, a_meeting, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say
from tests.optimizer.rules.week import a_week, meet, only, served, starts
from tests.optimizer.test_board import obstacles_of

RULE = "worker_days"


def test_a_day_a_week_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


@pytest.mark.parametrize("days", [(MON, TUE), (MON, WED, FRI), (MON, TUE, WED, THU, FRI)])
@pytest.mark.parametrize("most", [1, 2, 3, 4, 5])
def test_days_over_the_most_break_this_rule_alone(days: tuple[int, ...], most: int) -> None:
    over = max(0, len(days) - most)
    problem = a_week(
        *({"windows": starts(at(day, 10))} for day in days), workers=({"week_days": most},)
    )
    assert both_say(problem, [meet(k, at(day, 10)) for k, day in enumerate(days, 1)]) == only(
        RULE, over
    )
    assert served(problem) == len(days) - over


def test_a_day_counts_once_whatever_happens_on_it() -> None:
    needs = [{"windows": starts(at(MON, hour)), "clients": (f"c{hour - 9}",)} for hour in (10, 11)]
    problem = a_week(*needs, workers=({"week_days": 1},), clients=({}, {}))
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(MON, 11)))) == {}
    assert served(problem) == 2
    found = obstacles_of(problem, (("n1", at(MON, 10), "w1"),), ("n2", at(MON, 11), "w1"))
    assert found == {}


def test_the_board_names_the_day_too_many() -> None:
    for most, over in ((2, 0), (1, 1)):
        problem = a_week({}, {}, workers=({"week_days": most},))
        found = obstacles_of(problem, (("n1", at(MON, 10), "w1"),), ("n2", at(TUE, 10), "w1"))
        assert found == only(RULE, over)


def test_whoever_works_on_no_day_is_given_nothing() -> None:
    problem = a_case(workers=({"week_days": 0},))
    assert both_say(problem) == {RULE: 1}
    assert served(problem) == 0


def test_each_of_a_team_has_the_day() -> None:
    problem = a_case(workers=({"week_days": 0}, {"week_days": 0}), seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 2}
    problem = a_case(workers=({}, {"week_days": 0}), seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 1}


def test_days_of_several_workers_are_not_added_up() -> None:
    workers = ({"week_days": 1}, {"week_days": 1})
    problem = a_week({}, {"clients": ("c2",)}, workers=workers, clients=({}, {}))
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(TUE, 10), "w2"))) == {}
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(TUE, 10)))) == {RULE: 1}
