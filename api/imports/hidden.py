"""What nobody sees who opens the workbook, and what is read all the same."""

from collections.abc import Iterable, Iterator

from api.imports.misread import finding_at
from api.imports.plain import text_of
from api.imports.tables import RawCell, Table
from api.workbook.column import letter_of
from domain.finding import Finding, Where

FIRST_ROW = 2
"""Below the headings."""
MOST_NAMED = 8
"""Stretches of rows that a warning names."""


def tell_hidden(table: Table, *, sheet: bool = True) -> Iterator[Finding]:
    """A warning each for a hidden sheet (unless told otherwise), hidden rows, hidden columns.

    Only where something stands in them: a hidden row without a value hides nothing.
    """
    if sheet and table.hidden and any(map(_any_filled, table.rows)):
        yield finding_at(Where(table.file, table.name), "warn_sheet_hidden")
    rows = [row for row in sorted(table.hidden_rows) if _is_row_filled(table, row)]
    if rows:
        where = Where(table.file, table.name, rows[0])
        yield finding_at(where, "warn_rows_hidden", _stretches(rows), count=len(rows))
    columns = [place for place in sorted(table.hidden_columns) if _is_column_filled(table, place)]
    if columns:
        where = Where(table.file, table.name, 1, letter_of(columns[0]))
        names = ", ".join(map(letter_of, columns))
        yield finding_at(where, "warn_columns_hidden", names, count=len(columns))


def _is_row_filled(table: Table, row: int) -> bool:
    """Whether a row below the headings (2 is the first) holds anything."""
    place = row - FIRST_ROW
    return 0 <= place < len(table.rows) and _any_filled(table.rows[place])


def _is_column_filled(table: Table, place: int) -> bool:
    return any(place < len(row) and _is_filled(row[place]) for row in table.rows)


def _any_filled(cells: Iterable[RawCell]) -> bool:
    return any(map(_is_filled, cells))


def _is_filled(raw: RawCell) -> bool:
    return raw is not None and raw != "" and text_of(raw) != ""


def _stretches(rows: list[int]) -> str:
    """Rows as people name them: 3, 7–9; the first stretches of them."""
    found: list[list[int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    named = [f"{a}" if a == b else f"{a}\N{EN DASH}{b}" for a, b in found[:MOST_NAMED]]
    return ", ".join([*named, *(["…"] if len(found) > MOST_NAMED else [])])
