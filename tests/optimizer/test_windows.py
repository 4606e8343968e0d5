"""Windows: every step is sound and cheaper, and chance is drawn from the seed alone."""

from dataclasses import replace

import pytest

from optimizer.check import check_tables
from optimizer.choices import Choices, meetings_of, nothing_chosen
from optimizer.columns import Columns
from optimizer.construct import construct
from optimizer.windows import FEWEST, MOST, Windows
from tests.optimizer.builders import MON, a_client, a_need, a_problem, at
from tests.optimizer.engines import a_busy_week, columns_of, optimum, small_columns, verdict_on


def some_windows(c: Columns, chosen: Choices, seed: int, many: int) -> Windows:
    """So many windows solved from a roster, and every better one checked by the oracle."""
    windows = Windows(c, chosen, check_tables(c.tables, meetings_of(c, chosen)).cost, seed)
    costs = [windows.cost]

    def told(better: Choices, cost: int) -> None:
        verdict = verdict_on(c, better)
        assert (verdict.faults, verdict.cost) == ({}, cost)
        assert cost < costs[-1]
        costs.append(cost)

    windows.improve(lambda: windows.solved >= many, told, lambda: 60.0, by_work=True)
    assert windows.cost == costs[-1]
    assert windows.gained == len(costs) - 1
    assert windows.discarded == 0
    verdict = verdict_on(c, windows.chosen)
    assert (verdict.faults, verdict.cost) == ({}, windows.cost)
    return windows


def started(c: Columns) -> Choices:
    """A built roster, or an empty one where that is sounder."""
    chosen = construct(c)
    return nothing_chosen(c) if verdict_on(c, chosen).faults else chosen


@pytest.mark.parametrize("block", range(6))
def test_windows_only_improve_and_beat_no_optimum(block: int) -> None:
    found = 0
    for seed in range(block * 15, block * 15 + 15):
        c = small_columns(seed)
        start = started(c)
        windows = some_windows(c, start, seed, 8)
        assert windows.cost <= verdict_on(c, start).cost
        assert windows.cost >= optimum(seed)[0], seed
        found += windows.cost == optimum(seed)[0]
    assert found >= 13


def test_a_window_of_everybody_is_the_whole_week() -> None:
    gained = 0
    for seed in range(20):
        c = small_columns(seed)
        windows = Windows(c, nothing_chosen(c), c.empty_cost, seed, size=float(MOST))
        windows.improve(
            lambda windows=windows: windows.solved >= 10,  # type: ignore[misc]
            lambda _chosen, _cost: None,
            lambda: 60.0,
            by_work=True,
        )
        assert windows.cost >= optimum(seed)[0]
        gained += windows.gained > 0
    assert gained > 15


def test_the_same_seed_opens_the_same_windows() -> None:
    c = columns_of(a_busy_week(20, 4))
    runs = [some_windows(c, nothing_chosen(c), 5, 6) for _ in range(2)]
    assert meetings_of(c, runs[0].chosen) == meetings_of(c, runs[1].chosen)
    assert [r.size for r in runs] == [runs[0].size] * 2
    other = some_windows(c, nothing_chosen(c), 6, 6)
    assert meetings_of(c, other.chosen) != meetings_of(c, runs[0].chosen)


def test_an_empty_roster_is_filled_window_by_window() -> None:
    c = columns_of(a_busy_week(20, 4))
    windows = some_windows(c, nothing_chosen(c), 1, 12)
    assert (windows.chosen.start >= 0).sum() >= 15
    assert FEWEST <= windows.size <= MOST


def test_nothing_is_opened_where_nobody_works_or_may() -> None:
    far = a_need(pinned_start=at(MON, 3))
    for problem in (a_problem(workers=()), a_problem(needs=()), a_problem(needs=(far,))):
        c = columns_of(problem)
        windows = some_windows(c, nothing_chosen(c), 1, 3)
        assert (windows.gained, windows.cost) == (0, c.empty_cost)


def test_a_need_of_a_team_is_moved_only_with_its_whole_team() -> None:
    clients = (a_client("c1"), a_client("c2"))
    pair = a_need("n1").seats * 2
    problem = a_problem(clients=clients, needs=(a_need("n1", seats=pair, priority=2), a_need("n2")))
    worker = problem.workers[0]
    problem = replace(problem, workers=(worker, replace(worker, id="w2"), replace(worker, id="w3")))
    c = columns_of(problem)
    windows = some_windows(c, nothing_chosen(c), 2, 10)
    assert (windows.chosen.start >= 0).tolist() == [True, False]
