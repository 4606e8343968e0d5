"""Search, bound and pool in turns: no fault, no claim beyond the truth, and an end in time."""

import time

import numpy as np
import pytest

from api.sample import generate
from optimizer import background, turns
from optimizer.bound import Bound, find_bound
from optimizer.build import build_problem
from optimizer.mixing import Mixing
from optimizer.pool import solve_pool
from optimizer.roster import Status
from optimizer.running import Progress, Running
from optimizer.search.ready import note_compiled
from optimizer.searching import Searching
from optimizer.solve import solve
from optimizer.turns import search_and_mix, search_or_wait
from tests.optimizer.builders import MONDAY
from tests.optimizer.engines import a_busy_week, columns_of, optimum, small_columns, verdict_on
from tests.optimizer.test_solve import POLICY, SPARE, assert_sound

SECONDS = 6.0
FAULT = "a fault of a part"


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


def test_the_pool_tells_how_far_it_has_come_while_it_works() -> None:
    heard: list[Progress] = []
    run = Running(columns_of(a_busy_week(150, 14)), 8, 1, heard.append, None, None)
    search_and_mix(run, None, 8)
    pool = next(entry for entry in run.log if entry.engine == "pool")
    last = heard[-1]
    of_pool = [one for one in heard if one.seconds > last.seconds - pool.seconds + 0.2]
    assert len(of_pool) > 3
    assert [one.cost for one in heard] == sorted((one.cost for one in heard), reverse=True)
    assert [one.bound for one in heard] == sorted(one.bound for one in heard)
    assert (last.cost, last.left_out) == (run.cost, int((run.chosen.start < 0).sum()))


def test_what_a_turn_raised_is_raised_even_when_it_ends_after_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    c = columns_of(a_busy_week(30, 6))
    begun = time.perf_counter()

    def is_over() -> bool:
        return time.perf_counter() - begun > 0.2

    def fail(_self: Mixing, _until: float) -> None:
        time.sleep(0.4)
        raise RuntimeError(FAULT)

    bound = find_bound(c, 60.0)
    monkeypatch.setattr(Mixing, "begin", fail)
    begun = time.perf_counter()
    with pytest.raises(RuntimeError, match=FAULT):
        solve_pool(c, Searching(c, 1).best(), [], 60, is_over, bound)


def test_a_roster_that_breaks_a_rule_is_never_taken_and_the_log_tells_which() -> None:
    run = a_run(0)
    search_and_mix(run, None, 2)
    good, cost = run.chosen, run.cost
    needs = np.flatnonzero(good.start >= 0)
    early = good.copy()
    early.start[needs[0]] = 1
    run.take(early)
    assert run.chosen is good
    assert run.cost == cost
    assert run.log[-1].engine.startswith("discarded (")
    assert "start_allowed" in run.log[-1].engine
    assert run.result(proven=False).cost == cost


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bound_that_fails_costs_no_roster_and_the_log_tells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> Bound:
        raise MemoryError(FAULT)

    monkeypatch.setattr(background, "find_bound", fail)
    run = a_run(0, 2.0)
    search_and_mix(run, None, 2.0)
    assert "bound (failed: MemoryError)" in [entry.engine for entry in run.log]
    assert not verdict_on(run.c, run.chosen).faults
    assert run.cost < run.c.empty_cost
