"""A workbook of one sheet to fill in, with dropdowns and explanations."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import xlsxwriter

from api.exports.cells import write_cell
from api.exports.dropdowns import choices_of, write_choices
from api.exports.explanation import write_explanation
from api.exports.provider_workbook import HOUSE_DAY, TEXTS_STAY, write_sheet
from api.workbook.catalogue import house_catalogue
from api.workbook.column import Language, Sheet
from api.workbook.sheets import EXPLANATION, LISTS


def write_one_sheet(
    path: Path, sheet: Sheet, rows: Iterable[Mapping[str, object]], language: Language = "et"
) -> None:
    """The sheet with its rows, by column key; what a row does not name is an empty cell."""
    catalogue = house_catalogue()
    with xlsxwriter.Workbook(str(path), dict(TEXTS_STAY)) as book:
        book.set_properties({"created": HOUSE_DAY})
        cells = (
            [
                write_cell(column, row.get(column.key), language, catalogue)
                for column in sheet.columns
            ]
            for row in rows
        )
        write_sheet(book, sheet, cells, language, (sheet,))
        write_explanation(book, EXPLANATION.name(language), language, catalogue, (sheet,))
        write_choices(book, LISTS.name(language), choices_of(language, catalogue, (sheet,)))
