"""Check a roster from any hand against every rule."""

from dataclasses import dataclass
from pathlib import Path

from api.exports.roster_xlsx import headings_read_back, sheets_read_back
from api.imports.roster_file import meetings_of, read_roster_file
from api.journeys.open_week import OpenedWeek, open_week
from domain.finding import Finding
from domain.session import Meeting
from optimizer.check import Checked, check
from optimizer.policy import Policy, default_policy


@dataclass(frozen=True)
class CheckedRoster:
    """A roster read back, with its faults and costs."""

    opened: OpenedWeek
    policy: Policy
    meetings: tuple[Meeting, ...]
    checked: Checked

    @property
    def left_out(self) -> tuple[str, ...]:
        """Needs of the week without a meeting."""
        held = {meeting.need for meeting in self.meetings}
        return tuple(need.id for need in self.opened.problem.needs if need.id not in held)


def check_roster(
    path: Path, roster: Path, travel: Path | None = None
) -> tuple[CheckedRoster | None, list[Finding]]:
    """Faults and costs of the roster in a file; None where one of the files has errors.

    The roster says itself of which week it is.
    """
    file, found = read_roster_file(roster, headings_read_back(), sheets_read_back())
    if file is None:
        return None, found
    opened, findings = open_week(path, file.monday, travel)
    if opened is None:
        return None, findings
    meetings, faults = meetings_of(file, opened.problem)
    if faults:
        return None, [*findings, *faults]
    policy = default_policy()
    checked = check(opened.problem, policy, meetings)
    return CheckedRoster(opened, policy, meetings, checked), findings
