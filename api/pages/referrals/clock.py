"""The clock of working days: from the referral to the last day, a cell for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.clock import is_working_day, working_days_between

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the clock, or several days on which nobody works."""

    first: date
    last: date
    number: int
    """Which working day it is; 0: the day of referral."""
    off: bool
    past: bool
    now: bool
    due: bool
    late: int = 0
    """Working days that are too late: the cell stands for today, after the last day."""


def clock_of(on: date, due: date, today: date) -> tuple[Cell, ...]:
    """Every day from the referral to the last day; then today, where that is later."""
    return tuple(_cells(on, due, today))


def _cells(on: date, due: date, today: date) -> Iterator[Cell]:
    day = on
    while day <= due:
        end = day
        if day != on and not is_working_day(day):
            while end < due and not is_working_day(end + DAY):
                end += DAY
            now = day <= today <= end
            yield Cell(day, end, 0, off=True, past=end < today, now=now, due=False)
        else:
            number = working_days_between(on, day)
            yield Cell(
                day, day, number, off=False, past=day < today, now=day == today, due=day == due
            )
        day = end + DAY
    if today > due:
        late = max(working_days_between(due, today), 1)
        yield Cell(today, today, 0, off=False, past=False, now=True, due=False, late=late)
