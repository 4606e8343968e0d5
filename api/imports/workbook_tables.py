"""The sheets of an XLSX workbook as tables, once the file is known to be safe."""

import io
from collections.abc import Mapping
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
from domain.finding import Finding, Where


def read_workbook_tables(path: Path) -> tuple[list[Table], list[Finding]]:
    """Every sheet of a workbook; no table at all where the file cannot be trusted."""
    parts, findings = open_archive(path)
    if parts is None:
        return [], findings
    where = Where(path.name)
    try:
        return _tables(parts.content, path.name, scan_sheets(parts.xml)), []
    except FarCellError as error:
        expected = f"≤ {MOST_ROWS} x {MOST_COLUMNS}"
        return [], [finding_at(where, "cell_too_far", expected, place=str(error))]
    except (NoWorkbookError, CalamineError, OSError, ValueError, UnicodeError):
        return [], [finding_at(where, "file_no_workbook", ".xlsx")]


def _tables(content: bytes, file: str, scans: Mapping[str, Scan]) -> list[Table]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        tables = []
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            cells: list[list[RawCell]] = [list(row) for row in rows[1:]]
            headings = tuple(rows[0]) if rows else ()
            faults = _faults(scans.get(name, Scan()))
            # A last row of nothing but failed formulas is no row to the library.
            last = max((row for row, _ in faults), default=0)
            cells.extend([] for _ in range(last - 1 - len(cells)))
            tables.append(Table(file, name, headings, cells, text=False, faults=faults))
        return tables


def _faults(scan: Scan) -> dict[tuple[int, int], str]:
    """Formulas that have no value or a failed one: reading them as empty would be a lie."""
    kinds = (("formula_without_value", scan.valueless), ("formula_error", scan.errors))
    return {place_of(cell): check for check, cells in kinds for cell in cells}
