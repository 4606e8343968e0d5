"""The brute force against a plain look at every roster there is, without any pruning."""

from dataclasses import replace
from itertools import product
from math import prod

import pytest

from domain.session import Meeting
from optimizer.policy import Policy, default_policy
from optimizer.problem import Problem
from tests.optimizer.brute_force import best, every_subset, starts_of
from tests.optimizer.builders import MON, a_client, a_need, a_problem, a_worker, at
from tests.optimizer.problems import small_policy, small_problem
from tests.oracle import judge

ORDER = ("worker_free", "client_free", "shift", "breaks", "weekly_rest")
ROSTERS = 400
"""Weeks with more rosters than this lose their last needs."""


def all_ways(problem: Problem, policy: Policy) -> list[list[Meeting | None]]:
    """Each need left out, or at each start with each team, sound or not."""
    ids = [w.id for w in problem.workers]
    return [
        [None]
        + [
            Meeting(need.id, start, team)
            for start in starts_of(need, policy.grid)
            for team in product(ids, repeat=len(need.seats))
        ]
        for need in problem.needs
    ]


def bolder(policy: Policy, seed: int) -> Policy:
    """Prices that no engine takes, for the brute force must be sure of any policy."""
    prices = dict(policy.prices)
    for rule in ORDER[seed % len(ORDER) :]:
        prices[rule] = 7
    if seed % 3 == 0:
        del prices["wanted_meeting"]
    return policy.model_copy(update={"prices": prices})


def cheapest(problem: Problem, policy: Policy) -> int | None:
    costs = []
    for choice in product(*all_ways(problem, policy)):
        verdict = judge(problem, policy, [m for m in choice if m is not None])
        if not verdict.faults:
            costs.append(verdict.cost)
    return min(costs, default=None)


def first_needs(problem: Problem, policy: Policy) -> Problem:
    """The same week with as many of its needs as leave few enough rosters to look at."""
    fewer = problem
    while prod(len(ways) for ways in all_ways(fewer, policy)) > ROSTERS:
        fewer = replace(fewer, needs=fewer.needs[:-1])
    return fewer


@pytest.mark.parametrize("block", range(4))
def test_the_brute_force_finds_what_an_unpruned_look_at_all_rosters_finds(block: int) -> None:
    for seed in range(block * 30, block * 30 + 30):
        policy = small_policy(seed)
        if seed % 2:
            policy = bolder(policy, seed)
        problem = first_needs(small_problem(seed), policy)
        found = best(problem, policy)
        assert (None if found is None else found[0]) == cheapest(problem, policy), seed


def test_the_best_roster_is_the_one_whose_cost_it_tells() -> None:
    for seed in range(8):
        problem = small_problem(seed)
        found = best(problem, default_policy())
        assert found is not None
        verdict = judge(problem, default_policy(), found[1])
        assert verdict.faults == {}
        assert verdict.cost == found[0]


def test_one_of_two_meetings_at_once_is_left_out() -> None:
    clients = (a_client("c1"), a_client("c2", themes=frozenset({"bipolar"})))
    needs = [
        a_need("n1", windows=a_need().windows[:1], pinned_start=at(MON, 10)),
        a_need("n2", clients=("c2",), pinned_start=at(MON, 10, 30)),
    ]
    problem = a_problem(clients=clients, needs=tuple(needs))
    # Leaving out n2 costs 10,000 alone; leaving out n1 would cost 40 more for the kind.
    assert best(problem, default_policy()) == (10_000, (Meeting("n1", at(MON, 10), ("w1",)),))
    both = a_problem(clients=clients, needs=tuple(needs), workers=(a_worker("w1"), a_worker("w2")))
    found = best(both, default_policy())
    assert found is not None
    assert found[0] == 40


def test_every_subset_yields_so_many_rosters_sound_and_broken() -> None:
    problem, policy = small_problem(8), default_policy()
    rosters = list(every_subset(problem, policy, 200))
    assert len(rosters) == 200
    faults = [judge(problem, policy, roster).faults for roster in rosters]
    assert {} in faults
    assert len({rule for found in faults for rule in found}) > 5
    assert rosters == list(every_subset(problem, policy, 200))


def test_the_same_seed_gives_the_same_week_and_every_week_stays_small() -> None:
    for seed in range(100):
        problem = small_problem(seed)
        again = small_problem(seed)
        assert problem.needs == again.needs
        assert problem.workers == again.workers
        assert 2 <= len(problem.workers) <= 4
        assert 2 <= len(problem.clients) <= 6
        assert 3 <= len(problem.needs) <= 7
        assert list(problem.needs) == sorted(problem.needs, key=lambda n: (n.clients[0], n.id))


def test_every_rule_is_missed_by_some_roster_of_some_small_week() -> None:
    unseen = set(judge(small_problem(0), default_policy(), []).missed)
    for seed in range(80):
        problem, policy = small_problem(seed), small_policy(seed)
        for roster in every_subset(problem, policy, 64):
            missed = judge(problem, policy, roster).missed
            unseen -= {rule for rule in unseen if missed[rule]}
    assert unseen == set()
