"""The days of a scenario: working days alone, from the beginning of the warm-up to the end."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from domain.clock import is_working_day, monday_of, months_after

YEAR_DAYS = 252
"""Working days of a year (facts 7: 2026); rates a year are spread over so many."""
MONTH_DAYS = 21
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Working days by number, 0 the first of the warm-up."""

    ordinals: np.ndarray
    """(days,) ``date.toordinal`` of each."""
    weeks: np.ndarray
    """(days,) number of the week, 0 the first."""
    mondays: tuple[date, ...]
    """Of each week."""
    weekdays: np.ndarray
    """(days,) 0 = Monday."""
    counted: int
    """The first day that counts in the results."""

    @classmethod
    def of(cls, begins: date, months: int, warm_up_months: int) -> "Calendar":
        """The days from so many months before ``begins`` to so many months after."""
        first, after = months_after(begins, -warm_up_months), months_after(begins, months)
        span = range(first.toordinal(), after.toordinal())
        days = [day for day in map(date.fromordinal, span) if is_working_day(day)]
        mondays = tuple(dict.fromkeys(monday_of(day) for day in days))
        number = {monday: n for n, monday in enumerate(mondays)}
        return cls(
            np.array([day.toordinal() for day in days], np.int64),
            np.array([number[monday_of(day)] for day in days], np.int64),
            mondays,
            np.array([day.weekday() for day in days], np.int64),
            sum(day < begins for day in days),
        )

    def __len__(self) -> int:
        """Working days."""
        return len(self.ordinals)

    def at_or_after(self, day: date) -> int:
        """Number of the first working day on or after a day; ``len`` where there is none."""
        return int(np.searchsorted(self.ordinals, day.toordinal()))

    def upto(self, day: date) -> int:
        """Number of the last working day on or before a day; -1 where there is none."""
        return int(np.searchsorted(self.ordinals, day.toordinal(), side="right")) - 1

    def day(self, number: int) -> date:
        """The day of a number."""
        return date.fromordinal(int(self.ordinals[number]))
