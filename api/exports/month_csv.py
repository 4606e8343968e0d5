"""A month as a folder of CSV files, one a sheet: ``;``, UTF-8 with a mark, dd.mm.yyyy."""

import csv
from pathlib import Path

from api.exports.csv_text import write_text
from api.exports.month_rows import cells_of
from api.workbook.catalogue import Catalogue, house_catalogue
from api.workbook.column import Language
from api.workbook.month import MONTH_SHEETS
from api.workbook.month.book import MonthBook


def write_month_csv(
    folder: Path,
    month: MonthBook,
    language: Language = "et",
    catalogue: Catalogue | None = None,
) -> None:
    """The sheets of the month's workbook as files named after their keys; the folder is made.

    Raises ValueError where the workbook does.
    """
    catalogue = catalogue or house_catalogue()
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in MONTH_SHEETS:
        columns = []
        for cells in cells_of(month, sheet, language, catalogue):
            known = {cell: write_text(cell) for cell in set(cells)}
            columns.append([known[cell] for cell in cells])
        with (folder / f"{sheet.key}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
            writer.writerow(column.names.name(language) for column in sheet.columns)
            writer.writerows(zip(*columns, strict=True))
