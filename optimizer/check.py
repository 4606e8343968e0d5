"""Any roster, from any hand, against every rule. No solver here.

The same rules that the engines read are asked about the assignments that are. The
independent judge is ``tests/oracle``: the same sentences in plain loops.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from domain.finding import Finding
from domain.session import Meeting
from optimizer.limit import (
    Different,
    Limits,
    NeedSum,
    PairSum,
    WorkerDays,
    WorkerSum,
)
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.roster import RuleCost
from optimizer.rules import COUNT_RULES, PAIR_RULES, ROSTER_RULES, START_RULES
from optimizer.strangers import set_strangers_aside
from optimizer.tables import Ints, Tables, make_tables, units
from optimizer.visits import Visits, visits_of

Missed = tuple[str, Sequence[str], Ints]
"""A rule, whom each figure is about, and the units missed."""


@dataclass(frozen=True)
class Checked:
    """What a roster misses: faults under musts, costs under wishes."""

    faults: tuple[Finding, ...]
    costs: tuple[RuleCost, ...]

    @property
    def cost(self) -> int:
        """Sum of the wishes missed, at their prices."""
        return sum(line.cost for line in self.costs)


def check(problem: Problem, policy: Policy, meetings: Sequence[Meeting]) -> Checked:
    """Every rule asked about these meetings; the order of meetings does not matter.

    A meeting of an unknown need or worker, or beyond the week, is a fault of its own (see
    ``strangers``); the rules are asked about the others.
    """
    return check_tables(make_tables(problem, policy), meetings)


def check_tables(t: Tables, meetings: Sequence[Meeting]) -> Checked:
    """The same, where the tables are at hand already."""
    known, faults = set_strangers_aside(t, meetings)
    costs: list[RuleCost] = []
    totals: dict[str, int] = {}
    for rule, about, missed in misses(t, known):
        price = t.policy.price(rule)
        if price is not None:
            totals[rule] = totals.get(rule, 0) + int(missed.sum())
            continue
        faults += [
            Finding(rule, about[k], {"missed": int(missed[k])}, int(missed[k]))
            for k in np.flatnonzero(missed).tolist()
        ]
    costs = [RuleCost(rule, n, n * (t.policy.price(rule) or 0)) for rule, n in totals.items() if n]
    return Checked(tuple(faults), tuple(costs))


def misses(t: Tables, meetings: Sequence[Meeting]) -> Iterator[Missed]:
    """Units missed under every rule, in the order of the rules; KeyError on unknown ids."""
    v = visits_of(t, meetings)
    needs = [n.id for n in t.problem.needs]
    of_meeting = [needs[n] for n in v.meeting_need.tolist()]
    workers = [w.id for w in t.problem.workers]
    of_seat = [
        f"{needs[n]}, {workers[w]}" for n, w in zip(v.need.tolist(), v.worker.tolist(), strict=True)
    ]
    for start_rule in START_RULES:
        missed = start_rule(t, v.meeting_need, v.meeting_start)
        yield start_rule.__name__, of_meeting, missed
    for pair_rule in PAIR_RULES:
        missed = pair_rule(t, v.seat, v.worker)
        if missed.ndim > 1:
            missed = missed[np.arange(len(missed)), v.start // 1440]
        yield pair_rule.__name__, of_seat, missed
    for count_rule in COUNT_RULES:
        for limit in count_rule(t, v.seat, v.worker):
            yield limit.rule, limit.about, over_limit(limit, t, v)
    for roster_rule in ROSTER_RULES:
        found = roster_rule(t, v)
        yield roster_rule.__name__, found.about, found.missed


def over_limit(limit: Limits, t: Tables, v: Visits) -> Ints:
    """Units by which each limit is missed."""
    match limit:
        case NeedSum():
            held = np.zeros((len(t.problem.needs), 7), np.int64)
            held[v.meeting_need, v.meeting_start // 1440] = 1
            counts = (limit.days[limit.row_limit][:, None] >> np.arange(7)) & 1
            uses = limit.row_use * (held[limit.row_need] * counts).sum(axis=1)
            return _over(len(limit.most), limit.row_limit, uses, limit.most)
        case WorkerSum():
            minutes = np.zeros((len(t.problem.workers), 7), np.int64)
            np.add.at(minutes, (v.worker, v.start // 1440), limit.use[v.seat])
            counts = (limit.days[:, None] >> np.arange(7)) & 1
            used = (minutes[limit.worker] * counts).sum(axis=1)
            return units(np.maximum(used - limit.most, 0) + np.maximum(limit.least - used, 0))
        case PairSum():
            return _over(len(limit.most), limit.row_limit, limit.row_use, limit.most)
        case Different():
            return _different(limit, len(t.problem.workers), v.worker)
        case WorkerDays():
            days = np.bincount(v.route_worker, minlength=len(t.problem.workers))
            return units(np.maximum(days[limit.worker] - limit.most, 0))


def _over(many: int, row: Ints, use: Ints, most: Ints) -> Ints:
    used = np.zeros(many, np.int64)
    np.add.at(used, row, use)
    return units(np.maximum(used - most, 0))


def _different(limit: Different, workers: int, worker: Ints) -> Ints:
    """Bonds beyond the limit; bonds that stood already never count against it."""
    known = np.unique(limit.known_key * workers + limit.known_worker)
    made = np.unique(limit.pair_key_of * workers + worker[limit.pair_key])
    fresh = np.setdiff1d(made, known, assume_unique=True)

    def side(bonds: Ints) -> Ints:
        owner = bonds // workers if limit.on_key else bonds % workers
        return units(np.bincount(owner, minlength=len(limit.most)))

    stood = side(known)
    return units(np.maximum(stood + side(fresh) - np.maximum(limit.most, stood), 0))


def faults_of(findings: Iterable[Finding]) -> dict[str, int]:
    """Units missed per rule."""
    total: dict[str, int] = {}
    for finding in findings:
        total[finding.rule] = total.get(finding.rule, 0) + finding.amount
    return total
