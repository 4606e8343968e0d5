from dataclasses import fields
from datetime import date
from functools import cache

import numpy as np
import pytest

from api.sample import sample
from optimizer import pairs
from optimizer.alike import labels
from optimizer.build import build_problem
from optimizer.columns import make_columns
from optimizer.limit import PairRule
from optimizer.pairs import Pairs, make_pairs
from optimizer.policy import default_policy
from optimizer.rules import PAIR_RULES
from optimizer.tables import Bools, Ints, Tables, make_tables
from tests.optimizer.problems import small_policy, small_problem

SEEDS = range(120)
EVERY_DAY = 127


@cache
def weeks() -> tuple[Tables, ...]:
    small = [make_tables(small_problem(seed), small_policy(seed)) for seed in SEEDS]
    large, _ = build_problem(sample("small", date(2026, 11, 23), 1), date(2026, 11, 23))
    return (*small, make_tables(large, default_policy()))


def said(rule: PairRule, t: Tables) -> Ints:
    """(seats, workers[, 7]) what the rule says of every pair, asked pair by pair."""
    seats, workers = len(t.seat_need), len(t.problem.workers)
    missed = rule(t, np.repeat(np.arange(seats), workers), np.tile(np.arange(workers), seats))
    return missed.reshape(seats, workers, *missed.shape[1:])


def told_apart(rule: PairRule, t: Tables, label: Ints) -> Bools:
    """(seats) of which the rule says other than of the first seat with the same label."""
    _, first, row = np.unique(label, return_index=True, return_inverse=True)
    every = said(rule, t)
    other: Bools = (every != every[first[row]]).reshape(len(every), -1).any(axis=1)
    return other


def test_every_rule_of_pairs_has_a_label() -> None:
    assert set(labels(weeks()[0])) == {rule.__name__ for rule in PAIR_RULES}


@pytest.mark.parametrize("rule", PAIR_RULES, ids=lambda rule: str(rule.__name__))
def test_a_rule_says_the_same_of_all_seats_of_a_label(rule: PairRule) -> None:
    for t in weeks():
        assert not told_apart(rule, t, labels(t)[rule.__name__]).any()


@pytest.mark.parametrize("rule", PAIR_RULES, ids=lambda rule: str(rule.__name__))
def test_a_label_that_is_the_same_for_all_seats_would_be_seen(rule: PairRule) -> None:
    same = [told_apart(rule, t, np.zeros_like(t.seat_need)).any() for t in weeks()]
    assert any(same) == (rule.__name__ != "worker_present")


def test_seats_of_a_larger_week_share_their_labels() -> None:
    t = weeks()[-1]
    many = {rule: len(np.unique(label)) for rule, label in labels(t).items()}
    assert max(many.values()) < len(t.seat_need)
    assert many["role_fits"] * 4 < len(t.seat_need)


def columns_of_pairs(found: Pairs) -> list[list[int]]:
    return [getattr(found, field.name).ravel().tolist() for field in fields(found)]


def test_asked_once_for_a_label_or_pair_by_pair_the_pairs_are_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = [np.full(len(t.need_minutes), EVERY_DAY) for t in weeks()]
    for need_days in days:
        need_days[::5] = 0
        need_days[1::3] = 0b0010110
    once = [make_pairs(t, d) for t, d in zip(weeks(), days, strict=True)]
    monkeypatch.setattr(pairs, "labels", lambda _: {})
    monkeypatch.setattr(pairs, "CHUNK", 30)
    each = [make_pairs(t, d) for t, d in zip(weeks(), days, strict=True)]
    assert [columns_of_pairs(p) for p in once] == [columns_of_pairs(p) for p in each]


def test_pairs_stand_in_seat_order_the_cheapest_first() -> None:
    c = make_columns(weeks()[-1])
    order = np.lexsort((c.pair_worker, c.pair_price, c.pair_seat))
    assert order.tolist() == list(range(len(order)))
    assert len(np.unique(c.pair_price)) > 1
