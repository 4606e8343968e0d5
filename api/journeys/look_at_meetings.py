"""Published meetings of the weeks around today, by whoever comes to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from api.journeys.keeping_in_mind import Keep
from api.store.rosters import newest_numbers, published_of
from api.store.unit import Unit
from domain.clock import ZONE, monday_of
from domain.provider import PublishedMeeting

WEEK = timedelta(days=7)
BEFORE, AFTER = 4, 3
"""Weeks looked at before and after this one."""


@dataclass(frozen=True)
class MeetingBook:
    """Meetings by the id of a client, a worker or a group, in the order of time."""

    by_who: dict[str, tuple[PublishedMeeting, ...]]
    mark: str
    """Equal as long as nothing was published since."""

    def of(self, *who: str) -> list[PublishedMeeting]:
        """Meetings of any of these."""
        found = {id(one): one for name in who for one in self.by_who.get(name, ())}
        return sorted(found.values(), key=lambda one: (one.day, one.start))


def open_meetings(unit: Unit, keep: Keep) -> MeetingBook:
    """Everything published around today; one statement where nothing was published since."""
    this = monday_of(unit.at.astimezone(ZONE).date())
    mondays = [this + week * WEEK for week in range(-BEFORE, AFTER + 1)]
    numbers = newest_numbers(unit, mondays)
    mark = repr(sorted(numbers.items()))
    return keep(
        ("meetings", unit.tenant),
        mark,
        unit.at,
        lambda: _indexed(
            mark, (one for roster in published_of(unit, mondays) for one in roster.meetings)
        ),
    )


def _indexed(mark: str, meetings: Iterable[PublishedMeeting]) -> MeetingBook:
    found: dict[str, list[PublishedMeeting]] = {}
    for one in sorted(meetings, key=lambda each: (each.day, each.start)):
        for who in (one.client, one.group, *one.workers):
            if who:
                found.setdefault(who, []).append(one)
    return MeetingBook({who: tuple(told) for who, told in found.items()}, mark)
