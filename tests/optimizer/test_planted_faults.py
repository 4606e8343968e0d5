"""Faults planted on purpose: rules that are slightly wrong, and the oracle that catches each.

If one of them were made one day, comparing the check with the oracle would tell.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial, update_wrapper
from operator import attrgetter
from typing import Any

import numpy as np
import pytest

from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting, Need
from optimizer import check
from optimizer.limit import NO_LIMIT, Different, NeedSum, WorkerSum
from optimizer.tables import Ints, Tables, make_tables
from optimizer.visits import Visits
from tests.optimizer.brute_force import every_subset
from tests.optimizer.problems import small_policy, small_problem
from tests.oracle import judge

FAMILIES = ("START_RULES", "PAIR_RULES", "COUNT_RULES", "ROSTER_RULES")
WEEKS, ROSTERS = 160, 14

Rule = Callable[..., Any]
Version = Callable[..., Any]
"""The right rule, the tables and what the rule is asked about: what a wrong rule would say."""


def reading(wrong: Callable[[Tables], Tables]) -> Version:
    """A version that reads other columns than it should."""

    def version(right: Rule, t: Tables, *asked: Any) -> Any:
        return right(wrong(t), *asked)

    return version


def counting(wrong: Callable[[Any], Any]) -> Version:
    """A version whose limits are other than they should be."""

    def version(right: Rule, t: Tables, seat: Ints, worker: Ints) -> Iterator[Any]:
        yield from map(wrong, right(t, seat, worker))

    return version


def walking(wrong: Callable[[Visits], Visits]) -> Version:
    """A version that goes other ways than it should."""

    def version(right: Rule, t: Tables, visits: Visits) -> Any:
        return right(t, wrong(visits))

    return version


def under(t: Tables, **figures: Any) -> Tables:
    """The same week with other figures in the policy."""
    return replace(t, policy=t.policy.model_copy(update=figures))


def but(t: Tables, **records: Any) -> Tables:
    """The same columns with other records behind them."""
    return replace(t, problem=replace(t.problem, **records))


def closed_a_day_early(need: Need) -> Need:
    return replace(need, closes=need.closes - timedelta(days=1)) if need.closes else need


def a_day_later(right: Rule, t: Tables, need: Ints, start: Ints) -> Any:
    return right(t, need, (start + DAY_MINUTES) % (WEEK_DAYS * DAY_MINUTES))


def as_on_monday(right: Rule, t: Tables, seat: Ints, worker: Ints) -> Any:
    return right(t, seat, worker)[:, [0] * WEEK_DAYS]


def the_other_way_round(right: Rule, t: Tables, seat: Ints, worker: Ints) -> Any:
    return 1 - right(t, seat, worker)


def without_rank(t: Tables) -> Tables:
    return replace(t, seat_rank=np.zeros_like(t.seat_rank))


def familys_as_own(t: Tables) -> Tables:
    return replace(t, worker_themes=t.worker_themes[[0, 3, 4, 3, 4]])


def suitable_as_refused(t: Tables) -> Tables:
    return but(t, clients=tuple(replace(c, refused=c.confirmed) for c in t.problem.clients))


def from_tomorrow(limit: NeedSum) -> NeedSum:
    return replace(limit, days=limit.days << 1)


def overspent_forgiven(limit: NeedSum) -> NeedSum:
    return replace(limit, most=np.where(limit.most == 0, NO_LIMIT, limit.most))


def most_for_least(limit: WorkerSum) -> WorkerSum:
    return replace(limit, most=limit.least, least=np.zeros_like(limit.least))


def each_meeting_a_client(limit: Different) -> Different:
    return replace(limit, pair_key_of=np.arange(len(limit.pair_key_of)) + limit.keys)


def not_home(v: Visits) -> Visits:
    return replace(v, way_out=np.zeros_like(v.way_out))


@dataclass(frozen=True)
class Fault:
    """A rule, what is wrong with this version of it, and the version."""

    rule: str
    wrong: str
    version: Version


FAULTS = (
    Fault(
        "start_allowed",
        "a pinned need may start in its windows as well",
        reading(
            lambda t: but(t, needs=tuple(replace(n, pinned_start=None) for n in t.problem.needs))
        ),
    ),
    Fault(
        "within_referral",
        "comparison off by one: the last day is already outside",
        reading(lambda t: but(t, needs=tuple(map(closed_a_day_early, t.problem.needs)))),
    ),
    Fault(
        "client_present",
        "missing group exception",
        reading(lambda t: replace(t, need_grouped=np.zeros_like(t.need_grouped))),
    ),
    Fault(
        "group_size",
        "members who are away are counted",
        reading(lambda t: replace(t, client_away=np.zeros_like(t.client_away))),
    ),
    Fault("public_holiday", "days shifted: the day after is looked at", a_day_later),
    Fault(
        "first_meeting_in_time",
        "public holidays are working days",
        reading(lambda t: but(t, holidays=frozenset())),
    ),
    Fault(
        "competence_level",
        "comparison off by one: the very level asked for is too low",
        reading(lambda t: replace(t, seat_level=t.seat_level + 1)),
    ),
    Fault("trained", "a training that holds on Monday holds all week", as_on_monday),
    Fault("chosen_worker", "lead seat ignored: wanted on every seat", reading(without_rank)),
    Fault(
        "shared_experience",
        "wrong column: a family's experience counts as the worker's own",
        reading(familys_as_own),
    ),
    Fault(
        "not_refused",
        "wrong column: those found suitable are taken for those refused",
        reading(suitable_as_refused),
    ),
    Fault(
        "common_language",
        "forgotten interpreter",
        reading(lambda t: replace(t, client_interpreter=np.zeros_like(t.client_interpreter))),
    ),
    Fault(
        "interpreter",
        "missing group exception: its own language is forgotten",
        reading(lambda t: replace(t, need_language=np.full_like(t.need_language, -1))),
    ),
    Fault("reachable", "sign: whoever lives near is out of reach", the_other_way_round),
    Fault("units_left", "days mask shifted: counted from tomorrow on", counting(from_tomorrow)),
    Fault(
        "euros_left",
        "budget forgiven: what is overspent has no ceiling",
        counting(overspent_forgiven),
    ),
    Fault(
        "guaranteed_minutes",
        "sign: promised minutes are the most instead of the least",
        counting(most_for_least),
    ),
    Fault(
        "caseload",
        "bond counted twice: who is met again is a client more",
        counting(each_meeting_a_client),
    ),
    Fault(
        "one_supporter",
        "lead seat ignored: whoever comes along is a supporter",
        reading(without_rank),
    ),
    Fault(
        "wanted_meeting",
        "priority weight ignored",
        reading(lambda t: under(t, priority_weight=(1, 1, 1, 1))),
    ),
    Fault("travel", "travel one-way: nobody goes home", walking(not_home)),
    Fault(
        "worker_free",
        "sign: the way is taken off the time between two meetings",
        walking(lambda v: replace(v, way_in=-v.way_in)),
    ),
    Fault(
        "client_free",
        "comparison off by one: meetings that touch overlap",
        reading(lambda t: replace(t, need_minutes=t.need_minutes + 1)),
    ),
    Fault("shift", "the way home is forgotten at the end of the shift", walking(not_home)),
    Fault(
        "breaks",
        "the way between two meetings is a break",
        walking(lambda v: replace(v, way_in=np.zeros_like(v.way_in))),
    ),
    Fault("daily_rest", "rest ignored", reading(lambda t: under(t, daily_rest=0))),
    Fault(
        "weekly_rest",
        "the law on employees is put upon everybody",
        reading(lambda t: replace(t, worker_employee=np.ones_like(t.worker_employee))),
    ),
)
"""Slightly wrong rules of every family, each wrong in one thing."""

Case = tuple[Tables, tuple[Meeting, ...], dict[str, int]]


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """Rosters of small weeks, sound and broken, with what the oracle says of each."""
    found: list[Case] = []
    for seed in range(WEEKS):
        problem, policy = small_problem(seed), small_policy(seed)
        t = make_tables(problem, policy)
        rosters = every_subset(problem, policy, ROSTERS)
        found += [(t, roster, judge(problem, policy, roster).missed) for roster in rosters]
    return found


def told_apart(case: Case) -> set[str]:
    """Rules of which the check and the oracle do not say the same."""
    t, roster, expected = case
    found = dict.fromkeys(expected, 0)
    for rule, _, missed in check.misses(t, roster):
        found[rule] += int(missed.sum())
    return {rule for rule, units in found.items() if units != expected[rule]}


def plant(patch: pytest.MonkeyPatch, fault: Fault) -> None:
    """Put the wrong version where the check has the rule."""
    for family in FAMILIES:
        rules = [
            update_wrapper(partial(fault.version, rule), rule)
            if rule.__name__ == fault.rule
            else rule
            for rule in getattr(check, family)
        ]
        patch.setattr(check, family, tuple(rules))


def test_without_a_planted_fault_check_and_oracle_say_the_same(cases: list[Case]) -> None:
    assert len(cases) == WEEKS * ROSTERS
    assert [case for case in cases if told_apart(case)] == []


@pytest.mark.parametrize("fault", FAULTS, ids=attrgetter("rule"))
def test_the_oracle_catches_the_planted_fault(
    fault: Fault, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, fault)
    apart = next((found for case in cases if (found := told_apart(case))), set())
    assert apart == {fault.rule}, fault.wrong


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_faults_in_several_of_its_rules(family: str) -> None:
    planted = [fault.rule for fault in FAULTS]
    assert len(planted) == len(set(planted))
    assert len({rule.__name__ for rule in getattr(check, family)} & set(planted)) >= 5
