"""When a ceiling will be used up if people go on as they did: a likely day, and the days around it.

This is a forecast, never a limit. It takes the months of the past as they were: the likely day is
that at their mean pace, the first and the last those at the pace of the fastest and the slowest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MONTH_DAYS = 30


@dataclass(frozen=True, slots=True)
class RunsOut:
    """Days on which a ceiling may be used up."""

    first: date
    likely: date
    last: date
    """The same as the others where only one month is known."""


def forecast(left: int, spent: Sequence[int], after: date) -> RunsOut | None:
    """The days on which what is left (of minutes or cents) after a day will be used up.

    ``spent`` is what each of the past months took. None where nothing was taken in any, so there
    is no pace to go on at.
    """
    paces = [one for one in spent if one > 0]
    if not paces:
        return None
    if left <= 0:
        return RunsOut(after, after, after)
    return RunsOut(
        _day(left, max(paces), 1, after),
        _day(left, sum(paces), len(paces), after),
        _day(left, min(paces), 1, after),
    )


def _day(left: int, spent: int, months: int, after: date) -> date:
    """The day on which the last of it goes, rounded up; as far as the calendar reaches."""
    days = -(-left * MONTH_DAYS * months // spent)
    return after + timedelta(days=min(days, (date.max - after).days))
