"""The jobs of files brought into a month: looked at first, and kept when somebody says so.

The files lie sealed beside the queue from the first on (``api.store.laid_by``); a job names them.
What a look comes to is told in numbers and findings, so that each is shown in anybody's language.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from api.imports.misread import is_warning
from api.jobs.kind import Ended, JobKind, Task, refused
from api.jobs.month_work import LONGEST, Done, Handed, hand_on, hold_again, run_on_books
from api.journeys.brought_in import lay_out_named
from api.journeys.handed_in import Part
from api.journeys.month_import import ImportTold, prepare_import
from api.journeys.month_steps import Step
from api.store import Books
from api.store.laid_by import lay_by, let_go, take_up
from api.store.unit import Unit
from domain.finding import Finding

LAID, LAID_LONG = "files_of_month", "large_files_of_month"
"""Kinds of what is laid by: worked on while whoever asks waits, or by jobs."""
MOST_TOLD = 500
"""Warnings of a look that are told."""
GONE = "page.laid_by_gone"
_TOLD = TypeAdapter(ImportTold)
_HELD = TypeAdapter(tuple[Handed, ...])


@dataclass(frozen=True, slots=True)
class FilesAsked:
    """Files that were laid by, and for which month; None: that of the workbook."""

    laid: str
    month: date | None = None


def lay_files(unit: Unit, kind: str, parts: Iterable[Part], month: date | None) -> str:
    """Keep files until they are taken up; the id they are found by."""
    files = [asdict(one) for one in hand_on(parts)]
    return lay_by(unit, kind, {"month": month.isoformat() if month else "", "files": files})


def take_files(unit: Unit, kind: str, laid: str) -> tuple[list[Part], date | None] | None:
    """Files that were laid by, and their month; None where they are no longer kept."""
    held = take_up(unit, kind, laid) if laid else None
    if held is None:
        return None
    month = date.fromisoformat(held["month"]) if held["month"] else None
    return hold_again(_HELD.validate_python(held["files"])), month


def read_look(answer: dict[str, Any]) -> ImportTold:
    """What a look came to, as it was told."""
    return _TOLD.validate_python(answer)


def _run_look(task: Task[FilesAsked]) -> Ended:
    return _run(task, keeps=False)


def _run_keep(task: Task[FilesAsked]) -> Ended:
    return _run(task, keeps=True)


def _run(task: Task[FilesAsked], *, keeps: bool) -> Ended:
    asked = task.asked
    with task.store.read(task.actor, task.clock()) as unit:
        held = take_files(unit, LAID_LONG, asked.laid)
    if held is None:
        return refused([Finding(GONE, "")])
    parts, month = held

    def work(books: Books, step: Step) -> Done | list[Finding]:
        with lay_out_named(parts) as brought:
            found, findings = prepare_import(books, brought, month, step, task.parts)
        if found is None:
            return [one for one in findings if not is_warning(one)] or findings
        told = _TOLD.dump_python(found, mode="json", exclude={"told"})
        warnings = [*filter(is_warning, findings), *found.told][:MOST_TOLD]
        return Done(
            found.books if keeps else None,
            told,
            "import",
            f"month/{found.month}",
            warnings,
            {"count": len(found.papers)},
        )

    return run_on_books(task, work, lambda unit: let_go(unit, LAID_LONG, asked.laid))


LOOK_AT_FILES = JobKind("look_at_files", FilesAsked, lambda _: LONGEST, _run_look)
KEEP_FILES = JobKind("keep_files", FilesAsked, lambda _: LONGEST, _run_keep)
