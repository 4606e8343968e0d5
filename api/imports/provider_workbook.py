"""A provider read from a workbook or a CSV folder: whole, or not at all with every reason."""

from pathlib import Path

from api.imports.book import Book
from api.imports.checks import CHECKS
from api.imports.csv_tables import read_csv_tables
from api.imports.misread import is_warning
from api.imports.pages import read_pages
from api.imports.records import build_provider
from api.imports.workbook_tables import read_workbook_tables
from api.workbook.catalogue import Catalogue, house_catalogue
from domain.finding import Finding
from domain.provider import Provider


def read_provider(
    path: Path, catalogue: Catalogue | None = None
) -> tuple[Provider | None, list[Finding]]:
    """The provider that a file holds, and everything that is wrong with the file.

    Any error and there is no provider: nothing is taken half. Findings whose rule begins with
    ``import.warn_`` are warnings and come together with the provider. Findings are in the
    order of the file: the file as a whole, then sheet by sheet, row by row. Never raises on
    what a file holds.
    """
    catalogue = catalogue or house_catalogue()
    read = read_csv_tables if path.is_dir() else read_workbook_tables
    tables, findings = read(path)
    if not tables:
        return None, findings
    pages, faults = read_pages(tables, path.name, catalogue)
    findings += faults
    book = Book(pages, catalogue)
    findings += [finding for check in CHECKS for finding in check(book)]
    findings = _in_order(findings, [table.name for table in tables])
    if any(not is_warning(finding) for finding in findings):
        return None, findings
    return build_provider(book), findings


def _in_order(findings: list[Finding], sheets: list[str]) -> list[Finding]:
    order = {name: number for number, name in enumerate(sheets)}

    def place(finding: Finding) -> tuple[int, int]:
        where = finding.where
        return (order.get(where.sheet, -1), where.row or 0) if where else (-1, 0)

    return sorted(findings, key=place)
