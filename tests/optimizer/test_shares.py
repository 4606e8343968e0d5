"""Weeks are taken apart where nothing joins them, and the shares bound what the whole does."""

import time
from typing import Any

import numpy as np

from domain.session import Window
from optimizer.bound import bound_by_days
from optimizer.policy import Policy, default_policy
from optimizer.problem import Problem
from optimizer.shares import take_apart
from tests.optimizer.builders import MON, TUE, WED, a_client, a_need, a_problem, a_worker, at
from tests.optimizer.engines import columns_of, small_columns

DAYS = (MON, TUE, WED)


def three_days(**worker: Any) -> Problem:
    """On each of three days two clients who want to be met at the same time."""
    clients = tuple(a_client(f"c{i}") for i in range(6))
    needs = tuple(
        a_need(
            f"n{i}", clients=(f"c{i}",), windows=(Window(at(DAYS[i % 3], 10), at(DAYS[i % 3], 10)),)
        )
        for i in range(6)
    )
    return a_problem(clients=clients, needs=needs, workers=(a_worker(**worker),))


def plain() -> Policy:
    """Only leaving out and the ways have a price; the other wishes cost nothing."""
    kept = ("wanted_meeting", "travel")
    prices = default_policy().prices
    return Policy(prices={rule: price if rule in kept else 0 for rule, price in prices.items()})


def test_days_that_share_nothing_are_bounded_one_by_one() -> None:
    c = columns_of(three_days(), plain())
    shares, missed = take_apart(c)
    assert [len(s.needs) for s in shares] == [2, 2, 2]
    assert missed == 0
    found = bound_by_days(c, time.perf_counter() + 20, lambda: False)
    assert (found.cost, found.left_out) == (30_000, 3)


def test_minutes_of_the_week_join_days_only_where_they_can_run_out() -> None:
    for most, shares in ((180, 1), (360, 3)):
        c = columns_of(three_days(week_most=most), plain())
        assert len(take_apart(c)[0]) == shares


def test_days_of_the_week_join_days_only_where_they_can_run_out() -> None:
    for most, shares, left_out in ((2, 1, 4), (3, 3, 3)):
        c = columns_of(three_days(week_days=most), plain())
        assert len(take_apart(c)[0]) == shares
        found = bound_by_days(c, time.perf_counter() + 20, lambda: False)
        assert found.left_out == left_out


def test_a_promise_that_nobody_can_keep_is_paid_for() -> None:
    week = a_problem(needs=(), workers=(a_worker(guaranteed_minutes=90),))
    assert take_apart(columns_of(week)) == ([], 90)


def test_every_call_and_limit_belongs_to_one_share() -> None:
    for seed in range(60):
        c = small_columns(seed)
        shares, _ = take_apart(c)
        for name in ("needs", "counters"):
            rows = np.concatenate([getattr(s, name) for s in shares] or [np.zeros(0)])
            assert len(np.unique(rows)) == len(rows)
        for s in shares:
            assert np.isin(s.calls.need, s.needs).all()
            assert np.isin(s.by_call.counter, s.counters).all()
            assert np.isin(c.rows.bond_counter[s.bond], s.counters).all()
            assert (s.by_call.mover < len(s.calls.need)).all()
