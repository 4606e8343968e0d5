"""What would help: changes that would serve each need left out, and those that would serve most.

A change that serves one need may serve others too: a longer shift, an hour of interpreting,
a new colleague. Each is carried out on the whole week and whatever then fits is put in, beside
the meetings that stand. More might be served if these moved as well: the figures are safe.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from domain.people import Shift, Worker
from domain.session import Meeting
from optimizer.board import Board
from optimizer.changes import KINDS
from optimizer.check import check, faults_of
from optimizer.choices import choices_of, meetings_of
from optimizer.columns import make_columns
from optimizer.construct import best_way
from optimizer.explain import open_desk
from optimizer.for_newcomers import NEWCOMER
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.proposals import Proposal
from optimizer.tables import make_tables
from optimizer.trial import Trial
from optimizer.why import Change, Why

SHARED = frozenset(
    {
        "change.interpreter_minutes",
        "change.renew_training",
        "change.longer_shift",
        "change.shift_on_day",
        "change.longer_day",
        "change.more_contract_minutes",
        "change.one_more_client",
        "change.one_more_day",
        "change.farther_reach",
        "change.higher_level",
        "change.worker_back",
        "change.hire",
        "change.extend_hours",
        "change.extend_units",
        "change.raise_ceiling",
    }
)
"""Kinds that more than one need may profit from."""
UNITS = frozenset({"minutes", "cents", "count", "hours"})
ORDINARY = {
    "shifts": tuple(Shift(day, 8 * 60, 18 * 60) for day in range(5)),
    "day_minutes": 360,
    "week_minutes": 1200,
    "week_most": 1200,
    "week_days": 5,
    "caseload": 30,
}
"""Hours of a colleague who would be hired for more than one meeting."""


@dataclass(frozen=True, slots=True)
class Help:
    """One change, and every need left out that it would serve."""

    change: Change
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Helps:
    """What would help a week."""

    whys: tuple[Why, ...]
    """Per need left out: its reason and the smallest changes of several kinds."""
    together: tuple[Help, ...]
    """Single changes, those that would serve most needs first; none that serves nobody."""


def what_would_help(
    problem: Problem,
    policy: Policy,
    meetings: Sequence[Meeting],
    *,
    kinds: int = 3,
    most: int = 5,
) -> Helps:
    """The smallest changes of up to ``kinds`` kinds per need, and ``most`` that serve most.

    Every need counted under a change was put in beside the meetings that stand, and the
    check found no must missed that was not missed before.
    """
    desk = open_desk(problem, policy, meetings, kinds)
    held = {meeting.need for meeting in meetings}
    answers = [desk.ask(need.id) for need in problem.needs if need.id not in held]
    left = [why.need for why, _ in answers if why.change is not None]
    week = Trial(problem, policy, tuple(meetings), "", frozenset())
    single = [
        (why.need, proposal)
        for why, found in answers
        for proposal in found
        if len(proposal.changes) == 1
    ]
    helps = [one for alike in _alike(single) for one in _shared(alike, week, left) if one.needs]
    helps += [Help(p.changes[0], (need,)) for need, p in single if p.changes[0].kind not in SHARED]
    helps.sort(key=lambda h: (-len(h.needs), KINDS.index(h.change.kind), h.change.size))
    return Helps(tuple(why for why, _ in answers), tuple(_without_twins(helps))[:most])


def _alike(single: Iterable[tuple[str, Proposal]]) -> Iterable[list[Proposal]]:
    """Shared proposals, those that differ in size alone side by side."""
    alike: dict[tuple[object, ...], list[Proposal]] = defaultdict(list)
    for _, proposal in single:
        change = proposal.changes[0]
        if change.kind in SHARED:
            facts = [item for item in change.facts.items() if item[0] not in UNITS]
            alike[change.kind, *facts].append(proposal)
    return alike.values()


def _shared(alike: Sequence[Proposal], week: Trial, left: Sequence[str]) -> Iterator[Help]:
    """The largest of some proposals, and one large enough for all, no larger than it must be."""

    def carried_out(proposal: Proposal) -> Help:
        return Help(proposal.changes[0], _served_by(proposal.changed(week), left))

    largest = max(alike, key=lambda proposal: proposal.changes[0].size)
    yield carried_out(_as_ordinary(largest))
    if largest.sized is None or len(alike) == 1:
        return
    least, enough = largest.changes[0].size, 2 * sum(p.changes[0].size for p in alike)
    best = carried_out(largest.sized(enough))
    while least < enough:
        middle = (least + enough) // 2
        smaller = carried_out(largest.sized(middle))
        if len(smaller.needs) < len(best.needs):
            least = middle + 1
        else:
            best, enough = smaller, middle
    yield best


def _as_ordinary(proposal: Proposal) -> Proposal:
    """A newcomer works as many hours as others do, not for one meeting alone."""
    if proposal.changes[0].kind != "change.hire":
        return proposal

    def changed(trial: Trial) -> Trial:
        after = proposal.changed(trial)
        workers = tuple(_ordinary(w) if w.id == NEWCOMER else w for w in after.problem.workers)
        return replace(after, problem=replace(after.problem, workers=workers))

    return replace(proposal, changed=changed)


def _ordinary(worker: Worker) -> Worker:
    return replace(worker, **ORDINARY)  # type: ignore[arg-type]


def _served_by(trial: Trial, left: Iterable[str]) -> tuple[str, ...]:
    """Needs that fit in beside the meetings that stand, the dearest first."""
    c = make_columns(make_tables(trial.problem, trial.policy))
    board = Board(c)
    board.put_all(choices_of(c, trial.meetings))
    rows = c.tables.need_row
    served = []
    for name in sorted(left, key=lambda name: -int(c.need_price[rows[name]])):
        best = best_way(board, rows[name])
        if best is not None:
            board.put(rows[name], best[1], best[2])
            served.append(name)
    after = check(trial.problem, trial.policy, meetings_of(c, board.chosen)).faults
    before = check(trial.problem, trial.policy, trial.meetings).faults if after else ()
    had = faults_of(before)
    worse = any(missed > had.get(rule, 0) for rule, missed in faults_of(after).items())
    return () if worse else tuple(served)


def _without_twins(helps: Iterable[Help]) -> Iterator[Help]:
    """Of changes that serve the very same needs, the one that asks the least."""
    seen = set()
    for one in helps:
        if frozenset(one.needs) not in seen:
            seen.add(frozenset(one.needs))
            yield one
