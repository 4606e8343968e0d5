"""The files of a CSV folder as tables: delimiter and encoding found out, never guessed loosely."""

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from api.imports.archive import LARGEST_FILE
from api.imports.limits import Limits
from api.imports.misread import finding_at, shorten
from api.imports.scan import MOST_COLUMNS, MOST_ROWS
from api.imports.tables import RawCell, Table
from api.workbook.column import letter_of
from domain.finding import Finding, Where

DELIMITERS = (";", ",", "\t")
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
LONGEST_FIELD = 1_000_000
MOST_FILES = 200
UNSURE = re.compile("[\u00a6\u00b4\u00a4\u02c7\u02db\u00d8\u00f8]")
"""What the western letters Š š Ž ž and the euro become when read as Baltic ones."""


def read_csv_tables(
    folder: Path, limits: Limits | None = None
) -> tuple[list[Table], list[Finding]]:
    """Every ``*.csv`` of a folder; a file that cannot be read is a finding."""
    tables: list[Table] = []
    findings: list[Finding] = []
    try:
        paths = sorted(p for p in folder.iterdir() if p.suffix.lower() == ".csv" and p.is_file())
    except OSError:
        return [], [finding_at(Where(folder.name), "file_unreadable", "*.csv")]
    if not paths or len(paths) > MOST_FILES:
        return [], [finding_at(Where(folder.name), "folder_without_files", "*.csv")]
    for path in paths:
        table, faults = _read_file(path, limits)
        findings += faults
        if table:
            tables.append(table)
    return tables, findings


def decode(content: bytes) -> str | None:
    """Text in UTF-8, UTF-16 with a mark, or the Baltic Windows encoding; None: none of these.

    Every letter with an accent is broken UTF-8 when it comes from cp1257, so a file in one
    encoding is never taken for the other.
    """
    marked = (name for mark, name in BOMS if content.startswith(mark))
    for encoding in (next(marked, "utf-8"), "cp1257"):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        return None if "\0" in text else text
    return None


def _read_file(  # noqa: PLR0911 - one kind of unreadable file, one line
    path: Path, limits: Limits | None
) -> tuple[Table | None, list[Finding]]:
    where = Where(path.name, path.stem)
    largest = limits.file if limits else LARGEST_FILE
    try:
        if path.stat().st_size > largest:
            return None, [finding_at(where, "file_too_large", f"≤ {largest // 10**6} MB")]
        content = path.read_bytes()
        text = decode(content)
    except OSError:
        return None, [finding_at(where, "file_unreadable", "*.csv")]
    if text is None:
        return None, [finding_at(where, "file_encoding", "UTF-8")]
    csv.field_size_limit(LONGEST_FIELD)
    try:
        rows = _split(text)
    except csv.Error:
        return None, [finding_at(where, "file_no_csv", ";")]
    most = (limits.rows, limits.columns) if limits else (MOST_ROWS, MOST_COLUMNS)
    if len(rows) > most[0] or max(map(len, rows), default=0) > most[1]:
        return None, [finding_at(where, "cell_too_far", f"≤ {most[0]} x {most[1]}")]
    faults = [] if _is_utf(content) else _unsure(path, rows)
    if faults:
        return None, faults
    headings = tuple(rows[0]) if rows else ()
    cells: list[list[RawCell]] = rows[1:]  # type: ignore[assignment]
    return Table(path.name, path.stem, headings, cells, text=True), []


def _is_utf(content: bytes) -> bool:
    """Whether the file says or shows by itself in which encoding it is."""
    if any(content.startswith(mark) for mark, _ in BOMS):
        return True
    try:
        content.decode("utf-8")
    except UnicodeError:
        return False
    return True


def _unsure(path: Path, rows: list[list[str]]) -> list[Finding]:
    """Texts with marks where another encoding has letters (an accent alone for Ž); each once.

    The western encodings differ from the Baltic one in Š, š, Ž, ž and €, and nothing in a
    file tells which is meant: whoever made it is asked.
    """
    findings: dict[str, Finding] = {}
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if cell not in findings and UNSURE.search(cell):
                heading = f"{rows[0][place] if place < len(rows[0]) else ''} ({letter_of(place)})"
                where = Where(path.name, path.stem, number, heading.strip(), shorten(cell))
                meant = cell.encode("cp1257").decode("iso8859-15")
                findings[cell] = finding_at(where, "encoding_unsure", f"UTF-8: {shorten(meant)}")
    return list(findings.values())


def _split(text: str) -> list[list[str]]:
    """The rows, by the delimiter that cuts the first line into the most headings."""
    first = _first_line(text[:LONGEST_FIELD].splitlines())
    delimiter = max(DELIMITERS, key=lambda one: len(next(csv.reader([first], delimiter=one), [])))
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _first_line(lines: Iterable[str]) -> str:
    return next(iter(lines), "")
