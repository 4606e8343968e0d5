"""The job of re-planning a published week: its draft, and whom to call with what."""

from dataclasses import dataclass

from api.exports.names import NameBook
from api.exports.replanned import replanned_document
from api.jobs.drafting import keep_roster
from api.jobs.kind import TOO_LARGE, Ended, JobKind, Task, refused, tell_findings
from api.jobs.size import refuse_too_large
from api.journeys.week_replan import ReplanStored, replan_stored
from api.journeys.week_stored import open_published
from api.store.unit import Unit
from domain.finding import Finding
from domain.words import Language

SPARE_SECONDS = 10
"""For reading the week and telling of the changes, beside the search."""


@dataclass(frozen=True, slots=True)
class ReplanAskedHere:
    """What happened, and the language of what is to be said on the telephone."""

    week: ReplanStored
    language: Language = "et"


def run_replan_week(task: Task[ReplanAskedHere]) -> Ended:
    """Read what is published, find the fewest changes, keep the draft and the calls."""
    asked = task.asked.week
    task.tell({"status": "reading"})
    with task.store.read(task.actor, task.clock()) as unit:
        opened = open_published(unit, asked.monday)
    if opened is None:
        monday = asked.monday.isoformat()
        return refused([Finding("nothing_to_replan", monday, {"week": monday})])
    week, _ = opened
    findings = refuse_too_large(week.asked, task.memory, TOO_LARGE)
    if findings:
        return refused(findings, TOO_LARGE)
    task.tell({"status": "replanning"})
    found, unclear = replan_stored(week, asked, stop=task.stop)
    if found is None:
        return refused(unclear)
    roster, replanned = found
    planned = replanned.planned
    book = NameBook(planned.provider, replanned.before, task.asked.language)
    said = replanned_document(book, replanned.answer, replanned.now)

    def keep(unit: Unit) -> dict[str, object]:
        kept = keep_roster(unit, planned.problem, roster, asked.revision)
        return {**kept, **said, "findings": tell_findings(unclear)}

    return Ended(keep=keep)


REPLAN_WEEK = JobKind(
    "replan_week",
    ReplanAskedHere,
    lambda asked: asked.week.seconds + SPARE_SECONDS,
    run_replan_week,
)
