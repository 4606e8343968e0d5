"""The clock and the calendar of Estonia: working days, months, wall time and elapsed time.

Nothing here reads the present moment: every day and instant is passed in.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from domain.session import DAY_MINUTES

ACADEMIC_HOUR = 45
"""Minutes (the unit of the labour-market funder; seed 000)."""
CLOCK_HOUR = 60
"""Minutes."""
ZONE = ZoneInfo("Europe/Tallinn")

_SATURDAY = 5
_YEAR_MONTHS = 12
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


def monday_of(day: date) -> date:
    """Monday of the week in which a day lies."""
    return day - timedelta(days=day.weekday())


@cache
def _holidays_of(year: int) -> frozenset[date]:
    # A frozen set per year, because the library's own calendar grows while it is
    # read, and threads share this module.
    return frozenset(holidays.country_holidays("EE", years=year))


def public_holidays(first: date, last: date) -> frozenset[date]:
    """Public holidays from ``first`` to ``last``, both included; empty when last < first.

    Source: the national and public holidays act, as kept by the ``holidays`` library.
    Days that are only shortened by three hours are no holidays.
    """
    return frozenset(
        day
        for year in range(first.year, last.year + 1)
        for day in _holidays_of(year)
        if first <= day <= last
    )


def is_working_day(day: date) -> bool:
    """Whether people are at work: Monday to Friday and no public holiday."""
    return day.weekday() < _SATURDAY and day not in _holidays_of(day.year)


def working_day_after(day: date, n: int) -> date:
    """Count to the n-th working day after a day; the day itself does not count.

    Raises ValueError when ``n`` is below 1.
    """
    if n < 1:
        message = f"working days are counted from 1, not {n}"
        raise ValueError(message)
    found = day
    while n:
        found += _DAY
        n -= is_working_day(found)
    return found


def working_days_between(first: date, last: date) -> int:
    """Working days after ``first`` up to ``last``, included; 0 when last <= first.

    The counterpart of ``working_day_after``: so many working days late is a
    meeting on ``last`` that was owed on ``first``.
    """
    days = range(first.toordinal() + 1, last.toordinal() + 1)
    return sum(is_working_day(date.fromordinal(day)) for day in days)


def months_after(day: date, months: int) -> date:
    """Find the corresponding day so many months later.

    Where that month has no such day, its last day: 29 February + 12 months is
    28 February. Negative months go back.
    """
    years, month = divmod(day.month - 1 + months, _YEAR_MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def moment(monday: date, minute: int) -> datetime:
    """Turn a minute of the week into an instant: minutes since Monday 00:00 on the wall clock.

    A minute below 0 lies in the week before, one past 10,080 in the week after. A
    wall time that comes twice (clocks back) is the first of the two; one that never
    comes (clocks forward) is read with the offset before the change. Raises
    ValueError when ``monday`` is another day of the week.
    """
    if monday.weekday():
        message = f"{monday} is no Monday"
        raise ValueError(message)
    days, of_day = divmod(minute, DAY_MINUTES)
    hour, of_hour = divmod(of_day, CLOCK_HOUR)
    return datetime.combine(monday + days * _DAY, time(hour, of_hour), ZONE)


def elapsed_minutes(start: datetime, end: datetime) -> int:
    """Minutes that truly pass between two instants; negative when the end comes first.

    Counted in UTC: two local times of one zone would subtract as wall time, an hour
    wrong over each change of the clocks. Raises ValueError on a naive datetime, and
    when the time between is not a whole number of minutes.
    """
    for instant in (start, end):
        if instant.utcoffset() is None:
            message = f"{instant} names no time zone"
            raise ValueError(message)
    minutes, rest = divmod(end.astimezone(UTC) - start.astimezone(UTC), _MINUTE)
    if rest:
        message = f"from {start} to {end} is not a whole number of minutes"
        raise ValueError(message)
    return minutes


def academic_minutes(hours: int) -> int:
    """Minutes of so many academic hours: 10 are 450.

    Raises TypeError on anything but a whole number: time is never a float.
    """
    if type(hours) is not int:
        message = f"whole academic hours only, not {hours!r}"
        raise TypeError(message)
    return hours * ACADEMIC_HOUR
