import numpy as np

from benchmarks.plain.day import day_of, two_halves
from benchmarks.plain.draw import draw
from benchmarks.plain.greedy import first_plan, starts_of
from tests.benchmarks.toy import a_week


def test_a_day_holds_its_visits_and_who_is_at_work() -> None:
    tuesday = day_of(a_week(), 1)
    assert (tuesday.visit.tolist(), tuesday.worker.tolist()) == ([3], [0])
    assert tuesday.minutes.tolist() == [[0, 10], [10, 0]]


def test_what_can_follow_and_who_can_serve() -> None:
    monday = day_of(a_week(), 0)
    assert monday.can_follow().tolist() == [
        [False, True, False],
        [False, False, False],
        [False, True, False],
    ]
    assert monday.can_serve().tolist() == [[True, True, True], [True, True, False]]


def test_the_last_minute_of_a_window_is_in_time() -> None:
    week = a_week()
    week.visit_to[1] = 610
    assert day_of(week, 0).can_follow()[0, 1]
    week.visit_to[1] = 609
    assert not day_of(week, 0).can_follow()[0, 1]


def test_halves_share_the_visits_evenly() -> None:
    instance = draw("M", 1)
    lots = two_halves(instance)
    counts = np.bincount(instance.visit_day)
    assert sorted([*lots[0], *lots[1]]) == list(range(7))
    assert abs(counts[lots[0]].sum() - counts[lots[1]].sum()) <= 20


def test_starts_are_the_earliest_in_every_window() -> None:
    monday = day_of(a_week(), 0)
    assert starts_of(monday, 1, [0, 1]) == [540, 610]
    assert starts_of(monday, 0, [2, 1]) == [540, 600]
    assert starts_of(monday, 1, [1, 0]) is None


def test_the_first_plan_serves_whom_it_can() -> None:
    assert sorted(first_plan(day_of(a_week(), 0))) in ([[0, 1], [2]], [[0], [2, 1]])
