"""A week in one language as its pages show it: rows, figures, who is left out."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from markupsafe import Markup

from api.exports.names import NameBook
from api.exports.reasons import Nearest, write_miss
from api.exports.roster_rows import view_week
from api.exports.roster_view import LeftOut, RosterView, Visit, WorkerDay, WorkerRow
from api.exports.said_findings import say_sentence
from api.journeys.look_at_week import WeekSeen
from domain.clock import working_days_between
from domain.finding import Finding
from domain.places import places
from domain.session import DAY_MINUTES
from domain.words import Language, read_words
from optimizer.differ import Comparison, Fate
from optimizer.roster import Result

OPENS, CLOSES = 7 * 60, 20 * 60
"""Minutes of the day between which the strip of a day is drawn."""
STRIP = 600


@dataclass(frozen=True, slots=True)
class Stop:
    """A meeting on the timetable of a day, and the way to the next one."""

    visit: Visit
    short: str
    """Whom it is for, in as few letters as are plain."""
    lock: str
    """``worker``, ``time``, ``both`` or nothing."""
    changed: bool
    way: int
    """Minutes to the next meeting, or home."""
    to: str
    """Where that is; nothing: the day ends."""
    left: int
    wide: int
    """Where it stands on the strip of the day, and how far the way reaches behind it."""
    gap: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A worker's day."""

    day: date
    stops: tuple[Stop, ...]
    state: str
    """``away``, ``holiday``, ``off`` or nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """A worker's week."""

    row: WorkerRow
    languages: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def stops(self) -> list[Stop]:
        """Everything the worker does in the week."""
        return [stop for cell in self.cells for stop in cell.stops]


@dataclass(frozen=True)
class Missing:
    """A need left out, how pressing it is, and who is nearest."""

    out: LeftOut
    days: int | None
    """Working days until the last day allowed; 0: that is today; None: no such day."""
    late: bool
    county: str
    monday: date

    @property
    def pressing(self) -> tuple[bool, int, int]:
        """The smaller, the sooner something must be done."""
        return self.days is None, self.days or 0, -self.out.priority

    @property
    def nearest(self) -> tuple[tuple[Nearest, int | None], ...]:
        """Who is nearest, with the minute of the week at which each would come."""
        return tuple(
            (one, (one.when - self.monday).days * DAY_MINUTES + one.start if one.when else None)
            for one in self.out.reason.nearest
        )


@dataclass(frozen=True)
class WeekView:
    """Everything that the pages of a week show, in one language."""

    seen: WeekSeen
    language: Language
    book: NameBook
    roster: RosterView
    drawn: dict[str, Markup] = field(default_factory=dict)
    """Rows as they were drawn, by worker."""

    @cached_property
    def counties(self) -> dict[str, str]:
        """County of each need, by id; nothing where nobody travels."""
        known = places()
        return {
            need.id: known[need.place].county if need.place in known else ""
            for need in self.book.problem.needs
        }

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """A row for each worker."""
        return tuple(self._row(row) for row in self.roster.workers)

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """Needs left out, those with the nearest last day first."""
        found = [self._missing(one) for one in self.roster.left_out]
        return tuple(sorted(found, key=lambda one: one.pressing))

    @cached_property
    def per_day(self) -> Counter[date]:
        """Meetings of each day; one of two workers counts once."""
        return Counter(day for _, day in {(one.need, one.day) for one in self.roster.visits})

    @property
    def result(self) -> Result:
        """What is known of the roster; RuntimeError where there is none."""
        if self.seen.told is None:
            message = "a week without a roster has no result"
            raise RuntimeError(message)
        return self.seen.told.planned.result

    @property
    def comparison(self) -> Comparison | None:
        """What differs from what is published."""
        told = self.seen.told
        return told.planned.comparison if told else None

    @cached_property
    def changed(self) -> frozenset[str]:
        """Needs whose meeting is not as it was published."""
        lines = self.comparison.lines if self.comparison else ()
        return frozenset(one.need for one in lines if one.fate is not Fate.KEPT)

    @cached_property
    def faults(self) -> tuple[str, ...]:
        """Musts that the roster breaks as the records stand today, each in a sentence."""
        found = self.seen.told.faults if self.seen.told else ()
        return tuple(say_fault(self.book, one) for one in found)

    @property
    def today_due(self) -> int:
        """How many needs left out have their last day today, or had it before."""
        return sum(one.days == 0 or one.late for one in self.missing)

    def _row(self, row: WorkerRow) -> Row:
        cells = [self._cell(day) for day in row.days if day.day in self.roster.days]
        return Row(row, tuple(row.languages.split(", ")), tuple(cells))

    def _cell(self, day: WorkerDay) -> Cell:
        visits = day.visits
        following: list[Visit | None] = [*visits[1:], None]
        stops = tuple(self._stop(one, after) for one, after in zip(visits, following, strict=False))
        state = ""
        if not visits:
            state = "away" if day.away else "holiday" if day.holiday else ""
            state = state or ("" if day.on_duty else "off")
        return Cell(day.day, stops, state)

    def _stop(self, visit: Visit, after: Visit | None) -> Stop:
        marks = {mark.key for mark in visit.marks}
        lock = "both" if marks >= LOCKS else "worker" if "pinned_worker" in marks else ""
        lock = lock or ("time" if "pinned_time" in marks else "")
        way = after.way_in if after else visit.way_home
        begin, end = _strip(visit.start), _strip(visit.end)
        return Stop(
            visit=visit,
            short=shorten(visit.whom) if _is_one(self.book, visit.need) else visit.whom,
            lock=lock,
            changed=visit.need in self.changed,
            way=way,
            to=after.place if after else "",
            left=begin,
            wide=max(end - begin, 1),
            gap=max(_strip(visit.end + way) - end, 0) if after else 0,
        )

    def _missing(self, out: LeftOut) -> Missing:
        today = self.seen.today
        days = working_days_between(today, out.deadline) if out.deadline else None
        late = out.deadline is not None and out.deadline < today
        return Missing(out, days, late, self.counties[out.need], self.seen.monday)


LOCKS = frozenset({"pinned_worker", "pinned_time"})


def view_of(seen: WeekSeen, language: Language) -> WeekView | None:
    """The view of a week; None where there is no roster of it yet."""
    if seen.told is None:
        return None
    planned = seen.told.planned
    book = NameBook(planned.provider, planned.problem, language)
    return WeekView(seen, language, book, view_week(planned, language))


def shorten(name: str) -> str:
    """Initials and surname: V. Tamm."""
    *first, last = name.split()
    return " ".join([*(f"{one[0]}." for one in first), last])


def say_fault(book: NameBook, fault: Finding) -> str:
    """What a roster misses of a must, or which meeting is gone, with names."""
    if f"miss.{fault.rule}" in read_words(book.language):
        return write_miss(book, fault.rule, fault.about, fault.amount)
    return f"{book.about(fault.about)}: {say_sentence(book.language, fault)}"


def _is_one(book: NameBook, need: str) -> bool:
    wanted = book.needs[need]
    return wanted.group is None and len(wanted.clients) == 1


def _strip(minute: int) -> int:
    share = (min(max(minute, OPENS), CLOSES) - OPENS) / (CLOSES - OPENS)
    return round(share * STRIP)
