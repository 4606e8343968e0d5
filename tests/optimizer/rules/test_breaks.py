"""An employee's long day has a break."""

import pytest

from domain.people import Contract
from optimizer.policy import default_policy
from tests.optimizer.builders import MON, TUE, a_problem, at, shifts
from tests.optimizer.rules.ask import Changes, both_say
from tests.optimizer.rules.week import a_week, meet, only, served, starts, whom
from tests.optimizer.test_board import obstacles_of

RULE = "breaks"
LONG: dict[str, object] = {"day_minutes": 600}
"""A worker who may be with clients all day, from 8 to 18."""
EIGHT = at(MON, 8)
CLIENTS: tuple[Changes, ...] = ({}, {}, {}, {})


def of_clients(*needs: Changes) -> list[Changes]:
    """One client each."""
    return [{"clients": (f"c{k}",)} | dict(need) for k, need in enumerate(needs, 1)]


def test_a_short_day_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


@pytest.mark.parametrize(
    # Three hours from 8 to 11, and three more from so many minutes later.
    ("free", "short"),
    [(0, 0), (5, 25), (10, 20), (25, 5), (30, 0), (35, 0), (90, 0)],
)
def test_minutes_short_of_the_break_break_this_rule_alone(free: int, short: int) -> None:
    # Without a minute between them, the day is six hours long and needs no break.
    then = EIGHT + 180 + free
    needs = of_clients(
        {"minutes": 180, "windows": starts(EIGHT)}, {"minutes": 180, "windows": starts(then)}
    )
    problem = a_week(*needs, workers=(LONG,), clients=CLIENTS)
    assert both_say(problem, (meet(1, EIGHT), meet(2, then))) == only(RULE, short)
    assert served(problem) == (1 if short else 2)
    found = obstacles_of(problem, (("n1", EIGHT, "w1"),), ("n2", then, "w1"))
    assert found == only(RULE, short)


def test_the_law_binds_employees_alone() -> None:
    needs = of_clients({"minutes": 180}, {"minutes": 185})
    for contract, short in ((Contract.EMPLOYEE, 30), (Contract.MANDATE, 0)):
        workers = (LONG | {"contract": contract},)
        problem = a_week(*needs, workers=workers, clients=CLIENTS)
        assert both_say(problem, (meet(1, EIGHT), meet(2, EIGHT + 180))) == only(RULE, short)


@pytest.mark.parametrize(("ends", "most"), [(874, 1), (875, 2)])
def test_the_exact_engine_keeps_the_break_where_the_shift_is_just_long_enough(
    ends: int, most: int
) -> None:
    # 180 and 185 minutes and half an hour between them: from 8:00 to 14:35.
    needs = of_clients({"minutes": 180}, {"minutes": 185})
    workers = (LONG | {"shifts": shifts(480, ends, (MON,))},)
    assert served(a_week(*needs, workers=workers, clients=CLIENTS)) == most


@pytest.mark.parametrize(("minutes", "short"), [(340, 0), (345, 30), (360, 30)])
def test_a_day_lasts_from_leaving_home_to_being_back(minutes: int, short: int) -> None:
    # There is nothing between two meetings where there is only one.
    problem = a_week({"minutes": minutes, "place": "near"}, workers=(LONG,))
    assert both_say(problem, (meet(1, EIGHT + 60),)) == only(RULE, short) | {"travel": 20}
    assert obstacles_of(problem, (), ("n1", EIGHT + 60, "w1")) == only(RULE, short)
    assert served(problem) == int(short == 0)


@pytest.mark.parametrize(("between", "short"), [(40, 0), (35, 5), (30, 10), (10, 30)])
@pytest.mark.parametrize("places", [("here", "near"), ("near", "here")])
def test_the_way_is_no_break(between: int, short: int, places: tuple[str, str]) -> None:
    needs = of_clients(*({"minutes": 180, "place": place} for place in places))
    problem = a_week(*needs, workers=(LONG,), clients=CLIENTS)
    held = (meet(1, EIGHT + 10), meet(2, EIGHT + 190 + between))
    assert both_say(problem, held) == only(RULE, short) | {"travel": 20}


@pytest.mark.parametrize(
    ("gaps", "short"), [((10, 20), 10), ((15, 15), 15), ((10, 30), 0), ((30, 10), 0), ((0, 0), 30)]
)
def test_the_longest_free_time_counts_and_not_the_sum(gaps: tuple[int, int], short: int) -> None:
    problem = a_week(*of_clients(*({"minutes": 125},) * 3), workers=(LONG,), clients=CLIENTS)
    second = EIGHT + 125 + gaps[0]
    held = (meet(1, EIGHT), meet(2, second), meet(3, second + 125 + gaps[1]))
    assert both_say(problem, held) == only(RULE, short)


def test_one_more_in_the_middle_may_take_the_break_away() -> None:
    needs = of_clients({"minutes": 180}, {"minutes": 180}, {"minutes": 30})
    problem = a_week(*needs, workers=(LONG,), clients=CLIENTS)
    second = EIGHT + 180 + 60
    held = (("n1", EIGHT, "w1"), ("n2", second, "w1"))
    for start, short in ((0, 0), (30, 0), (15, 15), (10, 10)):
        found = obstacles_of(problem, held, ("n3", EIGHT + 180 + start, "w1"))
        assert found == only(RULE, short)
        meetings = (meet(1, EIGHT), meet(2, second), meet(3, EIGHT + 180 + start))
        assert both_say(problem, meetings) == only(RULE, short)


def test_meetings_that_overlap_leave_no_time_less_than_none() -> None:
    problem = a_week(*of_clients(*({"minutes": 185},) * 2), workers=(LONG,), clients=CLIENTS)
    held = (meet(1, EIGHT), meet(2, EIGHT + 180))
    assert both_say(problem, held) == {RULE: 30, "worker_free": 5}


def test_every_day_has_its_own_break() -> None:
    needs = of_clients(*({"minutes": 185},) * 4)
    problem = a_week(*needs, workers=(LONG,), clients=CLIENTS)
    tuesday = at(TUE, 8)
    held = (meet(1, EIGHT), meet(2, EIGHT + 215), meet(3, tuesday), meet(4, tuesday + 190))
    assert both_say(problem, held) == {RULE: 25}
    held = (meet(1, EIGHT), meet(2, EIGHT + 195), meet(3, tuesday), meet(4, tuesday + 190))
    assert both_say(problem, held) == {RULE: 20 + 25}


def test_length_of_day_and_break_are_the_policys() -> None:
    policy = default_policy().model_copy(update={"break_after": 120, "break_minutes": 50})
    problem = a_week(*of_clients({}, {}), clients=CLIENTS)
    for between, short in ((0, 0), (5, 45), (45, 5), (50, 0)):
        held = (meet(1, EIGHT), meet(2, EIGHT + 60 + between))
        assert both_say(problem, held, policy) == only(RULE, short)


def test_whoever_has_no_break_is_named() -> None:
    problem = a_week(*of_clients({}, {"minutes": 365}), workers=({}, LONG), clients=CLIENTS)
    held = (meet(1, EIGHT), meet(2, EIGHT, "w2"))
    assert whom(RULE, problem, held) == {"w2": 30}
