"""The sheets of an XLSX workbook as tables, once the file is known to be safe."""

import io
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from api.imports.archive import open_archive
from api.imports.misread import finding_at
from api.imports.scan import (
    MOST_COLUMNS,
    MOST_ROWS,
    FarCellError,
    NoWorkbookError,
    Scan,
    place_of,
    scan_sheets,
)
from api.imports.tables import RawCell, Table
from api.workbook.column import letter_of
from domain.finding import Finding, Where


def read_workbook_tables(path: Path) -> tuple[list[Table], list[Finding]]:
    """Every sheet of a workbook; no table at all where the file cannot be trusted."""
    parts, findings = open_archive(path)
    if parts is None:
        return [], findings
    where = Where(path.name)
    try:
        scans = scan_sheets(parts.xml)
        tables = _tables(parts.content, path.name)
    except FarCellError as error:
        expected = f"≤ {MOST_ROWS} x {MOST_COLUMNS}"
        return [], [finding_at(where, "cell_too_far", expected, place=str(error))]
    except (NoWorkbookError, CalamineError, OSError, ValueError, UnicodeError):
        return [], [finding_at(where, "file_no_workbook", ".xlsx")]
    return tables, [
        finding
        for table in tables
        for finding in _formula_findings(table, scans.get(table.name, Scan()))
    ]


def _tables(content: bytes, file: str) -> list[Table]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        tables = []
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            headings = tuple(rows[0]) if rows else ()
            cells: list[list[RawCell]] = [list(row) for row in rows[1:]]
            tables.append(Table(file, name, headings, cells, text=False))
        return tables


def _formula_findings(table: Table, scan: Scan) -> list[Finding]:
    """Formulas that have no value or a failed one: reading them as empty would be a lie."""
    kinds = (("formula_without_value", scan.valueless), ("formula_error", scan.errors))
    return [
        finding_at(Where(table.file, table.name, row, _heading(table, column), reference), check)
        for check, references in kinds
        for reference in references
        for row, column in [place_of(reference)]
    ]


def _heading(table: Table, column: int) -> str:
    heading = table.headings[column] if column < len(table.headings) else ""
    return f"{heading} ({letter_of(column)})".strip()
