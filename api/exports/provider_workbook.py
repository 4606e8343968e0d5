"""A provider as one XLSX workbook, for people: headings, dropdowns and explanations.

Texts are written as texts: nothing a client's name begins with becomes a formula or a link.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from api.exports.cells import Cell, write_cell
from api.exports.dropdowns import choices_of, validation_of, write_choices
from api.exports.explanation import write_explanation
from api.exports.provider_rows import rows_of
from api.workbook.catalogue import Catalogue, house_catalogue
from api.workbook.column import Column, Kind, Language, Sheet
from api.workbook.sheets import EXPLANATION, LISTS, SHEETS
from domain.provider import Provider

SPARE_ROWS = 1000
"""Rows below the last one that have dropdowns already."""
LONGEST_TEXT = 32_767
"""Characters that a cell of a workbook can hold."""
TEXTS_STAY = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""No text becomes a formula, a link or a number."""
HOUSE_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - the file format knows no zones
"""Stands as the day of creation, so that equal providers give equal files."""
NUMBER_FORMATS = {
    Kind.DATE: "dd.mm.yyyy",
    Kind.EUROS: "#,##0.00",
    Kind.E4: "#,##0.0000",
    Kind.PERCENT: "0.00",
    Kind.WHOLE: "0",
    Kind.DURATION: "0",
}


def write_template(path: Path, language: Language = "et") -> None:
    """An empty workbook to fill in: the sheets, the dropdowns and the explanations."""
    write_provider(path, Provider(name=""), language)


def write_provider(
    path: Path,
    provider: Provider,
    language: Language = "et",
    catalogue: Catalogue | None = None,
) -> None:
    """Everything a provider keeps, one sheet a subject, headings and words in a language.

    Raises ValueError where a text is longer than a cell holds or a worker has two shifts on
    one day: the workbook has no room for these.
    """
    catalogue = catalogue or house_catalogue()
    with xlsxwriter.Workbook(str(path), dict(TEXTS_STAY)) as book:
        book.set_properties({"created": HOUSE_DAY, "title": provider.name})
        for sheet in SHEETS:
            rows = (
                [write_cell(c, row.get(c.key), language, catalogue) for c in sheet.columns]
                for row in rows_of(provider, sheet)
            )
            write_sheet(book, sheet, rows, language)
        write_explanation(book, EXPLANATION.name(language), language, catalogue)
        write_choices(book, LISTS.name(language), choices_of(language, catalogue))


def write_sheet(
    book: Any,
    sheet: Sheet,
    rows: Iterable[Sequence[Cell]],
    language: Language,
    sheets: Sequence[Sheet] = SHEETS,
) -> None:
    """One sheet: headings, rows, dropdowns; ``sheets`` are those whose ids it may name."""
    page = book.add_worksheet(sheet.names.name(language))
    formats = [_format_of(book, column) for column in sheet.columns]
    required = book.add_format({"bold": True, "bg_color": "#DCE9F5", "text_wrap": True})
    optional = book.add_format({"bg_color": "#EEEEEE", "text_wrap": True})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, formats[place])
        heading = column.names.name(language) + (" *" if column.required else "")
        page.write_string(0, place, heading, required if column.required else optional)
    last = 0
    for last, cells in enumerate(rows, start=1):
        for place, cell in enumerate(cells):
            if cell != "":
                _put(page, (last, place), cell, formats[place])
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)
    for place, column in enumerate(sheet.columns):
        validation = validation_of(sheet, column, language, sheets)
        page.data_validation(1, place, last + SPARE_ROWS, place, validation)


def _format_of(book: Any, column: Column) -> Any:
    """Numbers and days as such; everything else as text, lest a program turn 1-5 into May."""
    return book.add_format({"num_format": NUMBER_FORMATS.get(column.kind, "@")})


def _put(page: Any, where: tuple[int, int], cell: Cell, cell_format: Any) -> None:
    if isinstance(cell, str):
        if len(cell) > LONGEST_TEXT:
            message = f"a cell holds {LONGEST_TEXT} characters, not {len(cell)}"
            raise ValueError(message)
        page.write_string(*where, cell, cell_format)
    elif isinstance(cell, date):
        page.write_datetime(*where, cell, cell_format)
    elif isinstance(cell, int | Decimal):
        page.write_number(*where, cell, cell_format)
