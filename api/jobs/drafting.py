"""What jobs that make rosters share: how far one has come, and the draft that ends it."""

from typing import Any

from api.store.drafts import DraftRoster, save_draft
from api.store.unit import Unit
from optimizer.check import check
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.solve import Progress


def tell_progress(one: Progress) -> dict[str, Any]:
    """How far a search has come; the gap is the share of the cost that is not proven needed."""
    gap = (one.cost - one.bound) / one.cost if one.cost > one.bound else 0.0
    return {
        "status": "planning",
        "seconds": round(one.seconds, 1),
        "cost": one.cost,
        "bound": one.bound,
        "left_out": one.left_out,
        "gap": round(gap, 6),
    }


def keep_roster(
    unit: Unit, problem: Problem, roster: DraftRoster, revision: int | None
) -> dict[str, Any]:
    """Keep a roster as the draft of its week; ChangedMeanwhileError where another one is there."""
    draft = save_draft(unit, problem.monday, roster, revision)
    cost = check(problem, default_policy(), roster.meetings).cost
    return {
        "week": problem.monday.isoformat(),
        "revision": draft.revision,
        "after": roster.after,
        "cost": cost,
        "bound": min(cost, roster.proof.bound),
        "served": len(roster.meetings),
        "left_out": len(problem.needs) - len(roster.meetings),
    }
