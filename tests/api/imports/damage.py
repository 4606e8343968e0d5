"""Damages to a good file, and what is found in it."""

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from api.exports.provider_csv import write_provider_csv
from api.exports.provider_workbook import write_provider
from api.imports.provider_workbook import read_provider
from api.workbook.column import letter_of
from api.workbook.sheets import SHEETS
from domain.finding import Finding
from domain.provider import Provider
from tests.api.imports.good_provider import PROVIDER

Edit = tuple[str, int, str, str]
"""Sheet, row as a spreadsheet numbers it, column key, new text of the cell."""
Found = set[tuple[str, str, int | None, str]]
"""Rule without ``import.``, sheet, row, letter of the column (or its heading)."""


def edit_csv(folder: Path, *edits: Edit, provider: Provider = PROVIDER) -> Path:
    """A good CSV folder with some cells changed; a row below the last is added."""
    write_provider_csv(folder, provider)
    for key, number, column, text in edits:
        (sheet,) = (sheet for sheet in SHEETS if sheet.key == key)
        path = folder / f"{key}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        while len(rows) < number:
            rows.append([""] * len(sheet.columns))
        rows[number - 1][sheet.columns.index(sheet.column(column))] = text
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
    return folder


def edit_workbook(path: Path, edit: Callable[[openpyxl.Workbook], object]) -> Path:
    """A good workbook, changed by another program."""
    write_provider(path, PROVIDER)
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def faults_in(path: Path) -> Found:
    """What is found in a file that must be refused."""
    provider, findings = read_provider(path)
    assert provider is None
    return places_of(findings)


def warnings_in(path: Path) -> Found:
    """What is found in a file that is taken."""
    provider, findings = read_provider(path)
    assert provider is not None
    return places_of(findings)


def places_of(findings: list[Finding]) -> Found:
    """Where each finding is; every one tells the file and what would be right."""
    found: Found = set()
    for finding in findings:
        assert finding.where is not None
        assert finding.where.file
        assert finding.facts["expected"] != ""
        column = finding.where.column.rpartition("(")[2].rstrip(")")
        found.add(
            (finding.rule.removeprefix("import."), finding.where.sheet, finding.where.row, column)
        )
    assert len(found) == len(findings), "no fault is told twice"
    return found


def letter(sheet: str, column: str) -> str:
    """The letter of a column in a file as we write it."""
    (found,) = (one for one in SHEETS if one.key == sheet)
    return letter_of(found.columns.index(found.column(column)))


def rewrite(path: Path, part: str, change: Callable[[bytes], bytes], *, name: str = "") -> Path:
    """A good workbook with one part of its zip changed (or another part added)."""
    write_provider(path, PROVIDER)
    with zipfile.ZipFile(path) as before:
        parts = {item: before.read(item) for item in before.namelist()}
    parts[name or part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for item, content in parts.items():
            after.writestr(item, content)
    return path


def refused(path: Path) -> str:
    """The one reason for which a whole file is refused."""
    ((rule, sheet, row, _),) = faults_in(path)
    assert row is None
    assert sheet in {"", "plan"}
    return rule
