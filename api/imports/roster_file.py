"""A roster read back: from ``roster.json``, or from ``roster.xlsx`` as people edited it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from api.imports.archive import LARGEST_FILE
from api.imports.tables import RawCell, Table
from api.imports.workbook_tables import read_workbook_tables
from domain.clock import CLOCK_HOUR, monday_of
from domain.finding import Finding, Where
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting
from optimizer.problem import Problem

EXAMPLE = "2026-11-23 09:05"
ALIKE = 3
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One meeting, or one worker at it, as it stands in the file."""

    row: int
    """Number of the row or of the entry, as people count."""
    need: str
    workers: tuple[tuple[int, str], ...]
    """Seat and worker id."""
    day: date | None
    start: int | None
    """Minutes of the day."""
    shown: str
    """Day and start as they stand in the file."""


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster as it stands in a file, before anybody asks whether its ids are known."""

    name: str
    monday: date
    rows: tuple[RosterRow, ...]


def read_roster_file(
    path: Path, headings: Mapping[str, str], sheets: frozenset[str]
) -> tuple[RosterFile | None, list[Finding]]:
    """The rows of a roster file, or why it is none. Never raises on what a file holds.

    ``headings`` (heading -> ``need``, ``seat``, ``worker_id``, ``day``, ``start``) and
    ``sheets`` are those that the workbook of a roster may have, in any language.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            return None, [_fault("no_roster", path.name)]
        if path.suffix.lower() == ".xlsx":
            return _from_workbook(path, headings, sheets)
        document = json.loads(path.read_text("utf-8-sig"))
    except OSError:
        return None, [_fault("unreadable", path.name)]
    except (ValueError, RecursionError):
        return None, [_fault("no_roster", path.name)]
    return _from_document(path.name, document)


def meetings_of(file: RosterFile, problem: Problem) -> tuple[tuple[Meeting, ...], list[Finding]]:
    """The meetings of a file, with every id that the week does not know."""
    needs = {need.id for need in problem.needs}
    workers = {worker.id for worker in problem.workers}
    found: list[Finding] = []
    starts: dict[str, int] = {}
    teams: dict[str, list[tuple[int, str]]] = {}
    for row in file.rows:
        faults = list(_row_faults(file, row, needs, workers))
        found += faults
        if faults or row.day is None or row.start is None:
            continue
        start = (row.day - file.monday).days * DAY_MINUTES + row.start
        if starts.setdefault(row.need, start) != start:
            found.append(_fault("times_differ", row.need, row.row))
        teams.setdefault(row.need, []).extend(row.workers)
    meetings = (
        Meeting(need, start, tuple(who for _, who in sorted(teams[need])))
        for need, start in starts.items()
    )
    return tuple(sorted(meetings, key=lambda meeting: (meeting.start, meeting.need))), found


def _row_faults(
    file: RosterFile, row: RosterRow, needs: set[str], workers: set[str]
) -> Iterator[Finding]:
    if row.need not in needs:
        yield _fault("unknown_need", row.need, row.row, _alike(row.need, needs))
    for _, worker in row.workers:
        if worker not in workers:
            yield _fault("unknown_worker", worker, row.row, _alike(worker, workers))
    inside = row.day is not None and 0 <= (row.day - file.monday).days < WEEK_DAYS
    if not inside or row.start is None or not 0 <= row.start < DAY_MINUTES:
        yield _fault("bad_start", row.shown, row.row, EXAMPLE)


def _from_document(name: str, document: Any) -> tuple[RosterFile | None, list[Finding]]:
    try:
        monday = date.fromisoformat(document["week"])
        entries = document["meetings"]
        sound = document["format"] == "tugiplaan roster" and monday == monday_of(monday)
    except (KeyError, TypeError, ValueError):
        return None, [_fault("no_roster", name)]
    if not sound or not isinstance(entries, list):
        return None, [_fault("no_roster", name)]
    rows: list[RosterRow] = []
    found: list[Finding] = []
    for number, entry in enumerate(entries, start=1):
        missing = [key for key in ("need", "day", "start", "workers") if not _has(entry, key)]
        found += [_fault("bad_row", key, number) for key in missing]
        if not missing:
            shown = f"{entry['day']} {entry['start']}"
            team = tuple(enumerate((str(who) for who in entry["workers"]), start=1))
            day, start = _iso_day(entry["day"]), _clock(entry["start"])
            rows.append(RosterRow(number, str(entry["need"]), team, day, start, shown))
    return (None, found) if found else (RosterFile(name, monday, tuple(rows)), [])


def _has(entry: Any, key: str) -> bool:
    if not isinstance(entry, dict) or key not in entry:
        return False
    return isinstance(entry[key], list) if key == "workers" else isinstance(entry[key], str)


def _from_workbook(
    path: Path, headings: Mapping[str, str], sheets: frozenset[str]
) -> tuple[RosterFile | None, list[Finding]]:
    tables, found = read_workbook_tables(path)
    table = next((one for one in tables if one.name in sheets), None)
    if found or table is None:
        return None, found or [_fault("no_roster", path.name)]
    places = {
        headings[text]: k for k, text in enumerate(map(str, table.headings)) if text in headings
    }
    missing = {"need", "worker_id", "day", "start"} - set(places)
    if missing:
        return None, [_fault("no_roster", path.name)]
    rows, found = _table_rows(table, places)
    days = [row.day for row in rows if row.day is not None]
    if found or not days:
        return None, found or [_fault("no_roster", path.name)]
    return RosterFile(path.name, monday_of(min(days)), tuple(rows)), []


def _table_rows(table: Table, places: Mapping[str, int]) -> tuple[list[RosterRow], list[Finding]]:
    rows: list[RosterRow] = []
    found: list[Finding] = []
    for number, cells in enumerate(table.rows, start=2):
        if all(cell in (None, "") for cell in cells):
            continue
        own = {key: _cell(cells, place) for key, place in places.items()}
        missing = [key for key in ("need", "worker_id", "day", "start") if own[key] in (None, "")]
        found += [_fault("bad_row", str(table.headings[places[key]]), number) for key in missing]
        if not missing:
            day, start = own["day"], own["start"]
            team = ((_seat(own.get("seat")), str(own["worker_id"])),)
            shown = f"{day} {start}"
            need = str(own["need"])
            rows.append(RosterRow(number, need, team, _iso_day(day), _clock(start), shown))
    return rows, found


def _cell(cells: Sequence[RawCell], place: int) -> RawCell:
    return cells[place] if place < len(cells) else None


def _seat(cell: RawCell) -> int:
    return int(cell) if isinstance(cell, int | float) else 1


def _iso_day(value: RawCell) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(str(value).strip(), form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return None


def _clock(value: RawCell) -> int | None:
    """Minutes of the day; a program may keep a time as a moment, a duration or a text."""
    if isinstance(value, timedelta):
        return int(value.total_seconds()) // CLOCK_HOUR
    if isinstance(value, datetime | time):
        return value.hour * CLOCK_HOUR + value.minute
    hour, _, minute = str(value).strip().replace(".", ":").partition(":")
    if not (hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit()):
        return None
    return int(hour) * CLOCK_HOUR + int(minute) if int(minute) < CLOCK_HOUR else None


def _alike(name: str, known: set[str]) -> str:
    return ", ".join(get_close_matches(name, sorted(known), ALIKE, 0)) or NOTHING


def _fault(check: str, about: str, row: int = 0, expected: str = "") -> Finding:
    facts: dict[str, str | int] = {"row": row, "expected": expected or NOTHING}
    return Finding(f"roster_file.{check}", about, facts, where=Where(about, row=row or None))
