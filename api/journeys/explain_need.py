"""Explain one need of a roster: why it is left out, who is nearest, what would help."""

from difflib import get_close_matches
from pathlib import Path

from api.journeys.check_roster import CheckedRoster, check_roster
from domain.finding import Finding
from optimizer.explain import explain_left_out
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
    if need not in {one.id for one in problem.needs}:
        alike = get_close_matches(need, [one.id for one in problem.needs], 3, 0)
        facts: dict[str, str | int] = {"row": 0, "expected": ", ".join(alike) or "-"}
        return None, None, [*findings, Finding("need_unknown", need, facts)]
    if need not in checked.left_out:
        return checked, None, findings
    (why,) = explain_left_out(problem, checked.policy, checked.meetings, [need])
    return checked, why, findings
