"""The report of a scenario as a workbook: numbers as numbers, and what they rest on."""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from api.exports.provider_workbook import HOUSE_DAY, LONGEST_TEXT, TEXTS_STAY
from scenarios.report import Report
from scenarios.report_values import Row, write_asked, write_row
from scenarios.words import SCALES, UNITS, tell

LONGEST_NAME = 31
"""Letters that the name of a sheet can have."""
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
WIDE, NARROW, TEXT = 46, 16, 110
FORMATS = {"percent": "0.0", "days": "0.0", "hours": "#,##0", "euros": "#,##0", "people": "#,##0.0"}


def write_report_book(report: Report, path: Path) -> None:
    """Sheets: the answer, each chart's table, changes, assumptions, sources and how it was done."""
    with xlsxwriter.Workbook(str(path), dict(TEXTS_STAY)) as book:
        book.set_properties({"created": HOUSE_DAY, "title": report.question[:255]})
        head = book.add_format({"bold": True, "bg_color": "#DCE9F5", "text_wrap": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        numbers = {unit: book.add_format({"num_format": form}) for unit, form in FORMATS.items()}
        _answer(book, report, head, numbers)
        taken: set[str] = {_sheet_name(report, "answer")}
        for chart in report.charts:
            page = book.add_worksheet(_free(chart.title, taken))
            _texts(page, chart.head, chart.rows, head)
        changes = [(one.title, text) for one in report.changes for text in one.operations or ("",)]
        page = book.add_worksheet(_free(tell(report.language, "operations"), taken))
        columns = (tell(report.language, "scenario"), tell(report.language, "operations"))
        _texts(page, columns, changes, head)
        for key, lines in (
            ("assumptions", report.assumptions),
            ("sources", report.sources),
            ("how", report.how),
        ):
            name = tell(report.language, key)
            page = book.add_worksheet(_free(name, taken))
            page.set_column(0, 0, TEXT)
            page.write_string(0, 0, name, head)
            for number, line in enumerate(lines, 1):
                page.write_string(number, 0, line[:LONGEST_TEXT], wrapped)


def _answer(book: Any, report: Report, head: Any, numbers: dict[str, Any]) -> None:
    language = report.language
    page = book.add_worksheet(_sheet_name(report, "answer"))
    page.write_string(0, 0, report.question or report.titles[report.name])
    names = ["figure", "scenario", "change", "±", "sure", "value", "±", "unit", "answer"]
    known = {"±": "±", "unit": tell(language, "unit.days_about")}
    for column, name in enumerate(names):
        page.write_string(2, column, known.get(name) or tell(language, name), head)
    page.set_column(0, 1, WIDE)
    page.set_column(2, 6, NARROW)
    page.set_column(7, 8, WIDE)
    for line, row in enumerate(report.rows, 3):
        unit = UNITS.get(row.asked.figure, "people")
        page.write_string(line, 0, write_asked(language, row.asked))
        page.write_string(line, 1, report.titles[row.scenario])
        if row.change is not None:
            _number(page, line, 2, row.change.mean, unit, numbers)
            _number(page, line, 3, row.change.half, unit, numbers)
            page.write_string(line, 4, tell(language, "is_sure" if row.sure else "is_luck"))
        if row.day is None:
            _number(page, line, 5, row.value.mean, unit, numbers)
            _number(page, line, 6, row.value.half, unit, numbers)
        page.write_string(line, 7, _unit_name(report, row))
        page.write_string(line, 8, write_row(language, row))
    page.freeze_panes(3, 2)


def _number(
    page: Any, line: int, column: int, number: float, unit: str, numbers: dict[str, Any]
) -> None:
    if math.isfinite(number):
        page.write_number(line, column, number / SCALES.get(unit, 1), numbers[unit])


def _unit_name(report: Report, row: Row) -> str:
    unit = UNITS.get(row.asked.figure, "people")
    if unit == "people":
        return ""
    return tell(report.language, f"unit.{unit}", n="").strip()


def _texts(page: Any, head: Sequence[str], rows: Iterable[Sequence[str]], look: Any) -> None:
    page.set_column(0, max(len(head) - 1, 0), NARROW * 2)
    for column, name in enumerate(head):
        page.write_string(0, column, name, look)
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            page.write_string(line, column, cell[:LONGEST_TEXT])
    page.freeze_panes(1, 1)


def _sheet_name(report: Report, key: str) -> str:
    return tell(report.language, key)[:LONGEST_NAME]


def _free(name: str, taken: set[str]) -> str:
    """A name of a sheet that no other has, whatever its length."""
    plain = name.translate(FORBIDDEN).strip()
    found, number = plain[:LONGEST_NAME], 2
    while found.lower() in {one.lower() for one in taken}:
        found = f"{plain[: LONGEST_NAME - 3]} {number}"
        number += 1
    taken.add(found)
    return found
