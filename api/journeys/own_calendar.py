"""A worker's own calendar: what is published of the weeks around today, and of nobody else."""

from datetime import date, datetime, timedelta

from api.exports.calendar_feed import FeedWeek, write_feed
from api.journeys.week_stored import open_published
from api.journeys.who_is_it import whose_feed
from api.store.rosters import published_of
from api.store.unit import Actor, Store, Unit
from domain.clock import ZONE, monday_of
from domain.words import Language

WEEK = timedelta(days=7)
BEFORE, AFTER = 1, 5
"""Weeks shown before and after this one."""


def read_feed(store: Store, at: datetime, secret: str, language: Language) -> bytes | None:
    """The calendar behind a secret address; None where there is none, or it was revoked."""
    feed = whose_feed(store, secret)
    if feed is None:
        return None
    with store.read(Actor(feed.tenant, f"feed:{feed.id}"), at) as unit:
        return own_calendar(unit, feed.worker, language)


def own_calendar(unit: Unit, worker: str, language: Language) -> bytes:
    """The meetings of a worker in the published weeks around today; the look is on record."""
    today = unit.at.astimezone(ZONE).date()
    mondays = _published(unit, today)
    weeks = [week for monday in mondays if (week := published_week(unit, monday))]
    unit.note("look", f"calendar/{worker}", weeks=len(weeks))
    return write_feed(worker, weeks, language, today)


def _published(unit: Unit, today: date) -> list[date]:
    monday = monday_of(today)
    around = [monday + week * WEEK for week in range(-BEFORE, AFTER + 1)]
    return [roster.monday for roster in published_of(unit, around)]


def published_week(unit: Unit, monday: date) -> FeedWeek | None:
    """A week as it is published; None where it is not."""
    opened = open_published(unit, monday)
    if opened is None:
        return None
    week, roster = opened
    needs = {need.id for need in week.opened.problem.needs}
    meetings = tuple(one for one in week.published if one.need in needs)
    return FeedWeek(
        week.opened.provider, week.opened.problem, meetings, roster.number, roster.published
    )
