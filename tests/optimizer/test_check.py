"""The check against the oracle on any roster, sound or broken, and its manners."""

from operator import attrgetter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.session import Meeting
from optimizer.check import check, check_tables, faults_of, misses
from optimizer.policy import default_policy
from optimizer.rules import RULES
from optimizer.tables import make_tables
from tests.optimizer.brute_force import every_subset
from tests.optimizer.builders import MON, a_client, a_meeting, a_need, a_problem, at
from tests.optimizer.problems import small_policy, small_problem
from tests.oracle import judge

ROSTERS = 40
SEEDS = st.integers(1000, 1_000_000)


def agree(seed: int) -> int:
    """Check and oracle say the same of every roster, rule by rule; units missed in all."""
    problem, policy = small_problem(seed), small_policy(seed)
    t, seen = make_tables(problem, policy), 0
    for roster in every_subset(problem, policy, ROSTERS):
        verdict = judge(problem, policy, roster)
        found = dict.fromkeys(verdict.missed, 0)
        for rule, about, units in misses(t, roster):
            assert len(about) == len(units)
            assert (units >= 0).all()
            found[rule] += int(units.sum())
        assert found == verdict.missed, (seed, roster)
        checked = check_tables(t, roster)
        assert faults_of(checked.faults) == verdict.faults
        assert checked.cost == verdict.cost
        seen += sum(found.values())
    return seen


@pytest.mark.parametrize("block", range(4))
def test_the_check_says_what_the_oracle_says_rule_by_rule(block: int) -> None:
    for seed in range(block * 15, block * 15 + 15):
        assert agree(seed) > 0


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_on_any_seed(seed: int) -> None:
    agree(seed)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_in_which_meetings_are_given_does_not_matter(seed: int, chance: Random) -> None:
    problem, policy = small_problem(seed), small_policy(seed)
    roster = max(every_subset(problem, policy, 64), key=len)
    shuffled = chance.sample(roster, len(roster))
    one, other = check(problem, policy, roster), check(problem, policy, shuffled)
    assert one.costs == other.costs
    told = [sorted((f.rule, f.about, f.amount) for f in c.faults) for c in (one, other)]
    assert told[0] == told[1]


def test_every_rule_is_asked_even_of_a_week_without_meetings() -> None:
    asked = {rule for rule, _, _ in misses(make_tables(a_problem(), default_policy()), ())}
    assert asked == set(map(attrgetter("__name__"), RULES))
    assert check(a_problem(), default_policy(), ()).cost == 10_000


def test_an_empty_week_misses_nothing() -> None:
    problem = a_problem(needs=(), workers=(), clients=())
    checked = check(problem, default_policy(), ())
    assert (checked.faults, checked.costs, checked.cost) == ((), (), 0)


@pytest.mark.parametrize("meeting", [a_meeting("n9"), a_meeting(workers=("w9",))])
def test_rules_are_never_asked_about_unknown_ids(meeting: Meeting) -> None:
    with pytest.raises(KeyError):
        tuple(misses(make_tables(a_problem(), default_policy()), (meeting,)))


def test_a_fault_names_its_rule_its_person_and_its_units() -> None:
    needs = (a_need("n1"), a_need("n2", component="support"))
    roster = (a_meeting(), a_meeting("n2", at(MON, 10, 45)))
    faults = check(a_problem(needs=needs), default_policy(), roster).faults
    told = [(f.rule, f.about, f.amount, f.facts) for f in faults]
    assert told == [
        ("worker_free", "w1", 15, {"missed": 15}),
        ("client_free", "c1", 15, {"missed": 15}),
    ]


def test_a_wish_is_added_up_and_priced_a_must_is_told_one_by_one() -> None:
    policy = default_policy()
    policy = policy.model_copy(update={"prices": {**policy.prices, "served_once": 3}})
    needs = (a_need("n1"), a_need("n2", clients=("c1",), component="support"))
    roster = [a_meeting(need, at(MON, hour)) for need in ("n1", "n2") for hour in (8, 10, 12)]
    checked = check(a_problem(needs=needs), policy, roster)
    lines = [(line.rule, line.missed, line.cost) for line in checked.costs]
    assert ("served_once", 4, 12) in lines
    assert checked.cost == sum(cost for _, _, cost in lines)
    assert not [f for f in checked.faults if f.rule == "served_once"]
    free = [f for f in checked.faults if f.rule == "start_allowed"]
    assert sorted(f.about for f in free) == ["n1", "n2"]


def test_a_fault_of_a_seat_names_the_meeting_and_the_worker() -> None:
    problem = a_problem(clients=(a_client("c1", refused=frozenset({"w1"})),))
    (fault,) = check(problem, default_policy(), (a_meeting(),)).faults
    assert (fault.rule, fault.about) == ("not_refused", "n1, w1")
