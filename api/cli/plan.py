"""What ``roster`` and ``demo`` share: plan, print, write, and say where the files are."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from api.cli.progress import watch
from api.cli.screen import Screen, findings_document
from api.cli.show_reasons import show_choice, show_comparison, show_helps, show_reason
from api.cli.show_roster import show_week
from api.exports.choices import choice_document, comparison_document
from api.exports.helping import helps_document
from api.exports.names import NameBook
from api.exports.phrases import phrase
from api.exports.planned_week import PlannedWeek
from api.exports.reasons import write_reason
from api.exports.roster_json import reason_document, roster_document
from api.journeys.plan_week import PlanAsked, Stage, plan_week
from api.journeys.write_week import WrittenWeek, write_week
from domain.finding import Finding

MOST_WARNINGS = 5
"""Those who plan see a few; ``import`` lists all."""


@dataclass(frozen=True)
class Planned:
    """A week that was planned and written, and what was forgiven on the way."""

    week: PlannedWeek
    written: WrittenWeek
    findings: list[Finding]


def plan_and_write(screen: Screen, asked: PlanAsked, out: Path) -> Planned:
    """Plan a week behind a bar and write it; ends the command where a file has errors."""
    written = None
    with watch(screen) as seen:

        def begun(stage: Stage) -> None:
            seen.begun(stage)
            if stage == "planning":
                seen.searching(asked.seconds)

        week, findings = plan_week(asked, begun=begun, told=seen.told, stop=seen.stop)
        if week is not None:
            seen.begun("writing")
            written = write_or_stop(screen, week, out)
        stopped = seen.stopped
    if week is None or written is None:
        screen.refuse(findings)
    if stopped and not screen.as_json:
        screen.aside.print(Text(phrase(screen.language, "stopped"), style="yellow"))
    return Planned(week, written, findings)


def show_planned(
    screen: Screen, planned: Planned, *, full: bool = False, why: str | None = None
) -> None:
    """Print the week and where its files are, or give it as JSON."""
    week, written, view = planned.week, planned.written, planned.written.view
    if screen.as_json:
        screen.give({"ok": True, **document_of(screen, planned, why)})
        return
    screen.warn(planned.findings, MOST_WARNINGS)
    console = screen.out
    show_week(console, week, view, full=full)
    book = NameBook(week.provider, week.problem, screen.language)
    if week.comparison is not None:
        show_comparison(console, book, week.comparison)
    if week.helps is not None:
        show_helps(console, book, week.helps)
    reason = next((one for one in week.reasons if one.need == why), None)
    if reason is not None:
        console.print()
        show_reason(console, write_reason(book, reason), screen.language)
    if week.choice is not None:
        console.print()
        show_choice(console, book, week.choice)
    show_files(screen, written)


def show_files(screen: Screen, written: WrittenWeek) -> None:
    """Say where the files are, and which to open first."""
    console = screen.out
    console.print()
    console.print(Text(phrase(screen.language, "wrote"), style="bold"))
    for path in (written.page, written.book, written.data):
        console.print(Text(f"  {path}"), soft_wrap=True)
    count = phrase(screen.language, "wrote_calendars", count=len(written.calendars))
    console.print(Text(f"  {written.calendars_folder}: {count}"), soft_wrap=True)
    screen.say("open_next", page=written.page, book=written.book)


def document_of(screen: Screen, planned: Planned, why: str | None = None) -> dict[str, Any]:
    """The week, its files, what was asked besides and what was forgiven, as plain data."""
    written = planned.written
    return {
        **roster_document(planned.week, written.view),
        **_asked_besides(screen, planned.week, why),
        "files": {
            "page": str(written.page),
            "workbook": str(written.book),
            "data": str(written.data),
            "calendars": [str(path) for path in written.calendars],
        },
        "warnings": findings_document(planned.findings, screen.language)["warnings"],
    }


def write_or_stop(screen: Screen, week: PlannedWeek, out: Path) -> WrittenWeek:
    """Write the files; ends the command where the folder cannot be written to."""
    try:
        return write_week(week, screen.language, out)
    except OSError as error:
        screen.stop("cannot_write", path=out, reason=error.strerror or error)


def _asked_besides(screen: Screen, week: PlannedWeek, why: str | None) -> dict[str, Any]:
    """What changed since publishing, what would help, and the one need that was asked about."""
    book = NameBook(week.provider, week.problem, screen.language)
    found: dict[str, Any] = {}
    if week.comparison is not None:
        found["since_published"] = comparison_document(book, week.comparison)
    if week.helps is not None:
        found["what_would_help"] = helps_document(book, week.helps)
    reason = next((one for one in week.reasons if one.need == why), None)
    if reason is not None:
        found["why"] = {
            "need": why,
            "left_out": True,
            **reason_document(write_reason(book, reason)),
        }
    if week.choice is not None:
        found["why"] = {"need": why, "left_out": False, **choice_document(book, week.choice)}
    return found
