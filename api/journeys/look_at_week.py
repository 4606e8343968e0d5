"""Look at a week: its draft, or what is published of it, or only what is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, TypeVar

from api.journeys.week_stored import StoredWeek, open_stored
from api.journeys.week_tell import ToldWeek, tell_draft, tell_published
from api.store.drafts import read_draft
from api.store.marks import mark_of_week
from api.store.rosters import PublishedRoster
from api.store.unit import Unit
from domain.clock import ZONE

T = TypeVar("T")
State = Literal["empty", "draft", "published"]


class Keep(Protocol):
    """Keeps what takes long to work out, by a key and a mark of what it was made from."""

    def __call__(
        self, key: tuple[str | int, ...], mark: str, at: datetime, make: Callable[[], T]
    ) -> T:
        """What is kept for the mark, or what ``make`` makes now."""


@dataclass(frozen=True)
class WeekSeen:
    """A week as its coordinator finds it."""

    monday: date
    today: date
    mark: str
    """Equal as long as nothing of it has changed."""
    week: StoredWeek
    told: ToldWeek | None
    """The draft, or what is published; None where there is neither."""
    published: PublishedRoster | None
    """The roster that is shown, where it is a published one."""

    @property
    def state(self) -> State:
        """What is shown."""
        if self.told is None:
            return "empty"
        return "published" if self.published else "draft"

    @property
    def number(self) -> int:
        """Of the published roster that holds; 0: none was published."""
        return self.week.number

    @property
    def revision(self) -> int:
        """Of the draft, on which a change rests."""
        return self.week.draft.revision


def look_at_week(unit: Unit, monday: date, keep: Keep) -> WeekSeen:
    """The week from ``monday`` on; ValueError where that is no Monday.

    One statement where nothing has changed since the last look. The look is on record.
    """
    today = unit.at.astimezone(ZONE).date()
    mark = f"{mark_of_week(unit, monday)} {today.isoformat()}"
    key = ("week", unit.tenant, monday.isoformat())
    seen = keep(key, mark, unit.at, lambda: _see(unit, monday, today, mark))
    unit.note("look", f"week/{monday.isoformat()}")
    return seen


def _see(unit: Unit, monday: date, today: date, mark: str) -> WeekSeen:
    told = tell_draft(unit, monday, today)
    if told is not None:
        return WeekSeen(monday, today, mark, told.week, told, None)
    found = tell_published(unit, monday, today)
    if found is not None:
        told, roster = found
        return WeekSeen(monday, today, mark, told.week, told, roster)
    return WeekSeen(monday, today, mark, open_stored(unit, monday), None, None)


def draft_revision(unit: Unit, monday: date) -> tuple[int, str, datetime | None]:
    """Revision of a week's draft, who changed it last, and when."""
    draft = read_draft(unit, monday)
    return draft.revision, draft.by, draft.changed
