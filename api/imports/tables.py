"""Headings and rows as they stand in the file, before anybody asks what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

RawCell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell holds; dates and times come from a workbook only."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet or one CSV file; rows start below the headings, row 2 of the file."""

    file: str
    name: str
    headings: tuple[RawCell, ...]
    rows: list[list[RawCell]]
    text: bool
    """True: from CSV, where a quote may guard a text against being taken for a formula."""
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Row and column (0 = A) of cells whose formula has no value -> the check they fail."""
    merged: tuple[str, ...] = ()
    """Cells that were made one, such as ``A2:A5``."""
    hidden: bool = False
    """Nobody who opens the workbook sees the sheet."""
    hidden_rows: tuple[int, ...] = ()
    """As the file counts them, from 1."""
    hidden_columns: tuple[int, ...] = ()
    """0 = A."""
