"""The files of a CSV folder as tables: delimiter and encoding found out, never guessed loosely."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from api.imports.archive import LARGEST_FILE
from api.imports.misread import finding_at
from api.imports.scan import MOST_COLUMNS, MOST_ROWS
from api.imports.tables import Table
from domain.finding import Finding, Where

DELIMITERS = (";", ",", "\t")
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
LONGEST_FIELD = 1_000_000
MOST_FILES = 200


def read_csv_tables(folder: Path) -> tuple[list[Table], list[Finding]]:
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
        table, faults = _read_file(path)
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


def _read_file(path: Path) -> tuple[Table | None, list[Finding]]:
    where = Where(path.name, path.stem)
    try:
        if path.stat().st_size > LARGEST_FILE:
            return None, [finding_at(where, "file_too_large", f"≤ {LARGEST_FILE // 10**6} MB")]
        text = decode(path.read_bytes())
    except OSError:
        return None, [finding_at(where, "file_unreadable", "*.csv")]
    if text is None:
        return None, [finding_at(where, "file_encoding", "UTF-8")]
    csv.field_size_limit(LONGEST_FIELD)
    try:
        rows = _split(text)
    except csv.Error:
        return None, [finding_at(where, "file_no_csv", ";")]
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
        return None, [finding_at(where, "cell_too_far", f"≤ {MOST_ROWS} x {MOST_COLUMNS}")]
    headings = tuple(rows[0]) if rows else ()
    return Table(path.name, path.stem, headings, [list(row) for row in rows[1:]], text=True), []


def _split(text: str) -> list[list[str]]:
    """The rows, by the delimiter that cuts the first line into the most headings."""
    first = _first_line(text.splitlines())
    delimiter = max(DELIMITERS, key=lambda one: len(next(csv.reader([first], delimiter=one), [])))
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _first_line(lines: Iterable[str]) -> str:
    return next(iter(lines), "")
