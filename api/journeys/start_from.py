"""The roster that a week is planned from: one in a file, or what the workbook says is published."""

from pathlib import Path
from typing import Literal

from api.exports.roster_xlsx import headings_read_back, sheets_read_back
from api.imports.roster_file import meetings_of, read_roster_file
from domain.finding import Finding
from domain.session import Meeting
from optimizer.problem import Problem

PUBLISHED: Literal["published"] = "published"
Start = Path | Literal["published"]


def start_from(path: Start | None, problem: Problem) -> tuple[tuple[Meeting, ...], list[Finding]]:
    """The meetings to start from: those of a file, else those published of this week."""
    if path is None or path == PUBLISHED:
        published = tuple(problem.published.values())
        missing = path == PUBLISHED and not published
        return published, [Finding("nothing_published", PUBLISHED)] if missing else []
    file, faults = read_roster_file(path, headings_read_back(), sheets_read_back())
    if file is None:
        return (), faults
    if file.monday != problem.monday:
        facts = {"week": file.monday.isoformat(), "expected": problem.monday.isoformat()}
        return (), [Finding("roster_file.other_week", file.name, facts)]
    return meetings_of(file, problem)
