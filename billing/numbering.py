"""Numbers of invoices: per seller and series, each number once, and none left out.

A counter is handed in and handed back, never kept here. Whoever saves the invoices saves the
counters in the same transaction: then a crash leaves both as they were, and the next run gives
the same numbers to the same contents.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SERIES_LENGTH = 12
"""Longest series: an Estonian e-invoice names the invoice that it corrects in 20 characters."""
DIGITS = 4

Counters = Mapping[tuple[str, str], int]
"""Last number given, by registry code of the seller and series; none given: absent."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number, and the counters as they stand once it is given."""

    number: str
    counters: Counters


def next_number(counters: Counters, seller: str, series: str) -> Numbered:
    """The next number of a series, such as TP26-0042.

    Raises ValueError on a series that is too long or ends in a digit: its numbers could be
    taken for those of another series.
    """
    if len(series) > SERIES_LENGTH or series[-1:].isdigit():
        message = f"no series for invoices: {series!r}"
        raise ValueError(message)
    last = counters.get((seller, series), 0) + 1
    return Numbered(f"{series}{last:0{DIGITS}d}", {**counters, (seller, series): last})


def find_gaps(numbers: Iterable[str], series: str) -> tuple[str, ...]:
    """Numbers of a series that are missing between the first and the last that there is."""
    found = {int(number.removeprefix(series)) for number in numbers if number.startswith(series)}
    last = max(found, default=0)
    return tuple(f"{series}{n:0{DIGITS}d}" for n in range(1, last) if n not in found)
