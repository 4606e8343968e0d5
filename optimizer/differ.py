"""Two rosters of one week side by side: what changed, and what going back would cost or break.

The reason for a change is found by undoing it alone: put the one meeting back as it was in
the roster as it is now, and ask the check which rules that would cost or break.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.finding import Finding
from domain.session import Meeting
from optimizer.check import Checked, check, check_tables
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.roster import RuleCost
from optimizer.runner_up import cost_difference
from optimizer.tables import make_tables
from optimizer.trial import Week, trial_of
from optimizer.why import Obstacle


class Fate(StrEnum):
    """What became of a meeting between two rosters."""

    KEPT = "kept"
    MOVED = "moved"
    """Other time, same workers."""
    OTHER_WORKER = "other_worker"
    """Same time."""
    MOVED_TO_OTHER = "moved_to_other"
    """Other time and other workers."""
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Difference:
    """One need in two rosters."""

    need: str
    fate: Fate
    before: Meeting | None
    after: Meeting | None
    costs: tuple[RuleCost, ...] = ()
    """What the change costs (or, negative, saves) by rule, against going back on it alone."""
    forced: tuple[Obstacle, ...] = ()
    """Musts that going back on it alone would break."""

    @property
    def cost(self) -> int:
        """Sum over the rules."""
        return sum(line.cost for line in self.costs)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two rosters of a week."""

    lines: tuple[Difference, ...]
    """One per need of either roster: needs in the order of the problem."""
    before: Checked
    """Faults and costs of the earlier roster, asked about the week as it is now."""
    after: Checked
    gone: tuple[Meeting, ...]
    """Meetings of the earlier roster that the week no longer asks for."""

    @property
    def costs(self) -> tuple[RuleCost, ...]:
        """What the later roster costs more (or, negative, less) by rule, all in all."""
        return tuple(cost_difference(self.after.costs, self.before.costs))

    def count(self, *fates: Fate) -> int:
        """How many needs met one of these fates."""
        return sum(line.fate in fates for line in self.lines)


def compare_rosters(
    problem: Problem, policy: Policy, before: Sequence[Meeting], after: Sequence[Meeting]
) -> Comparison:
    """What became of each meeting from one roster to another, with the reason in rules.

    A change's cost is against going back on it alone, so that lines need not add up where
    changes hang together; ``costs`` of the whole does. Of ``before`` anything may be
    outdated: needs that are no longer asked for, workers who have left. Raises KeyError
    where ``after`` names either.
    """
    t = make_tables(problem, policy)
    old = {meeting.need: meeting for meeting in before}
    new = {meeting.need: meeting for meeting in after}
    week = Week(problem, policy, tuple(new.values()))
    wanted = [need.id for need in problem.needs if need.id in old or need.id in new]
    sound = [m for name, m in old.items() if name in t.need_row and not _strangers(week, m)]
    return Comparison(
        lines=tuple(_line(week, name, old.get(name), new.get(name)) for name in wanted),
        before=check_tables(t, sound),
        after=check_tables(t, week.meetings),
        gone=tuple(m for name, m in old.items() if name not in t.need_row),
    )


def _line(week: Week, name: str, before: Meeting | None, after: Meeting | None) -> Difference:
    fate = _fate(before, after)
    if fate is Fate.KEPT:
        return Difference(name, fate, before, after)
    if before is not None and _strangers(week, before):
        gone = Obstacle("full_team", name, _strangers(week, before))
        return Difference(name, fate, before, after, forced=(gone,))
    team = {who for meeting in (before, after) if meeting for who in meeting.workers}
    trial = trial_of(week, name, team)
    now, back = (
        check(trial.problem, trial.policy, [*trial.meetings, *([own] if own else [])])
        for own in (after, before)
    )
    return Difference(
        name,
        fate,
        before,
        after,
        tuple(cost_difference(now.costs, back.costs)),
        tuple(_added(back.faults, now.faults)),
    )


def _strangers(week: Week, meeting: Meeting) -> int:
    """Workers of a meeting whom the week does not know."""
    return sum(who not in week.workers for who in meeting.workers)


def _fate(before: Meeting | None, after: Meeting | None) -> Fate:
    if before is None or after is None:
        return Fate.NEW if before is None else Fate.DROPPED
    match before.start == after.start, before.workers == after.workers:
        case True, True:
            return Fate.KEPT
        case False, True:
            return Fate.MOVED
        case True, False:
            return Fate.OTHER_WORKER
        case _:
            return Fate.MOVED_TO_OTHER


def _added(faults: Sequence[Finding], stood: Sequence[Finding]) -> Iterator[Obstacle]:
    """Faults that were not there, or were smaller."""
    had: Counter[tuple[str, str]] = Counter()
    for fault in stood:
        had[fault.rule, fault.about] += fault.amount
    found: Counter[tuple[str, str]] = Counter()
    for fault in faults:
        found[fault.rule, fault.about] += fault.amount
    for (rule, about), missed in found.items():
        if missed > had[rule, about]:
            yield Obstacle(rule, about, missed - had[rule, about])
