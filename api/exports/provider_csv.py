"""A provider as a folder of CSV files, one a sheet: ``;``, UTF-8 with a mark, dd.mm.yyyy."""

import csv
from pathlib import Path

from api.exports.cells import write_cell
from api.exports.csv_text import write_text
from api.exports.provider_rows import rows_of
from api.workbook.catalogue import Catalogue, house_catalogue
from api.workbook.column import Language
from api.workbook.sheets import SHEETS
from domain.provider import Provider


def write_provider_csv(
    folder: Path,
    provider: Provider,
    language: Language = "et",
    catalogue: Catalogue | None = None,
) -> None:
    """The sheets of the workbook as files named after their keys; the folder is made if needed.

    Raises ValueError where a worker has two shifts on one day.
    """
    catalogue = catalogue or house_catalogue()
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in SHEETS:
        path = folder / f"{sheet.key}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
            writer.writerow(column.names.name(language) for column in sheet.columns)
            for row in rows_of(provider, sheet):
                cells = (
                    write_cell(column, row.get(column.key), language, catalogue)
                    for column in sheet.columns
                )
                writer.writerow(map(write_text, cells))
