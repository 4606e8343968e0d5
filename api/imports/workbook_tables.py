"""The sheets of an XLSX workbook as tables, once the file is known to be safe."""

import io
from collections.abc import Mapping
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from api.imports.archive import open_archive
from api.imports.limits import Limits
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


def read_workbook_tables(
    path: Path, limits: Limits | None = None
) -> tuple[list[Table], list[Finding]]:
    """Every sheet of a workbook; no table at all where the file cannot be trusted."""
    parts, findings = open_archive(path, limits)
    if parts is None:
        return [], findings
    where = Where(path.name)
    try:
        scans = scan_sheets(parts.xml, limits)
        # Looked at once; the library unpacks the file again, and two of it are too many.
        parts.xml.clear()
        return _tables(parts.content, path.name, scans), []
    except FarCellError as error:
        rows, columns = (limits.rows, limits.columns) if limits else (MOST_ROWS, MOST_COLUMNS)
        expected = f"≤ {rows} x {columns}"
        return [], [finding_at(where, "cell_too_far", expected, place=str(error))]
    except (NoWorkbookError, CalamineError, OSError, ValueError, UnicodeError):
        return [], [finding_at(where, "file_no_workbook", ".xlsx")]


def _tables(content: bytes, file: str, scans: Mapping[str, Scan]) -> list[Table]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        hidden = {
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible is not SheetVisibleEnum.Visible
        }
        tables = []
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            cells: list[list[RawCell]] = rows[1:]  # type: ignore[assignment]
            headings = tuple(rows[0]) if rows else ()
            scan = scans.get(name, Scan())
            faults = _faults(scan)
            # A last row of nothing but failed formulas is no row to the library.
            last = max((row for row, _ in faults), default=0)
            cells.extend([] for _ in range(last - 1 - len(cells)))
            tables.append(
                Table(
                    file,
                    name,
                    headings,
                    cells,
                    text=False,
                    faults=faults,
                    merged=tuple(scan.merged),
                    hidden=name in hidden,
                    hidden_rows=tuple(scan.hidden_rows),
                    hidden_columns=tuple(scan.hidden_columns),
                )
            )
        return tables


def _faults(scan: Scan) -> dict[tuple[int, int], str]:
    """Formulas that have no value or a failed one: reading them as empty would be a lie."""
    kinds = (("formula_without_value", scan.valueless), ("formula_error", scan.errors))
    return {place_of(cell): check for check, cells in kinds for cell in cells}
