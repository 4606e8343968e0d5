"""Why needs are left out of a draft: worked out where it is made, told as long as it holds."""

from dataclasses import astuple, replace
from hashlib import sha256

from pydantic_core import to_json

from api.journeys.week_mark import mark_of
from api.store.drafts import DraftRoster, Reasons
from optimizer.explain import explain_left_out
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.why import Why


def with_reasons(problem: Problem, roster: DraftRoster) -> DraftRoster:
    """A draft with the reasons of all whom it leaves out."""
    whys = explain_left_out(problem, default_policy(), roster.meetings)
    return replace(roster, reasons=Reasons(whys, _mark(problem, roster)))


def reasons_of(problem: Problem, roster: DraftRoster) -> tuple[Why, ...] | None:
    """The reasons that were worked out; None where the week or the roster is another by now."""
    kept = roster.reasons
    return kept.whys if kept is not None and kept.of == _mark(problem, roster) else None


def _mark(problem: Problem, roster: DraftRoster) -> str:
    """Equal as long as week, meetings and what is held fast are the same."""
    needs = [(one.id, one.pinned_workers, one.pinned_start) for one in problem.needs]
    meetings = [astuple(one) for one in roster.meetings]
    told = [mark_of(problem, default_policy()), needs, meetings]
    return sha256(to_json(told)).hexdigest()
