"""Three needs, three half days of two each: more pairs than whole days could meet."""

import time

import numpy as np
import pytest

from optimizer.bound import bound_by_days
from optimizer.columns import Columns
from optimizer.master import Master
from optimizer.program import Program
from optimizer.triples import broken_triples
from tests.optimizer.dice import Dice
from tests.optimizer.engines import optimum, small_columns


def day(*needs: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(needs, np.int64)


def test_three_half_days_of_two_needs_each_are_forbidden() -> None:
    halves = [(0.5, day(3, 5)), (0.5, day(5, 9)), (0.5, day(9, 3))]
    assert broken_triples(halves) == [(3, 5, 9)]
    assert broken_triples(halves[:2]) == []


def test_whole_days_are_never_forbidden() -> None:
    assert broken_triples([(1.0, day(3, 5)), (1.0, day(9, 3))]) == []
    assert broken_triples([]) == []


def test_every_broken_triple_is_found_where_there_are_few() -> None:
    for seed in range(30):
        dice = Dice(seed)
        days = [(dice.between(1, 9) / 10, day(*dice.some(range(6), 3))) for _ in range(5)]
        worst, triple = max(
            (sum(x * (np.isin(own, (a, b, c)).sum() // 2) for x, own in days), (a, b, c))
            for a in range(6)
            for b in range(a + 1, 6)
            for c in range(b + 1, 6)
        )
        found = broken_triples(days)
        assert bool(found) == (worst > 1.02), (seed, worst, triple)


def test_triples_bound_no_week_too_high_and_are_counted_in_days_old_and_new() -> None:
    program = Program(np.zeros(4), np.array([7, 8, 9, 9]), 1.0, [0, 1])
    assert program.add_day(0, [0, 1, 2], 5)
    assert program.add_triple((7, 8, 9))
    assert not program.add_triple((7, 8, 9))
    assert program.add_day(1, [0, 3], 5)
    assert program.add_day(1, [0], 5)
    duals = np.zeros(len(program.rows))
    duals[-1] = -10.0
    price, of_route = program.prices(duals)
    assert program.cheapest_known(duals, price - 20, of_route) == {0: -45.0, 1: -25.0}
    assert program.pairs_of([0, 3]) == [(2, 1)]


def test_with_triples_between_all_needs_no_bound_is_too_high(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = Master._add_promises  # noqa: SLF001 the last step before limits

    def with_triples(master: Master) -> None:
        honest(master)
        seats = np.diff(master.c.tables.need_seat)
        single = [n for n in master.share.needs.tolist() if seats[n] == 1]
        for a, b, c in zip(single, single[1:], single[2:], strict=False):
            master.program.add_triple((a, b, c))

    monkeypatch.setattr(Master, "_add_promises", with_triples)
    for seed in range(80):
        cost, _ = optimum(seed)
        columns: Columns = small_columns(seed)
        found = bound_by_days(columns, time.perf_counter() + 20, lambda: False)
        assert found.cost <= cost, seed
