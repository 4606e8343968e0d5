"""No roster is cheaper than the bound, none leaves out fewer; and the bound is no mere zero."""

import time
from dataclasses import replace

import pytest

from domain.session import Use, Window
from optimizer import bound as bounds
from optimizer.bound import FEW_CALLS, Bound, bound_by_days, find_bound
from optimizer.labels import are_compiled
from optimizer.policy import Policy
from optimizer.problem import Budget, Problem
from optimizer.routes import count_calls
from tests.optimizer.brute_force import best
from tests.optimizer.builders import (
    MON,
    TUE,
    a_client,
    a_need,
    a_problem,
    a_seat,
    a_worker,
    at,
    shifts,
)
from tests.optimizer.engines import a_busy_week, columns_of, optimum, small_columns
from tests.optimizer.problems import small_policy, small_problem

SECONDS = 20.0
C2 = (a_client("c1"), a_client("c2"))


def bound(problem: Problem) -> Bound:
    """The bound of a week under the policy of the house."""
    return find_bound(columns_of(problem), SECONDS)


def counting(policy: Policy) -> Policy:
    """The same musts; nothing costs but leaving out, each need the same."""
    prices = dict.fromkeys(policy.prices, 0) | {"wanted_meeting": 1}
    change = {"prices": prices, "priority_weight": (1, 1, 1, 1), "deadline_weight": 1}
    return policy.model_copy(update=change)


@pytest.mark.parametrize("block", range(5))
def test_no_roster_is_cheaper_than_the_bound(block: int) -> None:
    tight = 0
    for seed in range(block * 20, block * 20 + 20):
        cost, meetings = optimum(seed)
        found = find_bound(small_columns(seed), SECONDS)
        assert found.cost <= cost, seed
        assert found.left_out <= len(small_problem(seed).needs) - len(meetings), seed
        tight += 10 * found.cost >= 9 * cost
    # Small weeks lose little by losing the order of the day.
    assert tight > 8


def test_no_roster_at_any_cost_leaves_out_fewer() -> None:
    equal = 0
    for seed in range(40):
        fewest = best(small_problem(seed), counting(small_policy(seed)))
        assert fewest is not None
        found = find_bound(small_columns(seed), SECONDS)
        assert found.left_out <= fewest[0], seed
        equal += found.left_out == fewest[0]
    assert equal > 20


def test_a_week_without_needs_costs_nothing() -> None:
    found = bound(a_problem(needs=()))
    assert (found.cost, found.left_out) == (0, 0)


def test_promised_minutes_are_owed_in_a_week_without_needs() -> None:
    found = bound(a_problem(needs=(), workers=(a_worker(guaranteed_minutes=90),)))
    assert (found.cost, found.left_out) == (90, 0)


def test_the_way_to_a_single_client_is_paid_there_and_back() -> None:
    assert bound(a_problem(needs=(a_need(place="near"),))).cost == 20
    both = (a_need("n1", place="near"), a_need("n2", clients=("c2",), place="near"))
    # There once, back once: from one meeting at near to the other it is no way.
    found = bound(a_problem(clients=C2, needs=both)).cost
    assert found <= 20


def test_minutes_of_a_day_are_counted() -> None:
    windows = (Window(at(MON, 8), at(MON, 13)),)
    needs = tuple(a_need(f"n{i}", clients=(f"c{i}",), minutes=300, windows=windows) for i in (1, 2))
    problem = a_problem(clients=C2, needs=needs, workers=(a_worker(day_minutes=900),))
    # 600 minutes do fit from 8 to 18, and not into a shift of 599.
    assert (bound(problem).cost, bound(problem).left_out) == (0, 0)
    short = replace(problem, workers=(a_worker(day_minutes=900, shifts=shifts(480, 1079)),))
    assert (bound(short).cost, bound(short).left_out) == (10_000, 1)
    full = replace(problem, workers=(a_worker(day_minutes=599),))
    assert (bound(full).cost, bound(full).left_out) == (10_000, 1)


def test_the_order_of_the_day_is_counted() -> None:
    # Two meetings of an hour that begin between 10 and 10:55 do not fit one worker.
    windows = (Window(at(MON, 10), at(MON, 10, 55)),)
    needs = tuple(a_need(f"n{i}", clients=(f"c{i}",), windows=windows) for i in (1, 2))
    found = bound(a_problem(clients=C2, needs=needs))
    assert (found.cost, found.left_out) == (10_000, 1)
    wider = tuple(replace(n, windows=(Window(at(MON, 10), at(MON, 11)),)) for n in needs)
    found = bound(a_problem(clients=C2, needs=wider))
    assert (found.cost, found.left_out) == (0, 0)


def test_a_bound_asked_to_end_knows_at_least_what_nobody_can_serve() -> None:
    needs = (a_need("n1", priority=4, seats=(a_seat(subject="unheard of"),)), a_need("n2"))
    found = find_bound(columns_of(a_problem(needs=needs)), SECONDS, lambda: True)
    assert (found.cost, found.left_out) == (80_000, 1)
    assert found.seconds < 1


def test_a_week_of_many_needs_is_bounded_by_days_and_soon_ends_when_asked() -> None:
    c = columns_of(a_busy_week(80, 12))
    assert count_calls(c) <= FEW_CALLS
    by_days = bound_by_days(c, time.perf_counter() + SECONDS, lambda: False)
    found = find_bound(c, SECONDS)
    assert 0 < by_days.cost <= found.cost
    assert are_compiled()
    # It is asked again and again, and says stop after the tenth time.
    times = iter(range(10))
    begun = time.perf_counter()
    early = bound_by_days(c, begun + SECONDS, lambda: next(times, None) is None)
    assert early.cost <= by_days.cost
    assert time.perf_counter() - begun < SECONDS / 2


def test_a_short_bound_waits_for_no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "are_compiled", lambda: False)
    monkeypatch.setattr(bounds, "bound_by_days", lambda *_: Bound(77, 0, 0.0))
    c = columns_of(a_problem())
    assert find_bound(c, 1.0).cost == 0
    assert find_bound(c, 60.0).cost == 77
    monkeypatch.setattr(bounds, "are_compiled", lambda: True)
    assert find_bound(c, 1.0).cost == 77


def test_money_is_counted() -> None:
    windows = (Window(at(MON, 10), at(MON, 10)), Window(at(TUE, 10), at(TUE, 10)))
    needs = tuple(a_need(f"n{i}", windows=windows, uses=(Use("b", 4000),)) for i in (1, 2))
    for left, out in ((8000, 0), (7999, 1), (3999, 2), (-1, 2)):
        budget = Budget("b", "euros_left", "c1", left)
        found = bound(a_problem(needs=needs, budgets=(budget,)))
        assert (found.cost, found.left_out) == (10_000 * out, out)


def test_needs_are_weighed_but_counted_as_one() -> None:
    found = bound(a_problem(workers=(), needs=(a_need(priority=4),)))
    assert (found.cost, found.left_out) == (80_000, 1)
