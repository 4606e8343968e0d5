"""The exact model against the brute force, the check and the oracle."""

from dataclasses import replace

import numpy as np
import pytest

from domain.people import Contract
from optimizer.check import check_tables
from optimizer.choices import Choices, meetings_of, nothing_chosen
from optimizer.columns import Columns
from optimizer.construct import construct
from optimizer.exact import Effort, Solved, solve_exact, solve_part
from optimizer.model import Part
from tests.optimizer.brute_force import best
from tests.optimizer.builders import MON, TUE, a_client, a_need, a_problem, a_worker, at
from tests.optimizer.dice import Dice
from tests.optimizer.engines import a_busy_week, columns_of, optimum, small_columns, verdict_on
from tests.optimizer.problems import small_policy, small_problem

EFFORT = Effort(seconds=60.0, seed=1, threads=1)
BLOCKS, BLOCK = 10, 20


def solved(c: Columns, start: Choices | None = None) -> tuple[Solved, Choices]:
    """What the exact model finds; it finds a roster always, for nobody need be met."""
    found = solve_exact(c, nothing_chosen(c) if start is None else start, EFFORT)
    assert found.chosen is not None
    return found, found.chosen


@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_exact_optimum_is_the_best_of_all_rosters_and_costs_what_every_judge_says(
    block: int,
) -> None:
    for seed in range(block * BLOCK, block * BLOCK + BLOCK):
        c = small_columns(seed)
        found, chosen = solved(c)
        checked, verdict = check_tables(c.tables, meetings_of(c, chosen)), verdict_on(c, chosen)
        assert found.proven, seed
        assert checked.faults == (), seed
        assert verdict.faults == {}, seed
        cost, _ = optimum(seed)
        assert (found.cost, found.bound, checked.cost, verdict.cost) == (cost,) * 4, seed


def test_among_those_weeks_some_are_full_and_some_are_not() -> None:
    served = [len(optimum(seed)[1]) for seed in range(40)]
    wanted = [len(small_problem(seed).needs) for seed in range(40)]
    assert any(a == b for a, b in zip(served, wanted, strict=True))
    assert any(0 < a < b for a, b in zip(served, wanted, strict=True))


def test_employees_work_shorter_weeks_than_others_and_the_model_knows() -> None:
    # Rules of rest and breaks bind employees alone: the same weeks, all bound and all free.
    differ = 0
    for seed in range(60):
        problem, policy = small_problem(seed), small_policy(seed)
        costs = []
        for contract in (Contract.EMPLOYEE, Contract.MANDATE):
            workers = tuple(replace(w, contract=contract) for w in problem.workers)
            week = replace(problem, workers=workers)
            found = best(week, policy)
            assert found is not None
            cost = solved(columns_of(week, policy))[0].cost
            assert cost == found[0], seed
            costs.append(found[0])
        differ += costs[0] > costs[1]
        assert costs[0] >= costs[1]
    assert differ > 1


def test_where_the_search_begins_changes_no_optimum() -> None:
    for seed in range(40):
        c = small_columns(seed)
        assert solved(c, construct(c))[0].cost == optimum(seed)[0], seed


def a_part(c: Columns, standing: Choices, dice: Dice) -> Part:
    """Some workers, the needs that they alone serve, and some of those left out."""
    t = c.tables
    many = len(t.worker_home)
    workers = frozenset(dice.some(range(many), dice.between(1, many)))
    needs = set()
    for need in range(len(t.need_minutes)):
        pairs = standing.pair[t.need_seat[need] : t.need_seat[need + 1]]
        if standing.start[need] < 0:
            if dice.chance(70):
                needs.add(need)
        elif set(c.pair_worker[pairs].tolist()) <= workers:
            needs.add(need)
    return Part(frozenset(needs), workers, standing)


@pytest.mark.parametrize("block", range(4))
def test_a_part_costs_what_the_whole_roster_costs_and_leaves_the_rest_alone(block: int) -> None:
    for seed in range(block * 40, block * 40 + 40):
        c, dice = small_columns(seed), Dice(seed)
        standing = solved(c)[1] if seed % 2 else some_of(construct_sound(c), dice)
        before = verdict_on(c, standing)
        assert before.faults == {}, seed
        part = a_part(c, standing, dice)
        found = solve_part(c, part, EFFORT)
        assert found.chosen is not None
        assert found.proven
        after = verdict_on(c, found.chosen)
        assert (after.faults, after.cost) == ({}, found.cost), seed
        assert optimum(seed)[0] <= after.cost <= before.cost, seed
        for need in set(range(len(c.tables.need_minutes))) - part.needs:
            seats = slice(*c.tables.need_seat[need : need + 2].tolist())
            assert found.chosen.start[need] == standing.start[need], seed
            assert np.array_equal(found.chosen.pair[seats], standing.pair[seats]), seed


def construct_sound(c: Columns) -> Choices:
    """A roster without a fault that is not the best: built, or nothing where that has one."""
    chosen = construct(c)
    return nothing_chosen(c) if verdict_on(c, chosen).faults else chosen


def some_of(chosen: Choices, dice: Dice) -> Choices:
    """The same roster; taking meetings out could break a pause, so all or nothing."""
    return chosen if dice.chance(80) else Choices(chosen.start * 0 - 1, chosen.pair * 0 - 1)


def test_each_better_roster_is_told_with_a_bound_below_it() -> None:
    c = columns_of(a_busy_week(12, 2))
    heard: list[tuple[Choices, int, int]] = []
    found = solve_exact(
        c,
        nothing_chosen(c),
        EFFORT,
        lambda chosen, cost, bound: heard.append((chosen, cost, bound)),
    )
    costs = [cost for _, cost, _ in heard]
    assert len(costs) > 1
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] == found.cost
    for chosen, cost, bound in heard:
        assert verdict_on(c, chosen).cost == cost
        assert bound <= cost


def test_a_worker_is_in_one_place_at_a_time() -> None:
    needs = (
        a_need("n1", pinned_start=at(MON, 10)),
        a_need("n2", clients=("c2",), pinned_start=at(MON, 10, 55)),
    )
    problem = a_problem(clients=(a_client("c1"), a_client("c2")), needs=needs)
    assert solved(columns_of(problem))[0].cost == 10_000
    both = replace(problem, workers=(a_worker("w1"), a_worker("w2")))
    assert solved(columns_of(both))[0].cost == 0
    later = replace(problem, needs=(needs[0], replace(needs[1], pinned_start=at(MON, 11))))
    assert solved(columns_of(later))[0].cost == 0


def test_two_needs_of_one_client_are_served_on_two_days() -> None:
    spans = (at(MON, 10), at(TUE, 10))
    windows = tuple(replace(a_need().windows[0], start=s, end=s) for s in spans)
    needs = tuple(a_need(f"n{i}", windows=windows) for i in range(2))
    _, chosen = solved(columns_of(a_problem(needs=needs)))
    assert sorted(chosen.start.tolist()) == sorted(spans)
