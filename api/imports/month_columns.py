"""A tall sheet read column by column: the same readers and findings as row by row, no row made.

A quarter of a million rows of two dozen columns are five million cells, but few different ones:
each different cell of a column is read once, the others are looked up.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from api.imports.book import Page, Row
from api.imports.cell_reader import CellReader, mark_of
from api.imports.misread import Misread
from api.imports.pages import open_page
from api.imports.plain import text_of, unguard
from api.imports.tables import RawCell, Table
from api.workbook.catalogue import Catalogue
from api.workbook.column import Column, Sheet
from domain.finding import Fact, Finding

MOST_ALIKE = 1_000
"""Findings of one check in one column; the others are counted."""
FIRST_ROW = 2
Bad = Mapping[int, Misread]
"""Row of the table -> why its cell cannot be taken."""


@dataclass(frozen=True)
class Columns:
    """The rows of a sheet that are not blank, as one list a column."""

    page: Page
    places: np.ndarray
    """Rows of the file below the headings, counted from 0, that are not blank."""
    values: Mapping[str, list[object]]
    """Column key -> values; None where a cell is empty or cannot be taken."""
    bad: Mapping[str, np.ndarray]
    """Column key -> whether the cell is empty though required, or cannot be taken."""

    def __len__(self) -> int:
        """How many rows."""
        return len(self.places)

    @property
    def whole(self) -> bool:
        """Whether every required column is there and every cell of the sheet can be taken."""
        there = all(column.key in self.bad for column in self.page.sheet.columns)
        return there and not any(bad.any() for bad in self.bad.values())

    def number(self, at: int) -> int:
        """Row of the file as people count."""
        return int(self.places[at]) + FIRST_ROW

    def finding(self, at: int, key: str, check: str, expected: str = "", **facts: Fact) -> Finding:
        """A fault of one row, at the cell of a column."""
        return self.page.finding(self._row(at), key, check, expected, **facts)

    def findings(
        self, rows: Sequence[int] | np.ndarray, key: str, check: str, expected: Callable[[int], str]
    ) -> Iterator[Finding]:
        """The same fault of several rows; beyond ``MOST_ALIKE`` they are only counted."""
        for at in rows[:MOST_ALIKE]:
            yield self.finding(int(at), key, check, expected(int(at)))
        if len(rows) > MOST_ALIKE:
            at, count = int(rows[MOST_ALIKE]), len(rows) - MOST_ALIKE
            yield self.finding(at, key, "more_alike", check, count=count)

    def _row(self, at: int) -> Row:
        values = {key: column[at] for key, column in self.values.items()}
        told = {key: value for key, value in values.items() if value is not None}
        return Row(self.number(at), told, self.page.table.rows[self.places[at]])


class _Known(dict[RawCell, object]):
    """What each different cell of a column means; looked up without a call of ours."""

    def __init__(self, reader: CellReader, *, guarded: bool) -> None:
        super().__init__()
        self._reader, self._guarded = reader, guarded

    def __missing__(self, raw: RawCell) -> object:
        found = self[raw] = self._read(raw)
        return found

    def _read(self, raw: RawCell) -> object:
        cell = unguard(raw) if self._guarded and isinstance(raw, str) else raw
        if cell is None or cell == "":
            return None
        if isinstance(cell, str) and not cell[:1].isalnum() and text_of(cell) == "":
            return None
        found = self._reader.read_new(cell)
        return None if found == () else found


class _Typed(_Known):
    """The same where True stands beside 1, which a lookup takes for equal."""

    def __missing__(self, raw: object) -> object:
        _, cell = raw  # type: ignore[misc]
        found = self[raw] = self._read(cell)  # type: ignore[index,has-type]
        return found


def read_columns(
    sheet: Sheet, table: Table, catalogue: Catalogue
) -> tuple[Columns | None, list[Finding]]:
    """The columns of a sheet, and everything that is wrong with headings and cells."""
    page, missing, findings = open_page(sheet, table)
    if page is None:
        return None, findings
    cells = list(zip_longest(*table.rows)) if table.rows else []
    read: dict[str, list[object]] = {}
    for column in sheet.columns:
        place = page.places.get(column.key, -1)
        raws = cells[place] if 0 <= place < len(cells) else None
        read[column.key] = _read_column(column, raws, table, catalogue)
    kept = np.flatnonzero(_filled_rows(page, read))
    faults = {
        column.key: _faults(page, column, read[column.key], kept)
        for column in sheet.columns
        if column.key not in missing
    }
    columns = Columns(
        page,
        kept,
        {key: _sound(values, kept, faults.get(key, {})) for key, values in read.items()},
        {key: _mask(kept, bad) for key, bad in faults.items()},
    )
    return columns, [*findings, *_tell(columns, faults)]


def _read_column(
    column: Column, raws: Sequence[RawCell] | None, table: Table, catalogue: Catalogue
) -> list[object]:
    """The value of each cell: None where it is empty, a Misread where it cannot be taken."""
    if raws is None:
        return [None] * len(table.rows)
    reader = CellReader(column, catalogue, mark_of(column, raws))
    types = set(map(type, raws))
    if bool in types and types & {int, float}:
        typed = _Typed(reader, guarded=table.text)
        return list(map(typed.__getitem__, zip(map(type, raws), raws, strict=True)))  # type: ignore[arg-type]
    return list(map(_Known(reader, guarded=table.text).__getitem__, raws))


def _filled_rows(page: Page, read: Mapping[str, list[object]]) -> np.ndarray:
    """Whether each row has a cell that is not blank, of whatever column."""
    table = page.table
    if any(None not in values for values in read.values()):
        return np.ones(len(table.rows), np.bool_)
    filled = np.zeros(len(table.rows), dtype=np.bool_)
    for values in read.values():
        filled |= np.fromiter((value is not None for value in values), np.bool_, len(values))
    for row, _ in table.faults:
        if row >= FIRST_ROW:
            filled[row - FIRST_ROW] = True
    for at in np.flatnonzero(~filled):
        filled[at] = any(raw is not None and text_of(raw) != "" for raw in table.rows[at])
    return filled


def _faults(
    page: Page, column: Column, values: list[object], kept: np.ndarray
) -> dict[int, Misread]:
    """The rows whose cell of a column cannot be taken, or is empty though required."""
    missing = Misread("value_missing", column.names.et)
    found: dict[int, Misread] = {}
    if column.required and None in values:
        found = {at: missing for at in kept.tolist() if values[at] is None}
    if Misread in set(map(type, values)):
        found |= {at: value for at, value in enumerate(values) if isinstance(value, Misread)}
    place = page.places.get(column.key)
    for (row, where), check in page.table.faults.items():
        if where == place and row >= FIRST_ROW:
            found[row - FIRST_ROW] = Misread(check, "")
    return found


def _sound(values: list[object], kept: np.ndarray, bad: Bad) -> list[object]:
    """The values of the rows that are not blank, without those that cannot be taken."""
    if bad:
        values = [None if at in bad else value for at, value in enumerate(values)]
    return values if len(kept) == len(values) else [values[at] for at in kept.tolist()]


def _mask(kept: np.ndarray, bad: Bad) -> np.ndarray:
    return (
        np.isin(kept, np.fromiter(bad, np.int64, len(bad)))
        if bad
        else np.zeros(len(kept), np.bool_)
    )


def _tell(columns: Columns, faults: Mapping[str, Bad]) -> list[Finding]:
    """Findings row by row, in a row by column; what repeats itself beyond measure is counted."""
    positions = (
        {int(place): at for at, place in enumerate(columns.places)} if any(faults.values()) else {}
    )
    told: list[tuple[int, int, Finding]] = []
    for order, (key, bad) in enumerate(faults.items()):
        counts: dict[str, int] = {}
        for place in sorted(bad):
            fault, at = bad[place], positions[place]
            counts[fault.check] = counts.get(fault.check, 0) + 1
            if counts[fault.check] <= MOST_ALIKE:
                one = columns.finding(at, key, fault.check, fault.expected, **fault.facts)
                told.append((at, order, one))
        for check, count in counts.items():
            if count > MOST_ALIKE:
                more = columns.finding(
                    len(columns) - 1, key, "more_alike", check, count=count - MOST_ALIKE
                )
                told.append((len(columns), order, more))
    return [finding for _, _, finding in sorted(told, key=lambda one: one[:2])]
