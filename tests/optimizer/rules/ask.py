"""Ask one rule about one roster: the check, the oracle, and the columns the engines read."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from domain.session import Meeting, Window
from optimizer.check import misses
from optimizer.choices import option_at, pair_of
from optimizer.columns import REMOVERS, make_columns
from optimizer.policy import Policy, default_policy
from optimizer.problem import Problem
from optimizer.rules import START_RULES
from optimizer.tables import make_tables
from tests.optimizer.builders import (
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_seat,
    a_worker,
    at,
    shifts,
)
from tests.oracle import judge

ONE = (a_meeting(),)
"""The default meeting of the builders alone."""
EVERY_DAY = tuple(Window(at(day, 10), at(day, 12)) for day in range(7))
"""Starts between 10 and 12, weekends included."""

Changes = Mapping[str, Any]


def a_case(
    *,
    workers: Sequence[Changes] = ({},),
    clients: Sequence[Changes] = ({},),
    seats: Sequence[Changes] = ({},),
    need: Changes | None = None,
    **changes: Any,
) -> Problem:
    """One need of clients ``c1``, ``c2`` .. on any day, for workers ``w1``, ``w2`` .. on shift."""
    people = tuple(a_client(f"c{i + 1}", **c) for i, c in enumerate(clients))
    staff = tuple(
        a_worker(f"w{i + 1}", **({"shifts": shifts(weekdays=range(7))} | dict(w)))
        for i, w in enumerate(workers)
    )
    wanted: dict[str, Any] = {
        "clients": tuple(c.id for c in people),
        "seats": tuple(a_seat(**seat) for seat in seats),
        "windows": EVERY_DAY,
    }
    record: dict[str, Any] = {
        "workers": staff,
        "clients": people,
        "needs": (a_need(**(wanted | dict(need or {}))),),
    }
    return a_problem(**(record | changes))


@cache
def without_price(rule: str) -> Policy:
    """The policy of the house with this rule a must."""
    policy = default_policy()
    prices = {name: price for name, price in policy.prices.items() if name != rule}
    return policy.model_copy(update={"prices": prices})


@cache
def with_price(rule: str, price: int = 7) -> Policy:
    """The policy of the house with this rule a wish."""
    policy = default_policy()
    return policy.model_copy(update={"prices": {**policy.prices, rule: price}})


def missed(
    rule: str, problem: Problem, meetings: Sequence[Meeting] = ONE, policy: Policy | None = None
) -> int:
    """Units missed under a rule, by the check."""
    found = misses(make_tables(problem, policy or default_policy()), meetings)
    return sum(int(units.sum()) for name, _, units in found if name == rule)


def oracle_says(
    rule: str, problem: Problem, meetings: Sequence[Meeting] = ONE, policy: Policy | None = None
) -> int:
    """Units missed under a rule, by the oracle."""
    return judge(problem, policy or default_policy(), meetings).missed[rule]


def both_say(
    problem: Problem, meetings: Sequence[Meeting] = ONE, policy: Policy | None = None
) -> dict[str, int]:
    """Every rule missed, with its units; the check and the oracle agree on all of them."""
    asked = policy or default_policy()
    found: dict[str, int] = {}
    for rule, _, units in misses(make_tables(problem, asked), meetings):
        found[rule] = found.get(rule, 0) + int(units.sum())
    assert found == judge(problem, asked, meetings).missed
    return {rule: n for rule, n in found.items() if n}


def refused_days(rule: str, problem: Problem, policy: Policy | None = None) -> list[int]:
    """Weekdays on which a must of starts leaves a need without a start, or with fewer."""
    rules = [asked.__name__ for asked in START_RULES]
    c = make_columns(make_tables(problem, policy or default_policy()))
    return [day for _, row, day in c.refused.tolist() if rules[row] == rule]


def start_price(
    problem: Problem, start: int, policy: Policy | None = None, need: int = 0
) -> int | None:
    """What the engines pay for a start whoever comes; None where they may not choose it."""
    c = make_columns(make_tables(problem, policy or default_policy()))
    option = option_at(c, need, start)
    return int(c.opt_price[option]) if option >= 0 else None


def removed_pairs(rule: str, problem: Problem, policy: Policy | None = None) -> list[int]:
    """Per seat of the problem, how many workers the rule takes from the engines."""
    c = make_columns(make_tables(problem, policy or default_policy()))
    removed: list[int] = c.removed[:, REMOVERS.index(rule)].tolist()
    return removed


def pair_price(
    problem: Problem, policy: Policy | None = None, worker: str = "w1", seat: int = 0
) -> int | None:
    """What the engines pay for a worker on a seat of the problem; None where a must forbids it."""
    t = make_tables(problem, policy or default_policy())
    c = make_columns(t)
    pair = pair_of(c, seat, t.worker_row[worker])
    return int(c.pair_price[pair]) if pair >= 0 else None


def pair_days(
    problem: Problem, policy: Policy | None = None, worker: str = "w1", seat: int = 0
) -> list[int]:
    """Weekdays on which the engines may give the seat to the worker."""
    t = make_tables(problem, policy or default_policy())
    c = make_columns(t)
    pair = pair_of(c, seat, t.worker_row[worker])
    return [day for day in range(7) if pair >= 0 and c.pair_days[pair] >> day & 1]
