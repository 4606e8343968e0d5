"""Write a planned week into a folder: all files or none."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.exports.calendar import name_files, write_calendar
from api.exports.planned_week import PlannedWeek
from api.exports.roster_html import write_page
from api.exports.roster_json import roster_document, write_json
from api.exports.roster_rows import view_week
from api.exports.roster_view import RosterView
from api.exports.roster_xlsx import write_roster
from domain.words import Language

PAGE, BOOK, DATA, CALENDARS = "roster.html", "roster.xlsx", "roster.json", "calendars"


@dataclass(frozen=True, slots=True)
class WrittenWeek:
    """What was written where."""

    folder: Path
    page: Path
    book: Path
    data: Path
    calendars: tuple[Path, ...]
    view: RosterView

    @property
    def calendars_folder(self) -> Path:
        """Where the calendars are."""
        return self.folder / CALENDARS


def write_week(week: PlannedWeek, language: Language, out: Path) -> WrittenWeek:
    """Write ``roster.html``, ``roster.xlsx``, ``roster.json`` and one calendar for each worker.

    Everything is written beside the folder first and then moved into it file by file, so that
    nobody ever reads half a file. Calendars that an earlier roster wrote into the folder and
    this one has no worker for are removed; other files are left alone. Raises OSError where
    the folder cannot be written to.
    """
    view = view_week(week, language)
    calendars = name_files(view.workers)
    document = roster_document(week, view)
    document["calendars"] = sorted(calendars.values())
    with _beside(out) as draft:
        write_roster(draft / BOOK, week, view)
        (draft / PAGE).write_text(write_page(week, view), "utf-8", newline="\n")
        (draft / DATA).write_text(write_json(document), "utf-8", newline="\n")
        (draft / CALENDARS).mkdir()
        for row in view.workers:
            text = write_calendar(row, view.provider, language, week.printed_on)
            (draft / CALENDARS / calendars[row.id]).write_bytes(text)
        _move(draft, out, frozenset(calendars.values()))
    return WrittenWeek(
        folder=out,
        page=out / PAGE,
        book=out / BOOK,
        data=out / DATA,
        calendars=tuple(out / CALENDARS / name for name in sorted(calendars.values())),
        view=view,
    )


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A folder on the same disk as the one to write to; gone in the end."""
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".tugiplaan-", dir=out.parent))
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _move(draft: Path, out: Path, calendars: frozenset[str]) -> None:
    stale = _written_before(out / DATA) - calendars
    (out / CALENDARS).mkdir(parents=True, exist_ok=True)
    for name in sorted(calendars):
        (draft / CALENDARS / name).replace(out / CALENDARS / name)
    for name in (BOOK, PAGE, DATA):
        (draft / name).replace(out / name)
    for name in stale:
        (out / CALENDARS / name).unlink(missing_ok=True)


def _written_before(data: Path) -> frozenset[str]:
    """Names of calendars that the roster in the folder wrote; only names, never ways elsewhere."""
    try:
        names = json.loads(data.read_text("utf-8"))["calendars"]
        texts = (name for name in names if isinstance(name, str) and name.endswith(".ics"))
        return frozenset(name for name in texts if Path(name).name == name)
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()
