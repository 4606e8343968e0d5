"""Why needs are left out of a draft: worked out where it is made, told as long as it holds."""

from collections.abc import Sequence
from dataclasses import astuple, replace
from hashlib import sha256

from pydantic_core import to_json

from api.journeys.week_mark import mark_of
from api.journeys.week_stored import StoredWeek
from api.store.drafts import DraftRoster, Reasons
from optimizer.explain import explain_left_out
from optimizer.later import LaterReasons
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.why import Why


def with_reasons(problem: Problem, roster: DraftRoster) -> DraftRoster:
    """A draft with the reasons of all whom it leaves out."""
    whys = explain_left_out(problem, default_policy(), roster.meetings)
    mark = mark_of(problem, default_policy())
    return replace(roster, reasons=Reasons(whys, _mark(problem, mark, roster)))


def reasons_of(week: StoredWeek, roster: DraftRoster) -> tuple[Why, ...] | None:
    """The reasons that were worked out; None where the week or the roster is another by now."""
    kept = roster.reasons
    if kept is None or kept.of != _mark(week.opened.problem, week.mark, roster):
        return None
    return kept.whys


def reasons_now(week: StoredWeek, roster: DraftRoster) -> Sequence[Why]:
    """Those that were worked out as long as they hold, else such as are worked out when asked."""
    known = reasons_of(week, roster)
    if known is not None:
        return known
    return LaterReasons(week.opened.problem, default_policy(), roster.meetings)


def _mark(problem: Problem, mark: str, roster: DraftRoster) -> str:
    """Equal as long as week, meetings and what is held fast are the same."""
    needs = [(one.id, one.pinned_workers, one.pinned_start) for one in problem.needs]
    meetings = [astuple(one) for one in roster.meetings]
    told = [mark, needs, meetings]
    return sha256(to_json(told)).hexdigest()
