"""A proposal: a change of circumstances, how it changes a trial, and the same asked for less.

A proposal changes a trial by just as much as the rule was missed, and says no less than
what it changes: two clients who lack something are two changes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce

from domain.people import Absence, Client, Worker
from domain.session import Meeting, Need
from optimizer.problem import Problem
from optimizer.trial import Changed, Trial, Week
from optimizer.why import Change

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lack:
    """One rule that a worker would miss on a seat, by how much, and when."""

    rule: str
    missed: int
    worker: str
    seat: int
    """Rank among the need's seats."""
    day: int
    start: int | None = None
    """Minute of the week; None where any start of the day would miss it."""


def nothing_less() -> Iterable["Proposal"]:
    """What has no size, or is the least of its kind, cannot be asked for less."""
    return ()


@dataclass(frozen=True)
class Proposal:
    """Changes, and how they change a trial."""

    changes: tuple[Change, ...]
    changed: Changed
    settle: Callable[[Meeting], "Proposal"] | None = None
    """Once a meeting is found: the same asked for as little as that meeting needs."""
    less: Callable[[], Iterable["Proposal"]] = nothing_less
    """The same asked for one unit less, in each way in which it can be."""
    sized: Callable[[int], "Proposal"] | None = None
    """The same of at least another size, in whole units; None where it has none."""

    def after(self, first: "Proposal | None") -> "Proposal":
        """Both proposals, ``first`` before this one; less is either alone, or less of either."""
        if first is None:
            return self
        before, settle = first, self.settle

        def less() -> Iterable[Proposal]:
            yield from (before, self)
            yield from (one.after(before) for one in self.less())
            yield from (self.after(one) for one in before.less())

        return Proposal(
            (*before.changes, *self.changes),
            lambda trial: self.changed(before.changed(trial)),
            None if settle is None else lambda meeting: settle(meeting).after(before),
            less,
        )


Proposer = Callable[[Week, Need, Lack], Proposal | None]


def in_units(make: Callable[[int], Proposal], size: int, step: int = 1) -> Proposal:
    """A proposal of so many units, which can be asked for a step less down to one step."""

    def less() -> Iterable[Proposal]:
        return (in_units(make, size - step, step),) if size > step else ()

    def sized(other: int) -> Proposal:
        return in_units(make, -(-other // step) * step, step)

    return replace(make(size), less=less, sized=sized)


def together(proposals: Iterable[Proposal]) -> Proposal | None:
    """All of some proposals, in their order; None where there are none."""
    found = list(proposals)
    return reduce(lambda first, one: one.after(first), found) if found else None


def change_problem(how: Callable[[Problem], Problem]) -> Changed:
    """Change the part of the week that a trial holds."""

    def changed(trial: Trial) -> Trial:
        return replace(trial, problem=how(trial.problem))

    return changed


def change_worker(who: str, how: Callable[[Worker], Worker]) -> Changed:
    """Change one worker of a trial."""

    def changed(problem: Problem) -> Problem:
        return replace(
            problem, workers=tuple(how(w) if w.id == who else w for w in problem.workers)
        )

    return change_problem(changed)


def change_client(who: str, how: Callable[[Client], Client]) -> Changed:
    """Change one client of a trial."""

    def changed(problem: Problem) -> Problem:
        return replace(
            problem, clients=tuple(how(c) if c.id == who else c for c in problem.clients)
        )

    return change_problem(changed)


def change_need(how: Callable[[Need], Need]) -> Changed:
    """Change the need that a trial is about."""

    def changed(trial: Trial) -> Trial:
        needs = tuple(how(n) if n.id == trial.need else n for n in trial.problem.needs)
        return replace(trial, problem=replace(trial.problem, needs=needs))

    return changed


def be_there(who: str, day: date) -> Changed:
    """Somebody who is away comes on one of these days."""

    def parts(away: Absence) -> Iterable[Absence]:
        if away.who != who or not away.first <= day <= away.last:
            yield away
            return
        if away.first < day:
            yield replace(away, last=day - ONE_DAY)
        if day < away.last:
            yield replace(away, first=day + ONE_DAY)

    def changed(problem: Problem) -> Problem:
        left = tuple(part for away in problem.absences for part in parts(away))
        return replace(problem, absences=left)

    return change_problem(changed)
