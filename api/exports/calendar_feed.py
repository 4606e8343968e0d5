"""A worker's published weeks as a calendar that a telephone asks for again and again.

A meeting keeps its UID from one publishing to the next, and its SEQUENCE is the number of the
roster, so that a calendar moves what was moved and drops what is held no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from api.exports.calendar import MAKER
from api.exports.names import NameBook
from domain.clock import moment
from domain.provider import Provider
from domain.session import Meeting
from domain.words import Language, say
from optimizer.problem import Problem

ASK_AGAIN = "PT1H"


@dataclass(frozen=True)
class FeedWeek:
    """A week as it is published."""

    provider: Provider
    problem: Problem
    meetings: tuple[Meeting, ...]
    number: int
    published: datetime


def write_feed(worker: str, weeks: Iterable[FeedWeek], language: Language, today: date) -> bytes:
    """The meetings of one worker (by id) in all of the weeks, as an iCalendar file."""
    found = list(weeks)
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-timezone", "Europe/Tallinn")
    calendar.add("x-published-ttl", ASK_AGAIN)
    name = worker
    for week in found:
        book = NameBook(week.provider, week.problem, language)
        name = book.person(worker)
        for meeting in week.meetings:
            if worker in meeting.workers:
                calendar.add_component(_event(week, book, meeting, worker))
    calendar.add("x-wr-calname", say(language, "roster.calendar_name", worker=name))
    # The rules of the zone around the weeks, not those of the last hundred years.
    calendar.add_missing_timezones(
        first_date=date(today.year - 1, 1, 1), last_date=date(today.year + 2, 1, 1)
    )
    return bytes(calendar.to_ical())


def _event(week: FeedWeek, book: NameBook, meeting: Meeting, worker: str) -> Event:
    monday = week.problem.monday
    need = book.needs[meeting.need]
    begins = moment(monday, meeting.start)
    ends = begins.astimezone(UTC) + timedelta(minutes=need.minutes)
    key = f"{week.provider.name}/{monday.isoformat()}/{meeting.need}/{worker}"
    component = f"{book.code(need.component)} {book.component(need.component)}"
    said = say(book.language, "roster.calendar_event", component=component, client=book.whom(need))
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, key)}@tugiplaan")
    event.add("dtstamp", week.published)
    event.add("last-modified", week.published)
    event.add("dtstart", begins)
    event.add("dtend", ends.astimezone(begins.tzinfo))
    event.add("sequence", week.number - 1)
    event.add("status", "CONFIRMED")
    event.add("summary", said)
    event.add("location", book.place(need.place) or say(book.language, "roster.remote"))
    event.add("description", meeting.need)
    return event
