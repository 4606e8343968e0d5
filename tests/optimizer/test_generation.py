"""No roster is cheaper than the bound by days; a bound that is too high would be noticed."""

import time
from dataclasses import replace

import pytest

from optimizer import generation
from optimizer.bound import bound_by_days
from optimizer.columns import Columns
from optimizer.days import Asked, Days, Desk, Memory, look_behind, price_days
from optimizer.linear import Floats
from optimizer.policy import Policy
from optimizer.program import Program
from tests.optimizer.engines import columns_of, optimum, small_columns
from tests.optimizer.problems import small_policy, small_problem

SECONDS = 20.0
ENOUGH = 120
"""Weeks among which a fault shows."""


def never() -> bool:
    return False


def bound(c: Columns) -> tuple[int, int]:
    """Cost and needs left out."""
    found = bound_by_days(c, time.perf_counter() + SECONDS, never)
    return found.cost, found.left_out


def too_high(seeds: range) -> list[int]:
    """Seeds of weeks whose bound is higher than their cheapest roster."""
    wrong = []
    for seed in seeds:
        cost, meetings = optimum(seed)
        least, fewest = bound(small_columns(seed))
        left_out = len(small_problem(seed).needs) - len(meetings)
        if least > cost or fewest > left_out:
            wrong.append(seed)
    return wrong


@pytest.mark.parametrize("block", range(3))
def test_no_roster_of_any_week_is_cheaper(block: int) -> None:
    assert too_high(range(block * 40, block * 40 + 40)) == []


def test_most_small_weeks_are_bounded_exactly() -> None:
    exact = [bound(small_columns(seed))[0] == optimum(seed)[0] for seed in range(60)]
    assert sum(exact) > 35


def test_nothing_is_bounded_from_a_clock_that_has_run_out() -> None:
    for seed in range(20):
        cost, _ = optimum(seed)
        found = bound_by_days(small_columns(seed), time.perf_counter(), never)
        assert found.cost <= cost


def test_days_that_seem_dearer_than_they_are_make_a_bound_that_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def dearer(
        asked: Asked, memory: Memory, behind: Floats, desk: Desk, many: int, *, rough: bool
    ) -> Days | None:
        found = price_days(asked, memory, behind, desk, many, rough=rough)
        return None if found is None else replace(found, least=found.least / 2)

    def no_look_behind(asked: Asked) -> tuple[Floats, float]:
        return look_behind(asked)[0], -1e12

    monkeypatch.setattr(generation, "look_behind", no_look_behind)
    assert too_high(range(ENOUGH)) == []
    monkeypatch.setattr(generation, "price_days", dearer)
    assert too_high(range(ENOUGH)) != []


def test_limits_without_their_ends_make_a_bound_that_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = Program.worth

    def generous(program: Program, duals: Floats, least: dict[int, float]) -> float:
        fixed, program.fixed = program.fixed, []
        try:
            return honest(program, abs(duals), least)
        finally:
            program.fixed = fixed

    monkeypatch.setattr(Program, "worth", generous)
    assert too_high(range(20)) != []


def free_of_wishes(policy: Policy) -> Policy:
    """Nothing costs but leaving out and the ways."""
    kept = ("wanted_meeting", "travel", "guaranteed_minutes")
    prices = {rule: price if rule in kept else 0 for rule, price in policy.prices.items()}
    return policy.model_copy(update={"prices": prices | {"guaranteed_minutes": 0}})


def test_fewer_prices_never_make_a_bound_higher() -> None:
    for seed in range(30):
        problem, policy = small_problem(seed), small_policy(seed)
        full = bound(columns_of(problem, policy))
        free = bound(columns_of(problem, free_of_wishes(policy)))
        assert free[0] <= full[0], seed
        assert free[1] == full[1], seed
