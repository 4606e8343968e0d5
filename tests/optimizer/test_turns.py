"""Search, bound and pool in turns: no fault, no claim beyond the truth, and an end in time."""

import time

import pytest

from api.sample import generate
from optimizer import turns
from optimizer.bound import find_bound
from optimizer.build import build_problem
from optimizer.pool import solve_pool
from optimizer.roster import Status
from optimizer.running import Running
from optimizer.search.ready import note_compiled
from optimizer.searching import Searching
from optimizer.solve import solve
from optimizer.turns import search_and_mix, search_or_wait
from tests.optimizer.builders import MONDAY
from tests.optimizer.engines import a_busy_week, columns_of, optimum, small_columns, verdict_on
from tests.optimizer.test_solve import POLICY, SPARE, assert_sound

SECONDS = 6.0


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> None:
    """What numba compiles on a fresh machine is no part of anybody's time."""
    Searching(small_columns(0), 1).improve(0.1, work=None, told=lambda *_: None, stop=lambda: False)
    find_bound(small_columns(0), 120.0)


def a_run(seed: int, seconds: float = SECONDS) -> Running:
    """A small week under way, by the clock."""
    return Running(small_columns(seed), seconds, 1, None, None, None)


@pytest.mark.parametrize("block", range(3))
def test_turns_prove_small_weeks_without_the_exact_model(block: int) -> None:
    proven = 0
    for seed in range(block * 10, block * 10 + 10):
        run = a_run(seed)
        search_and_mix(run, None, SECONDS)
        verdict = verdict_on(run.c, run.chosen)
        assert not verdict.faults, seed
        assert verdict.cost == run.cost, seed
        assert run.bound.cost <= optimum(seed)[0] <= run.cost, seed
        proven += run.is_best()
    assert proven >= 9


def test_the_pool_has_its_turn_where_the_bound_of_mixtures_is_not_enough() -> None:
    engines: set[str] = set()
    for seed in range(30):
        run = a_run(seed)
        search_and_mix(run, None, SECONDS)
        engines |= {entry.engine for entry in run.log}
        if "pool" in engines:
            break
    assert {"bound", "pool"} <= engines


def test_turns_end_in_time_and_the_log_tells_of_them() -> None:
    note_compiled()
    problem = a_busy_week(150, 14)
    begun = time.perf_counter()
    result = solve(problem, POLICY, 6)
    assert time.perf_counter() - begun < 6 + SPARE
    assert_sound(problem, POLICY, result)
    assert {"fill", "search", "bound"} <= {entry.engine.split()[0] for entry in result.log}


def test_work_instead_of_the_clock_leaves_the_pool_out() -> None:
    run = Running(columns_of(a_busy_week(60, 6)), 60, 1, None, None, 1)
    search_or_wait(run, None, asked=False)
    assert {entry.engine.split()[0] for entry in run.log} == {"fill", "bound", "search"}


def test_a_very_large_week_is_searched_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_CALLS", 10)
    run = Running(columns_of(a_busy_week(60, 6)), 3, 1, None, None, None)
    search_and_mix(run, None, 3)
    assert {entry.engine.split()[0] for entry in run.log} == {"fill", "bound", "search"}


def test_a_pool_that_is_asked_to_stop_ends_within_two_seconds() -> None:
    c = columns_of(a_busy_week(150, 14))
    searching = Searching(c, 1)
    begun = time.perf_counter()
    found = solve_pool(c, searching.best(), [], 60, lambda: time.perf_counter() - begun > 2.0)
    assert time.perf_counter() - begun < 2.0 + SPARE
    assert not verdict_on(c, found.chosen).faults
    assert found.bound <= found.cost <= searching.cost


def test_a_providers_week_is_proven_as_the_exact_model_proves_it() -> None:
    problem = build_problem(generate(6, 30, MONDAY), MONDAY)[0]
    run = Running(columns_of(problem), 20, 1, None, None, None)
    search_and_mix(run, None, 20)
    exact = solve(problem, POLICY, 20, engine="exact")
    assert not verdict_on(run.c, run.chosen).faults
    assert run.is_best()
    assert (run.cost, exact.status) == (exact.cost, Status.PROVEN)
