"""The smallest change that would serve a need: proposed from what stands in the way, then tried.

Nothing is proposed that was not served in a trial, and nothing that would be served with one
unit less. Fewer changes come first, then kinds in the order of how little they ask; within a
kind, the smallest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice

from domain.session import WEEK_DAYS, Need
from optimizer.for_needs import of_dates, of_members, of_time, raise_budgets
from optimizer.for_newcomers import of_newcomers
from optimizer.for_workers import PROPOSERS
from optimizer.proposals import Lack, Proposal
from optimizer.trial import Week, likely, serves, trial_of
from optimizer.why import Change

MOST_TRIED = 8
"""Workers with whom a change of one kind is tried, those who need the least of it."""
NONE = "change.none"

KINDS = (
    "change.accept_interpreter",
    "change.interpreter_minutes",
    "change.release_pin",
    "change.renew_training",
    "change.action_plan",
    "change.longer_shift",
    "change.shift_on_day",
    "change.longer_day",
    "change.more_contract_minutes",
    "change.one_more_client",
    "change.one_more_day",
    "change.farther_reach",
    "change.another_supporter",
    "change.other_than_chosen",
    "change.any_gender",
    "change.extend_hours",
    "change.extend_units",
    "change.later_deadline",
    "change.earlier_referral",
    "change.longer_referral",
    "change.raise_ceiling",
    "change.higher_level",
    "change.more_members",
    "change.wider_window",
    "change.another_day",
    "change.closer_together",
    "change.end_parallel",
    "change.client_back",
    "change.worker_back",
    "change.hire",
)
"""Kinds of changes, those that ask the least first."""
LAST_RESORT = KINDS.index("change.end_parallel")
"""From here on a kind asks more than two changes of other kinds do."""


@dataclass(frozen=True)
class Hurdle:
    """Workers who could take a need on a day, but for what they lack (budgets left aside)."""

    workers: frozenset[str]
    day: int
    lacks: tuple[Lack, ...]


Attempt = tuple[Proposal, frozenset[str]]
"""A proposal, and the workers with whom it is tried."""


def smallest_proposals(
    week: Week,
    name: str,
    hurdles: Iterable[Hurdle],
    could: frozenset[str],
    shut: frozenset[int] = frozenset(),
    most: int = 1,
) -> tuple[Proposal, ...]:
    """Proposals of up to ``most`` kinds under each of which the need is served, smallest first.

    The meetings that stand do not move. ``could`` are the workers who might come on some day
    of the week; ``shut`` are weekdays on which another time would help nobody.
    """
    need = week.needs[name]
    return tuple(islice(_that_serve(week, need, hurdles, could, shut), most))


def change_of(proposal: Proposal) -> Change:
    """The first change of a proposal, and whatever is needed as well."""
    return reduce(lambda then, first: replace(first, then=then), reversed(proposal.changes))


def _that_serve(
    week: Week,
    need: Need,
    hurdles: Iterable[Hurdle],
    could: frozenset[str],
    shut: frozenset[int],
) -> Iterator[Proposal]:
    attempts = [
        *_of_hurdles(week, need, hurdles),
        *((proposal, could) for proposal in of_members(week, need)),
        *((proposal, could) for proposal in of_dates(week, need)),
        *((proposal, could) for proposal in of_time(week, need, shut)),
        *((proposal, could) for proposal in of_newcomers(week, need)),
    ]
    tried: Counter[str] = Counter()
    found: list[Proposal] = []
    for proposal, workers in sorted(attempts, key=_size):
        kind = proposal.changes[-1].kind
        tried[kind] += 1
        if tried[kind] > MOST_TRIED or any(_holds(proposal, one) for one in found):
            continue
        served = _served(week, need.id, proposal, workers)
        if served is not None and not any(_holds(served, one) for one in found):
            tried[kind] = MOST_TRIED
            found.append(served)
            yield served


def _holds(proposal: Proposal, other: Proposal) -> bool:
    """Whether one proposal asks for all that another does, or ends in the same kind."""
    same = proposal.changes[-1].kind == other.changes[-1].kind
    return same or all(change in proposal.changes for change in other.changes)


def _size(attempt: Attempt) -> tuple[bool, int, int, int]:
    changes = attempt[0].changes
    kind = changes[-1].kind
    return (
        KINDS.index(kind) >= LAST_RESORT,
        len(changes),
        KINDS.index(kind),
        sum(change.size for change in changes),
    )


def _served(week: Week, name: str, proposal: Proposal, workers: frozenset[str]) -> Proposal | None:
    """The proposal as small as it can be, or None where it serves nothing."""
    # What is settled below is verified there, as it is told.
    look = serves if proposal.settle is None else likely
    held = look(proposal.changed(trial_of(week, name, workers)))
    if held is None:
        return None
    if proposal.settle is not None:
        proposal = proposal.settle(held)
        if serves(proposal.changed(trial_of(week, name, held.workers))) is None:
            return None
    return _least(week, name, proposal, workers)


def _least(week: Week, name: str, proposal: Proposal, workers: frozenset[str]) -> Proposal:
    """Ask for one unit less as long as that serves as well."""
    trial = trial_of(week, name, workers)
    smaller: Proposal | None = proposal
    while smaller is not None:
        proposal = smaller
        smaller = next((one for one in proposal.less() if serves(one.changed(trial))), None)
    return proposal


def _of_hurdles(week: Week, need: Need, hurdles: Iterable[Hurdle]) -> Iterator[Attempt]:
    """One attempt per workers and changes, for whoever lacks one thing (or money) alone."""
    budgets = {day: raise_budgets(week, need, day) for day in range(WEEK_DAYS)}
    seen = set()
    for hurdle in hurdles:
        proposal = budgets[hurdle.day]
        if len(hurdle.lacks) == 1:
            propose = PROPOSERS.get(hurdle.lacks[0].rule)
            found = propose(week, need, hurdle.lacks[0]) if propose else None
            proposal = found.after(proposal) if found else None
        if proposal is not None and len(hurdle.lacks) <= 1:
            asked = tuple((c.kind, *c.facts.values()) for c in proposal.changes)
            if (hurdle.workers, asked) not in seen:
                seen.add((hurdle.workers, asked))
                yield proposal, hurdle.workers
