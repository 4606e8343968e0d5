"""Workers: all of them, soonest lapse of a training first, and one with all that goes on."""

from dataclasses import dataclass, replace
from datetime import date

from api.journeys.keeping_in_mind import Keep
from api.journeys.look_at_meetings import MeetingBook, open_meetings
from api.store import kinds
from api.store.feeds import Feed, feeds_of
from api.store.mark_of_kinds import mark_of_kinds
from api.store.repository import Repository, Stored
from api.store.unit import Unit
from domain.clock import ZONE, monday_of, months_after
from domain.people import Absence, Client, Training, Worker
from domain.places import places
from domain.provider import PublishedMeeting
from domain.referral import Group

MADE_FROM = (kinds.WORKER, kinds.ABSENCE)
ONE_MADE_FROM = (*MADE_FROM, kinds.CLIENT, kinds.GROUP)
SOON_MONTHS = 3
"""A training that lapses within so many months is said aloud."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """A training and how it stands on a day."""

    training: Training
    state: str
    """``lapsed``, ``soon``, ``holds``, ``for_good`` or ``later`` (it has not begun)."""


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """One worker in the list."""

    worker: Worker
    home: str
    county: str
    lapse: Lapse | None
    """The training that lapses first, of those that do."""
    away: Absence | None
    """The absence of today, or the next one."""


@dataclass(frozen=True)
class WorkerSeen:
    """A worker as their page shows them."""

    stored: Stored[Worker]
    home: str
    county: str
    trainings: tuple[Lapse, ...]
    absences: dict[str, Absence]
    feeds: tuple[Feed, ...]
    coming: tuple[PublishedMeeting, ...]
    this_week: int
    """Minutes with clients in the published week of today."""
    names: dict[str, str]
    """Clients and groups whom the meetings are for, by id."""

    @property
    def worker(self) -> Worker:
        """The record itself."""
        return self.stored.record


def look_at_workers(unit: Unit, keep: Keep) -> tuple[WorkerRow, ...]:
    """Every worker; one statement where nothing has changed. The look is on record."""
    today = unit.at.astimezone(ZONE).date()
    mark = f"{mark_of_kinds(unit, MADE_FROM)} {today}"
    found = keep(("workers", unit.tenant), mark, unit.at, lambda: _gather(unit, today))
    unit.note("list", kinds.WORKER.name, count=len(found))
    return found


def look_at_worker(unit: Unit, keep: Keep, one: str) -> WorkerSeen | None:
    """A worker by id; None where there is nobody. Three statements where nothing has changed.

    The look is on record.
    """
    today, book = unit.at.astimezone(ZONE).date(), open_meetings(unit, keep)
    mark = f"{mark_of_kinds(unit, ONE_MADE_FROM)} {book.mark} {today}"
    key = ("worker", unit.tenant, one)
    seen = keep(key, mark, unit.at, lambda: _see(unit, one, book, today))
    if seen is None:
        return None
    unit.note("look", f"{kinds.WORKER.name}/{one}")
    feeds = tuple(each for each in feeds_of(unit, one) if each.revoked is None)
    return replace(seen, feeds=feeds)


def _see(unit: Unit, one: str, book: MeetingBook, today: date) -> WorkerSeen | None:
    """Everything but addresses of calendars, which are no records."""
    stored = Repository[Worker](unit, kinds.WORKER).get(one)
    if stored is None:
        return None
    absences = Repository[Absence](unit, kinds.ABSENCE).where("who", [one])
    meetings = book.of(one)
    monday = monday_of(today)
    coming = tuple(each for each in meetings if each.day >= today)
    home = places().get(stored.record.home)
    return WorkerSeen(
        stored=stored,
        home=home.name if home else stored.record.home,
        county=home.county if home else "",
        trainings=lapses_of(stored.record, today),
        absences={each.id: each.record for each in absences.values() if each.record.last >= today},
        feeds=(),
        coming=coming,
        this_week=sum(each.minutes for each in meetings if monday_of(each.day) == monday),
        names=names_at(unit, coming),
    )


def names_at(unit: Unit, meetings: tuple[PublishedMeeting, ...]) -> dict[str, str]:
    """Names of the clients and groups whom meetings are for, by id."""
    clients = {one.client for one in meetings if one.client}
    groups = {one.group for one in meetings if one.group}
    found = {
        each.id: each.record.name
        for each in Repository[Client](unit, kinds.CLIENT).some(clients).values()
    }
    return found | {
        each.id: each.record.name
        for each in Repository[Group](unit, kinds.GROUP).some(groups).values()
    }


def lapses_of(worker: Worker, today: date) -> tuple[Lapse, ...]:
    """A worker's trainings, the one that lapses first at the top, those for good last."""
    ordered = sorted(worker.trainings, key=lambda one: (one.until or date.max, one.subject))
    return tuple(Lapse(one, _state(one, today)) for one in ordered)


def _state(training: Training, today: date) -> str:
    if training.since > today:
        return "later"
    if training.until is None:
        return "for_good"
    if training.until < today:
        return "lapsed"
    return "soon" if training.until <= months_after(today, SOON_MONTHS) else "holds"


def _gather(unit: Unit, today: date) -> tuple[WorkerRow, ...]:
    away: dict[str, Absence] = {}
    for kept in Repository[Absence](unit, kinds.ABSENCE).all().values():
        one = kept.record
        if one.last >= today and (one.who not in away or one.first < away[one.who].first):
            away[one.who] = one
    found = []
    for stored in Repository[Worker](unit, kinds.WORKER).all().values():
        worker = stored.record
        home = places().get(worker.home)
        ends = (one for one in lapses_of(worker, today) if one.training.until is not None)
        found.append(
            WorkerRow(
                worker,
                home.name if home else worker.home,
                home.county if home else "",
                next(ends, None),
                away.get(worker.id),
            )
        )
    return tuple(found)
