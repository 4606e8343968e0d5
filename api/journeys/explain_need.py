"""Explain one need of a roster: why it is left out, who is nearest, what would help."""

from difflib import get_close_matches
from pathlib import Path

from api.journeys.check_roster import CheckedRoster, check_roster
from domain.finding import Finding
from optimizer.explain import explain_left_out
from optimizer.problem import Problem
from optimizer.runner_up import Choice, explain_choice
from optimizer.why import Why


def explain_need(
    path: Path, roster: Path, need: str, travel: Path | None = None
) -> tuple[CheckedRoster | None, Why | None, list[Finding]]:
    """The roster, why the need is left out (None: it is not), and what is wrong with the files.

    No roster where a file has errors or the week does not know the need.
    """
    checked, findings = check_roster(path, roster, travel)
    if checked is None:
        return None, None, findings
    problem = checked.opened.problem
    unknown = unknown_need(need, problem)
    if unknown:
        return None, None, [*findings, *unknown]
    if need not in checked.left_out:
        return checked, None, findings
    (why,) = explain_left_out(problem, checked.policy, checked.meetings, [need])
    return checked, why, findings


def explain_served(checked: CheckedRoster, need: str) -> Choice:
    """Why the need's worker was chosen: its price by rule against the runner-up's."""
    return explain_choice(checked.opened.problem, checked.policy, checked.meetings, need)


def unknown_need(need: str | None, problem: Problem) -> list[Finding]:
    """That the week does not know a need, with ids that look like it; nothing where it does."""
    ids = [one.id for one in problem.needs]
    if need is None or need in ids:
        return []
    facts: dict[str, str | int] = {
        "row": 0,
        "expected": ", ".join(get_close_matches(need, ids, 3, 0)) or "-",
    }
    return [Finding("need_unknown", need, facts)]
