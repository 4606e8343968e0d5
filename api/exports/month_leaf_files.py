"""Leaves of a month as one XLSX workbook or as CSV files.

Nothing that anybody typed becomes a formula. The only formulas are ours: under every sum one
that adds up the cells again and must come to nothing.
"""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from api.exports.cells import Cell
from api.exports.csv_text import write_text
from api.exports.month_leaf import CHECK, TOTAL, Form, Leaf
from api.exports.provider_workbook import HOUSE_DAY, LONGEST_TEXT, TEXTS_STAY
from api.workbook.column import Language, letter_of

FORMATS: Mapping[Form, str] = {
    Form.TEXT: "@",
    Form.DAY: "dd.mm.yyyy",
    Form.MONTH: "@",
    Form.WHOLE: "#,##0",
    Form.MINUTES: "#,##0",
    Form.CENTS: "#,##0.00",
    Form.E4: "#,##0.0000",
    Form.PERCENT: "0.00",
    Form.FLAG: "@",
}


def write_leaves(path: Path, leaves: Iterable[Leaf], language: Language = "et") -> None:
    """A workbook with a sheet a leaf: headings that stay, filters, sums as values with a check."""
    with xlsxwriter.Workbook(str(path), dict(TEXTS_STAY)) as book:
        book.set_properties({"created": HOUSE_DAY})
        formats = {form: book.add_format({"num_format": text}) for form, text in FORMATS.items()}
        sums = {
            form: book.add_format({"num_format": text, "bold": True, "top": 1})
            for form, text in FORMATS.items()
        }
        head = book.add_format({"bold": True, "bg_color": "#DCE9F5", "text_wrap": True})
        for leaf in leaves:
            page = book.add_worksheet(leaf.names.name(language))
            _write_rows(page, leaf, language, head, formats)
            if len(leaf) and any(field.total for field in leaf.fields):
                _write_sums(page, leaf, language, sums)


def write_leaf_csv(path: Path, leaf: Leaf, language: Language = "et") -> None:
    """A CSV file for an Estonian spreadsheet: ``;``, decimal comma, UTF-8 with a mark, CRLF.

    Rows only: a sum below them would be taken for one of them by whoever reads it.
    """
    columns = []
    for field in leaf.fields:
        cells = leaf.cells(field, language)
        known = {cell: write_text(cell) for cell in set(cells)}
        columns.append([known[cell] for cell in cells])
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow([write_text(field.names.name(language)) for field in leaf.fields])
        writer.writerows(zip(*columns, strict=True))


def write_leaves_csv(folder: Path, leaves: Iterable[Leaf], language: Language = "et") -> None:
    """A folder with a CSV file a leaf, named after its key; the folder is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for leaf in leaves:
        write_leaf_csv(folder / f"{leaf.key}.csv", leaf, language)


def _write_rows(
    page: Any, leaf: Leaf, language: Language, head: Any, formats: Mapping[Form, Any]
) -> None:
    for place, field in enumerate(leaf.fields):
        page.set_column(place, place, field.width)
        page.write_string(0, place, field.names.name(language), head)
        for row, cell in enumerate(leaf.cells(field, language), start=1):
            if cell != "":
                _put(page, row, place, cell, formats[field.form])
    page.freeze_panes(1, leaf.fixed)
    page.autofilter(0, 0, max(len(leaf), 1), len(leaf.fields) - 1)


def _write_sums(page: Any, leaf: Leaf, language: Language, formats: Mapping[Form, Any]) -> None:
    last = len(leaf)
    # An empty row keeps the sums out of the filter and out of what people sort.
    total, check = last + 2, last + 3
    if not leaf.fields[0].total:
        page.write_string(total, 0, TOTAL.name(language), formats[Form.TEXT])
        page.write_string(check, 0, CHECK.name(language), formats[Form.TEXT])
    for place, field in enumerate(leaf.fields):
        if field.total:
            _put(page, total, place, leaf.total(field, language), formats[field.form])
            letters = letter_of(place)
            cells = f"{letters}2:{letters}{last + 1}"
            formula = f"=ROUND(SUM({cells})-{letters}{total + 1},2)"
            page.write_formula(check, place, formula, formats[field.form], 0)


def _put(page: Any, row: int, place: int, cell: Cell, look: Any) -> None:
    match cell:
        case str():
            page.write_string(row, place, cell[:LONGEST_TEXT], look)
        case date():
            page.write_datetime(row, place, cell, look)
        case int() | Decimal():
            page.write_number(row, place, cell, look)
