"""A worker's week as a calendar file that any calendar program reads."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from api.exports.phrases import phrase
from api.exports.roster_view import Visit, WorkerRow
from domain.clock import moment, monday_of
from domain.session import DAY_MINUTES
from domain.words import Language, say, write_minutes

MAKER = "-//tugiplaan//tugiplaan//EN"
UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
LONGEST_NAME = 60
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that Windows keeps for devices."""


def write_calendar(row: WorkerRow, provider: str, language: Language, printed_on: date) -> bytes:
    """One worker's meetings of the week; the same meeting keeps its UID when it is moved."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say(language, "roster.calendar_name", worker=row.name))
    calendar.add("x-wr-timezone", "Europe/Tallinn")
    for day in row.days:
        for visit in day.visits:
            calendar.add_component(_event(visit, provider, language, printed_on))
    # The rules of the zone around the week, not those of the last hundred years.
    first = row.days[0].day
    calendar.add_missing_timezones(
        first_date=date(first.year - 1, 1, 1), last_date=date(first.year + 2, 1, 1)
    )
    return bytes(calendar.to_ical())


def name_files(workers: Iterable[WorkerRow]) -> Mapping[str, str]:
    """A file name for each worker's calendar, by id: safe on every system, no two alike."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for row in workers:
        stem = UNSAFE.sub("-", row.id)[:LONGEST_NAME].strip("-") or "worker"
        if RESERVED.fullmatch(stem):
            stem = f"{stem}-"
        name, turn = stem, 1
        while name.lower() in taken:
            turn += 1
            name = f"{stem}-{turn}"
        taken.add(name.lower())
        names[row.id] = f"{name}.ics"
    return names


def _event(visit: Visit, provider: str, language: Language, printed_on: date) -> Event:
    monday = monday_of(visit.day)
    begins = moment(monday, visit.day.weekday() * DAY_MINUTES + visit.start)
    ends = begins.astimezone(UTC) + timedelta(minutes=visit.end - visit.start)
    key = f"{provider}/{monday.isoformat()}/{visit.need}/{visit.worker}"
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, key)}@tugiplaan")
    event.add("dtstamp", datetime.combine(printed_on, time(), UTC))
    event.add("dtstart", begins)
    event.add("dtend", ends.astimezone(begins.tzinfo))
    event.add("sequence", 0)
    event.add("status", "CONFIRMED")
    event.add(
        "summary",
        say(
            language,
            "roster.calendar_event",
            component=f"{visit.code} {visit.component_name}",
            client=visit.whom,
        ),
    )
    event.add("location", visit.place or say(language, "roster.remote"))
    event.add("description", "\n".join(_notes(visit, language)))
    return event


def _notes(visit: Visit, language: Language) -> Iterable[str]:
    if visit.way_in:
        key = "travel_first" if visit.from_home else "travel_next"
        yield phrase(language, key, minutes=write_minutes(language, visit.way_in))
    if visit.way_home:
        yield phrase(language, "travel_home", minutes=write_minutes(language, visit.way_home))
    if visit.colleagues:
        yield phrase(language, "together_with", names=", ".join(visit.colleagues))
    yield from (mark.text for mark in visit.marks)
    yield visit.need
