"""A month as one XLSX workbook to fill in or to hand on: headings, dropdowns, explanations."""

from pathlib import Path

import xlsxwriter

from api.exports.dropdowns import choices_of, write_choices
from api.exports.explanation import write_explanation
from api.exports.month_rows import cells_of
from api.exports.provider_workbook import HOUSE_DAY, TEXTS_STAY, write_sheet
from api.workbook.catalogue import Catalogue, house_catalogue
from api.workbook.column import Language
from api.workbook.month import MONTH_SHEETS
from api.workbook.month.book import MonthBook
from api.workbook.sheets import EXPLANATION, LISTS


def write_month_template(path: Path, language: Language = "et") -> None:
    """An empty month to fill in: the sheets, the dropdowns and the explanations."""
    write_month(path, MonthBook(), language)


def write_month(
    path: Path,
    month: MonthBook,
    language: Language = "et",
    catalogue: Catalogue | None = None,
) -> None:
    """Everything that is known of a month, one sheet a table, headings and words in a language.

    Raises ValueError where a text is longer than a cell holds, or a table tells what follows
    from its other columns differently: a line that is not meeting and client, minutes that
    are not those of the quantity, an instant that is not the local time.
    """
    catalogue = catalogue or house_catalogue()
    with xlsxwriter.Workbook(str(path), dict(TEXTS_STAY)) as book:
        book.set_properties({"created": HOUSE_DAY})
        for sheet in MONTH_SHEETS:
            cells = cells_of(month, sheet, language, catalogue)
            write_sheet(book, sheet, zip(*cells, strict=True), language, MONTH_SHEETS)
        write_explanation(book, EXPLANATION.name(language), language, catalogue, MONTH_SHEETS)
        write_choices(book, LISTS.name(language), choices_of(language, catalogue, MONTH_SHEETS))
