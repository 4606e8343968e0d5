"""Weeks that nobody should send still end with a roster, in time, and no word of it is untrue."""

import time
from collections.abc import Callable

import pytest

from domain.session import Meeting
from optimizer.choices import choices_of
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.search.pack import MOST_PRICE, pack
from optimizer.solve import solve
from tests.optimizer.builders import a_problem
from tests.optimizer.engines import a_busy_week, columns_of
from tests.optimizer.search.hostile import CASES, alike, several
from tests.optimizer.test_solve import SPARE, assert_sound

SECONDS = 0.4
HOUSE = default_policy()


@pytest.mark.parametrize("engine", ["search", "auto"])
@pytest.mark.parametrize("name", CASES)
def test_a_hostile_week_ends_in_time_with_a_sound_roster(name: str, engine: str) -> None:
    case = CASES[name]()
    begun = time.perf_counter()
    result = solve(case.problem, case.policy, SECONDS, start=case.start, engine=engine)
    spent = time.perf_counter() - begun
    assert_sound(case.problem, case.policy, result)
    if case.left_out is not None:
        assert len(result.left_out) == case.left_out
    assert spent < SECONDS + SPARE


@pytest.mark.parametrize("engine", ["search", "auto"])
@pytest.mark.parametrize("seconds", [0.0, 0.1])
def test_hardly_any_time_still_gives_a_roster(seconds: float, engine: str) -> None:
    for problem in (a_problem(), several(200), a_busy_week(60, 6)):
        begun = time.perf_counter()
        result = solve(problem, HOUSE, seconds, engine=engine)
        assert time.perf_counter() - begun < seconds + SPARE
        assert_sound(problem, HOUSE, result)
        assert result.roster.meetings


@pytest.mark.parametrize("engine", ["search", "auto"])
def test_who_says_stop_at_once_gets_the_first_roster(engine: str) -> None:
    problem = several(200)
    begun = time.perf_counter()
    result = solve(problem, HOUSE, 60, engine=engine, stop=lambda: True)
    assert time.perf_counter() - begun < SPARE
    assert_sound(problem, HOUSE, result)
    assert result.roster.meetings


@pytest.mark.parametrize("make", [lambda: alike(10_000).problem, lambda: several(10_000)])
@pytest.mark.parametrize("engine", ["search", "auto"])
def test_10_000_needs_alike_end_in_time(make: Callable[[], Problem], engine: str) -> None:
    problem = make()
    begun = time.perf_counter()
    result = solve(problem, HOUSE, 2, engine=engine)
    assert time.perf_counter() - begun < 2 + SPARE
    assert result.roster.meetings


def test_a_price_too_high_to_count_with_is_refused_by_name() -> None:
    policy = HOUSE.model_copy(update={"prices": {**HOUSE.prices, "wanted_meeting": MOST_PRICE}})
    with pytest.raises(ValueError, match="a price of 1073741824"):
        pack(columns_of(a_problem(), policy), 1)


def test_of_a_start_from_elsewhere_nothing_is_taken_over() -> None:
    problem = a_problem()
    start = CASES["a start from elsewhere"]().start
    assert (choices_of(columns_of(problem), start).start < 0).all()
    known = Meeting("n1", problem.needs[0].windows[0].start, ("w1",))
    assert (choices_of(columns_of(problem), (*start, known)).start >= 0).all()
