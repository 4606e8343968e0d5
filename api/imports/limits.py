"""How much a file may hold before it is refused unread."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What is the most that a file of a kind may hold."""

    rows: int
    columns: int
    cells: int
    """Rows times columns of one sheet: a library lays out the empty ones too."""
    file: int
    """Bytes of the file."""
    content: int
    """Bytes of a whole workbook when unpacked."""


MONTH = Limits(
    rows=999_999,
    columns=100,
    cells=16_000_000,
    file=400 * MEGABYTE,
    content=1_500 * MEGABYTE,
)
"""A nation's month: 260,000 rows of two dozen columns on two sheets, and room beside them."""
