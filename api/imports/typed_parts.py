"""Parts of what somebody types on the command line: a worker, a need, a day, a moment."""

from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches

from api.imports.lists import read_week_time, read_weekdays
from api.imports.misread import Misread
from api.imports.scalars import read_day, read_time
from domain.people import Worker
from domain.session import DAY_MINUTES, WEEK_DAYS

ALIKE = 3
NOTHING = "-"


def alike(name: str, known: Iterable[str]) -> str:
    """The likest of what is known, parted by commas; a dash where nothing is known."""
    return ", ".join(get_close_matches(name, sorted(known), ALIKE, 0)) or NOTHING


def find_worker(text: str, workers: Iterable[Worker]) -> str | Misread:
    """The id of a worker by id or by name; who would be right where nobody or several fit."""
    staff = tuple(workers)
    ids = {worker.id for worker in staff}
    if text in ids:
        return text
    named = [worker.id for worker in staff if worker.name.casefold() == text.casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        return Misread("ambiguous_worker", ", ".join(named))
    names = {name: worker.id for worker in staff for name in (worker.id, worker.name)}
    close = get_close_matches(text, names, ALIKE, 0)
    known = ", ".join(name if name in ids else f"{name} ({names[name]})" for name in close)
    return Misread("unknown_worker", known or NOTHING)


def find_day(text: str, monday: date) -> date | None:
    """A weekday of the week, or any date; None where it is neither."""
    weekdays = read_weekdays(text)
    if not isinstance(weekdays, Misread) and len(weekdays) == 1 and not text.strip().isdecimal():
        return monday + timedelta(days=min(weekdays))
    day = read_day(text)
    return None if isinstance(day, Misread) else day


def find_moment(text: str, monday: date) -> int | None:
    """A minute of the week, from weekday and time or from a date of the week and time."""
    found = read_week_time(text)
    if not isinstance(found, Misread):
        return found
    day_text, _, time_text = text.rpartition(" ")
    day, minutes = read_day(day_text), read_time(time_text)
    if isinstance(day, Misread) or isinstance(minutes, Misread):
        return None
    inside = timedelta() <= day - monday < timedelta(days=WEEK_DAYS)
    if not inside or minutes >= DAY_MINUTES:
        return None
    return (day - monday).days * DAY_MINUTES + minutes
