"""What the front door tells of a search, stops, starts from, and repeats."""

import os
import time
from collections.abc import Callable

import pytest

from domain.session import Window
from optimizer import improving
from optimizer.check import check
from optimizer.choices import choices_of, meetings_of
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.search.engine import Search
from optimizer.solve import Progress, solve
from tests.optimizer.builders import MON, a_client, a_meeting, a_need, a_problem, a_worker, at
from tests.optimizer.engines import a_busy_week, columns_of, optimum
from tests.optimizer.problems import small_policy, small_problem
from tests.optimizer.search.larger import apart, coupled
from tests.optimizer.search.weeks import hard_columns, hard_week, searched
from tests.optimizer.test_solve import SPARE, assert_sound

HOUSE = default_policy()
MAKERS: dict[str, Callable[[], Problem]] = {
    "whole": lambda: a_busy_week(80, 6),
    "days": lambda: apart(25),
    "regions": lambda: coupled(1_650),
}


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_told_only_falls_and_ends_with_the_result(name: str) -> None:
    problem, heard = MAKERS[name](), list[Progress]()
    result = solve(problem, HOUSE, 1.5, engine="search", told=heard.append)
    costs = [p.cost for p in heard]
    assert costs == sorted(costs, reverse=True)
    assert len(set(costs)) > 1
    assert (costs[-1], heard[-1].left_out) == (result.cost, len(result.left_out))
    assert [p.seconds for p in heard] == sorted(p.seconds for p in heard)
    assert all(p.bound <= p.cost for p in heard)
    assert any(f"{name}" in run.engine for run in result.log)
    assert_sound(problem, HOUSE, result)


@pytest.mark.parametrize("name", ["whole", "days"])
def test_who_says_stop_keeps_the_best_so_far(name: str) -> None:
    problem, heard = MAKERS[name](), list[Progress]()
    asked: list[float] = []
    begun = time.perf_counter()

    def stop() -> bool:
        if time.perf_counter() - begun > 0.5:
            asked.append(time.perf_counter())
        return bool(asked)

    result = solve(problem, HOUSE, 30, engine="search", told=heard.append, stop=stop)
    assert time.perf_counter() - asked[0] < SPARE
    assert result.cost == min(p.cost for p in heard)
    assert_sound(problem, HOUSE, result)


@pytest.mark.parametrize("name", ["whole", "days"])
def test_so_much_work_gives_one_roster_on_one_thread_or_two(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem, found = MAKERS[name](), []
    monkeypatch.setattr(improving, "BOUND_SECONDS", 0.1)
    for threads in (1, 2):
        monkeypatch.setattr(os, "cpu_count", lambda many=threads: many)
        found.append(solve(problem, HOUSE, 60, 7, engine="search", work=2))
    assert all(f.roster == found[0].roster for f in found)
    assert all((f.cost, f.costs) == (found[0].cost, found[0].costs) for f in found)
    assert_sound(problem, HOUSE, found[0])


@pytest.mark.parametrize("engine", ["search", "auto"])
def test_a_start_is_never_made_worse(engine: str) -> None:
    for seed in range(12):
        problem, policy = hard_week(seed)
        c = hard_columns(seed)
        start = meetings_of(c, searched(c, seed=2, iterations=10).choices())
        cost = check(problem, policy, start).cost
        for seconds in (0.0, 0.05):
            result = solve(problem, policy, seconds, start=start, engine=engine)
            assert result.cost <= cost, seed
            assert_sound(problem, policy, result)


@pytest.mark.parametrize("engine", ["search", "auto"])
def test_a_start_whose_break_comes_with_a_later_visit_is_never_made_worse(engine: str) -> None:
    needs = (
        a_need("n1", minutes=370, windows=(Window(at(MON, 8), at(MON, 8)),)),
        a_need("n2", clients=("c2",), windows=(Window(at(MON, 15), at(MON, 16)),)),
    )
    problem = a_problem(
        clients=(a_client("c1"), a_client("c2")), needs=needs, workers=(a_worker(day_minutes=480),)
    )
    start = (a_meeting("n1", at(MON, 8)), a_meeting("n2", at(MON, 15)))
    assert check(problem, HOUSE, start).cost == 0
    search = Search(columns_of(problem))
    assert search.begin_from(choices_of(search.c, start))
    assert search.cost == 0
    assert solve(problem, HOUSE, 0, start=start, engine=engine).cost == 0


def test_the_best_roster_of_all_stays_what_it_is() -> None:
    for seed in range(20):
        cost, start = optimum(seed)
        problem, policy = small_problem(seed), small_policy(seed)
        result = solve(problem, policy, 5, start=start, engine="search", work=1)
        assert result.cost == cost, seed
        assert_sound(problem, policy, result)


def test_without_what_is_at_odds_a_start_is_improved() -> None:
    problem = a_busy_week(40, 6)
    before = solve(problem, HOUSE, 0, engine="search")
    faulty = (*before.roster.meetings, before.roster.meetings[0])
    result = solve(problem, HOUSE, 1, start=faulty, engine="search")
    assert result.cost <= before.cost
    assert_sound(problem, HOUSE, result)
