"""Everything that asks one step less than a change does, in the same kind, by whomever."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from domain.people import Shift, Worker
from domain.session import DAY_MINUTES
from optimizer.problem import Problem
from optimizer.why import Change
from tests.optimizer.explain.apply import Facts, with_size

OF_ANY_WORKER = frozenset(
    {
        "change.longer_day",
        "change.more_contract_minutes",
        "change.one_more_client",
        "change.one_more_day",
        "change.farther_reach",
    }
)
"""Kinds in which anybody could be asked for less."""
SIZED = OF_ANY_WORKER | {
    "change.extend_units",
    "change.raise_ceiling",
    "change.interpreter_minutes",
    "change.more_members",
    "change.another_supporter",
}
DATES: Mapping[str, int] = {
    "change.renew_training": -1,
    "change.longer_referral": -1,
    "change.later_deadline": -1,
    "change.earlier_referral": 1,
    "change.action_plan": 1,
    "change.end_parallel": 1,
}
"""Which way a day goes when less is asked."""


def smaller_ones(problem: Problem, change: Change) -> Iterator[Change | None]:
    """The same one step smaller, in every way; of several changes each smaller, or spared.

    None: nothing is asked at all.
    """
    rest = change.then
    yield rest
    for one in _less(problem, replace(change, then=None)):
        yield replace(one, then=rest)
    if rest is not None:
        for then in smaller_ones(problem, rest):
            yield replace(change, then=then)


def _less(problem: Problem, change: Change) -> Iterator[Change]:
    facts = change.facts
    if change.kind in OF_ANY_WORKER and change.size > 1:
        for worker in problem.workers:
            yield with_size(_with(change, worker=worker.name), change.size - 1)
    elif change.kind in SIZED and change.size > 1:
        yield with_size(change, change.size - 1)
    elif change.kind in DATES:
        day = date.fromisoformat(str(facts["day"])) + timedelta(days=DATES[change.kind])
        yield _with(change, day=day.isoformat())
    elif change.kind in SHIFTS:
        worker = next(w for w in problem.workers if w.name == facts["worker"])
        for start, end in SHIFTS[change.kind](worker, facts):
            yield _with(change, start=start, end=end, minutes=change.size - 1)
    elif change.kind == "change.higher_level" and change.size > 1:
        yield _with(change, level=int(facts["level"]) - 1)
    elif change.kind == "change.closer_together":
        yield _with(change, days=int(facts["days"]) + 1)


def _with(change: Change, **facts: str | int) -> Change:
    known = {**change.facts, **facts}
    return replace(change, facts={name: known[name] for name in change.facts})


def _longer(worker: Worker, facts: Facts) -> Iterator[tuple[int, int]]:
    """Every way to be on duty a minute less in all, and no less than now at either end."""
    (own,) = (shift for shift in worker.shifts if shift.weekday == facts["weekday"])
    less = facts["minutes"] - 1
    for before in range(less + 1 if less else 0):
        start, end = own.start - before, own.end + less - before
        if start >= 0 and end <= DAY_MINUTES:
            yield start, end


def _on_day(_worker: Worker, facts: Facts) -> Iterator[tuple[int, int]]:
    """The hours a minute later, earlier, or as they are, a minute shorter."""
    shift = Shift(facts["weekday"], facts["start"], facts["end"])
    for begins in (shift.start - 1, shift.start, shift.start + 1):
        if begins >= 0 and shift.start < shift.end - 1:
            yield begins, begins + shift.end - shift.start - 1


SHIFTS: Mapping[str, Callable[[Worker, Facts], Iterator[tuple[int, int]]]] = {
    "change.longer_shift": _longer,
    "change.shift_on_day": _on_day,
}
