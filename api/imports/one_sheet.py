"""A workbook, or a folder of CSV, of which one sheet is wanted: its rows, or what is wrong."""

from pathlib import Path

from api.imports.book import Page
from api.imports.csv_tables import read_csv_tables
from api.imports.hidden import tell_hidden
from api.imports.misread import is_warning
from api.imports.pages import choose_tables, read_page
from api.imports.workbook_tables import read_workbook_tables
from api.workbook.catalogue import house_catalogue
from api.workbook.column import Sheet
from domain.finding import Finding


def read_sheet(path: Path, sheet: Sheet) -> tuple[Page | None, list[Finding]]:
    """The rows of the sheet; None, and every finding, where a cell cannot be taken.

    Other sheets are passed over in silence.
    """
    read = read_csv_tables if path.is_dir() else read_workbook_tables
    tables, findings = read(path)
    if not tables:
        return None, findings
    chosen, faults = choose_tables(tables, path.name, (sheet,))
    findings += [one for one in faults if not is_warning(one)]
    page = None
    if sheet.key in chosen:
        page, faults = read_page(sheet, chosen[sheet.key], house_catalogue())
        findings += [*tell_hidden(chosen[sheet.key]), *faults]
    if page is None or not all(map(is_warning, findings)):
        return None, findings
    return page, findings
