"""A worker's own calendar: the published week, and an address for the telephone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from api.exports.calendar_feed import FeedWeek
from api.exports.names import NameBook
from api.journeys.keys_and_feeds import list_feeds, make_feed, revoke_feed
from api.journeys.look_at_own import look_at_own_week
from api.pages.memory import memory_of
from api.pages.page import Page, Visit
from api.pages.sent import wrong_in
from api.routes.doors import Reply
from api.routes.models import Loose
from api.routes.problems import Refused
from api.routes.week_models import Monday
from api.security.rights import Right
from api.store.unit import Unit
from domain.clock import ZONE, monday_of
from domain.finding import Finding
from domain.session import DAY_MINUTES, WEEK_DAYS
from domain.words import Language

HERE = "/my/calendar"
WEEK = timedelta(days=7)
OWN = Right.CALENDAR_OWN


class WeekAsked(Loose):
    """Which week; this one where none is told."""

    week: Monday | None = None


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """A meeting as its worker reads it."""

    start: int
    end: int
    code: str
    component: str
    whom: str
    place: str
    """Empty: nobody travels."""
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day of the week with its meetings."""

    day: date
    visits: tuple[OwnVisit, ...]

    @property
    def minutes(self) -> int:
        """With clients."""
        return sum(one.end - one.start for one in self.visits)


def _look(unit: Unit, visit: Visit) -> Reply:
    return _show(unit, visit)


def _show(
    unit: Unit,
    visit: Visit,
    found: Iterable[Finding] = (),
    made: str = "",
    week: date | None = None,
) -> Reply:
    worker = visit.who.person
    today = visit.at.astimezone(ZONE).date()
    this = monday_of(today)
    monday = week or (visit.query.week if visit.query and visit.query.week else this)
    seen = look_at_own_week(unit, memory_of(visit), worker, monday)
    faults = list(found)
    return visit.show(
        "own/calendar.html.j2",
        422 if faults else 200,
        days=days_of(seen, worker, monday, visit.language),
        published=seen,
        monday=monday,
        last=monday + timedelta(days=6),
        today=today,
        this=this,
        before=f"{HERE}?week={monday - WEEK}",
        after=f"{HERE}?week={monday + WEEK}",
        feeds=[one for one in list_feeds(unit, worker) if one.revoked is None],
        made=made,
        wrong=wrong_in(visit.language, faults),
    )


def days_of(
    week: FeedWeek | None, worker: str, monday: date, language: Language
) -> tuple[OwnDay, ...]:
    """The days of a worker's week; those of the weekend only where something stands there."""
    visits: dict[int, list[OwnVisit]] = {}
    if week is not None:
        book = NameBook(week.provider, week.problem, language)
        for one in sorted(week.meetings, key=lambda each: each.start):
            if worker in one.workers:
                need = book.needs[one.need]
                start = one.start % DAY_MINUTES
                others = tuple(book.person(each) for each in one.workers if each != worker)
                told = OwnVisit(
                    start,
                    start + need.minutes,
                    book.code(need.component),
                    book.component(need.component),
                    book.whom(need),
                    book.place(need.place),
                    others,
                )
                visits.setdefault(one.start // DAY_MINUTES, []).append(told)
    return tuple(
        OwnDay(monday + timedelta(days=at), tuple(visits.get(at, ())))
        for at in range(WEEK_DAYS)
        if at in visits or at < WEEK_DAYS - 2
    )


def _make(unit: Unit, visit: Visit) -> Reply:
    made, found = make_feed(unit, visit.who.person)
    if made is None:
        return _show(unit, visit, found)
    base = visit.house.settings.public_url.rstrip("/")
    return _show(unit, visit, made=f"{base}/calendars/{made.secret}.ics")


def _revoke(unit: Unit, visit: Visit) -> Reply:
    if revoke_feed(unit, visit.who.person, visit.path["feed"]):
        raise Refused(404)
    return visit.go(HERE, visit._("The address is revoked: nobody reads your calendar by it."))


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, OWN, _look, "One's own calendar", "read", asks=WeekAsked),
    Page("POST", f"{HERE}/addresses", OWN, _make, "An address for one's calendar", "write"),
    Page("POST", f"{HERE}/addresses/{{feed}}/revoke", OWN, _revoke, "Revoke an address", "write"),
)
