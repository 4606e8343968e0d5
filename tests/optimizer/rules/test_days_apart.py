"""Meetings of a series keep their days apart."""

import pytest

from tests.optimizer.builders import (
    FRI,
    MON,
    SAT,
    SUN,
    THU,
    TUE,
    WED,
    a_need,
    a_problem,
    at,
    shifts,
)
from tests.optimizer.rules.ask import both_say
from tests.optimizer.rules.week import a_week, meet, only, served, starts, whom
from tests.optimizer.test_board import obstacles_of

RULE = "days_apart"
COMPONENTS = ("peer", "support", "mentor")
"""Of different components, so that two on one day miss this rule alone."""
WORKERS = ({"shifts": shifts(weekdays=range(7))},)


def stretches_of(apart: int, days: tuple[int, ...]) -> int:
    """By hand: in each stretch of days inside the week, the meetings beyond the first."""
    return sum(
        max(0, sum(first <= day < first + apart for day in days) - 1) for first in range(8 - apart)
    )


def test_a_single_meeting_of_a_series_misses_nothing() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_problem(needs=(a_need(series="s", days_apart=3),))) == {}


@pytest.mark.parametrize(
    ("apart", "days", "missed"),
    [
        (3, (MON, THU), 0),
        (3, (MON, WED), 1),
        (3, (MON, TUE), 1),
        (3, (TUE, WED), 2),
        (3, (TUE, TUE), 2),
        (3, (WED, WED), 3),
        (3, (SAT, SUN), 1),
        (3, (FRI, SAT), 2),
        (3, (TUE, WED, THU), 4),
        (3, (MON, THU, SUN), 0),
        (2, (MON, WED), 0),
        (2, (MON, TUE), 1),
        (1, (MON, TUE), 0),
        (1, (MON, MON), 1),
        (6, (MON, SUN), 0),
        (6, (MON, SAT), 1),
        (6, (TUE, WED), 2),
        # No stretch is longer than the week.
        (7, (MON, SUN), 1),
        (14, (MON, SUN), 1),
        (14, (MON, WED, SUN), 2),
    ],
)
def test_in_so_many_days_on_end_there_is_one_meeting(
    apart: int, days: tuple[int, ...], missed: int
) -> None:
    assert stretches_of(min(apart, 7), days) == missed
    held = [meet(k, at(day, 8 + 2 * k)) for k, day in enumerate(days, 1)]
    needs = [
        {"series": "s", "days_apart": apart, "component": name, "windows": starts(meeting.start)}
        for name, meeting in zip(COMPONENTS, held, strict=False)
    ]
    problem = a_week(*needs, workers=WORKERS)
    assert both_say(problem, held) == only(RULE, missed)
    assert (served(problem) < len(days)) == (missed > 0)
    if len(days) == 2:
        found = obstacles_of(problem, (("n1", held[0].start, "w1"),), ("n2", held[1].start, "w1"))
        assert found == only(RULE, missed)


@pytest.mark.parametrize(
    ("first", "second", "missed"),
    [
        (("s", 3), ("s", 3), 1),
        (("s", 3), ("r", 3), 0),
        (("", 3), ("", 3), 0),
        (("s", 3), ("", 3), 0),
        # Where they differ, the longest holds.
        (("s", 1), ("s", 3), 1),
        (("s", 3), ("s", 1), 1),
        (("s", 1), ("s", 2), 0),
    ],
)
def test_only_meetings_of_one_series_keep_apart(
    first: tuple[str, int], second: tuple[str, int], missed: int
) -> None:
    needs = [{"series": series, "days_apart": apart} for series, apart in (first, second)]
    problem = a_week(*needs)
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(WED, 10)))) == only(RULE, missed)


def test_every_series_counts_for_itself() -> None:
    needs = [
        {"series": name, "days_apart": 7, "clients": (c,)}
        for name, c in zip(("s", "s", "r", "r"), ("c1", "c1", "c2", "c2"), strict=True)
    ]
    problem = a_week(*needs, clients=({}, {}))
    held = [meet(k, at(day, 8 + 2 * k)) for k, day in enumerate((MON, TUE, MON, TUE), 1)]
    assert both_say(problem, held) == {RULE: 2}
    assert served(problem) == 2


def test_a_need_held_twice_a_day_is_one_meeting_of_its_series() -> None:
    problem = a_week({"series": "s", "days_apart": 3})
    twice = (meet(1, at(MON, 10)), meet(1, at(MON, 12)))
    assert both_say(problem, twice) == {"served_once": 1}
    twice = (meet(1, at(MON, 10)), meet(1, at(WED, 10)))
    assert both_say(problem, twice) == {RULE: 1, "served_once": 1}


def test_the_first_client_of_the_first_meeting_is_named() -> None:
    family = {"series": "s", "days_apart": 3, "clients": ("c2", "c1")}
    problem = a_week(family, family | {"clients": ("c3", "c1")}, clients=({}, {}, {}))
    assert whom(RULE, problem, (meet(1, at(MON, 10)), meet(2, at(TUE, 10)))) == {"c2": 1}
