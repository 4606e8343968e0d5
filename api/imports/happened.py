"""What happened to a published week, as somebody types it: ``W03:E..R``, ``P014-1=30``."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from api.imports.misread import Misread
from api.imports.typed_parts import alike, find_day, find_moment, find_worker
from domain.finding import Finding
from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.problem import Problem
from optimizer.replan import Absent, CameBack, Cancelled, Event, Overrun

SPAN = re.compile(
    r"\s*(?:\.\.+|…|–)\s*|\s+-\s+|(?<=[^\W\d])-(?=[^\W\d])|(?<=\.[0-9]{4})-(?=[0-9]{1,2}\.)"
)
"""Between the first and the last day: two dots, or a dash where it can be nothing else."""
MINUTES = re.compile(r"[+-]?[0-9]{1,6}")
ABSENT, BACK, CANCELLED, OVERRUN, NOW = "--absent", "--back", "--cancelled", "--overrun", "--now"
EXAMPLES = {
    ABSENT: "W03:E..R, W03:23.11.2026, 'W03:T 10:30..R'",
    BACK: "W03:K",
    OVERRUN: "P014-1=30",
    NOW: "E 10:30, Mon 10:30",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """What somebody says has happened, word for word."""

    absent: tuple[str, ...] = ()
    """Such as ``W03:E..R``."""
    back: tuple[str, ...] = ()
    """Such as ``W03:K``: there again from that day on."""
    cancelled: tuple[str, ...] = ()
    """Ids of needs."""
    overrun: tuple[str, ...] = ()
    """Such as ``P014-1=30``: minutes longer."""
    now: str | None = None
    """Such as ``T 10:30``; None: as late as it is."""


@dataclass
class _Reading:
    """The week that is spoken of, and all that is wrong so far."""

    problem: Problem
    needs: frozenset[str]
    faults: list[Finding] = field(default_factory=list)

    def complain(self, check: str, option: str, text: str, expected: str, value: str = "") -> None:
        """Note what is wrong with one word."""
        facts = {"option": option, "value": value or text, "expected": expected}
        self.faults.append(Finding(f"event.{check}", text, facts))

    def halves(self, option: str, text: str, mark: str) -> tuple[str, str]:
        """What stands before a mark and after it; the latter is empty where it is unreadable."""
        before, _, after = (part.strip() for part in text.partition(mark))
        if not before or not after:
            self.complain("unreadable", option, text, EXAMPLES[option])
            return "", ""
        return before, after

    def worker(self, option: str, text: str, part: str) -> str | None:
        """A worker's id, by id or name; nothing is said of a part that was unreadable."""
        if not part:
            return None
        found = find_worker(part, self.problem.workers)
        if isinstance(found, Misread):
            self.complain(found.check, option, text, found.expected, part)
            return None
        return found

    def need(self, option: str, text: str, part: str) -> str | None:
        """The id of a need of the week; nothing is said of a part that was unreadable."""
        if not part:
            return None
        if part in self.needs:
            return part
        self.complain("unknown_need", option, text, alike(part, self.needs), part)
        return None


def read_happened(typed: Happened, problem: Problem) -> tuple[tuple[Event, ...], list[Finding]]:
    """The events of a week, and everything that is wrong with any of them.

    Whatever the order they were typed in, absences come first, then who is back, then what
    lasts longer, then what was called off.
    """
    reading = _Reading(problem, frozenset(need.id for need in problem.needs))
    readers: tuple[tuple[tuple[str, ...], Callable[[_Reading, str], Event | None]], ...] = (
        (typed.absent, _absent),
        (typed.back, _back),
        (typed.overrun, _overrun),
        (typed.cancelled, _cancelled),
    )
    read = [reader(reading, text.strip()) for texts, reader in readers for text in texts]
    return tuple(event for event in read if event is not None), reading.faults


def read_now(typed: Happened, monday: date) -> tuple[int | None, list[Finding]]:
    """The minute of the week that was said; None where none was, or where it cannot be read."""
    if typed.now is None:
        return None, []
    found = find_moment(typed.now.strip(), monday)
    if found is not None:
        return found, []
    facts = {"option": NOW, "value": typed.now, "expected": EXAMPLES[NOW]}
    return None, [Finding("event.bad_moment", typed.now, facts)]


def _absent(reading: _Reading, text: str) -> Absent | None:
    who, days = reading.halves(ABSENT, text, ":")
    worker = reading.worker(ABSENT, text, who)
    if not days:
        return None
    span, monday = SPAN.split(days, maxsplit=1), reading.problem.monday
    moment = find_moment(span[0], monday)
    first = find_day(span[0], monday) if moment is None else _day_of(moment, monday)
    last = find_day(span[-1], monday) if len(span) > 1 else first
    if first is None or last is None:
        reading.complain("bad_days", ABSENT, text, EXAMPLES[ABSENT], days)
        return None
    if _is_elsewhere(monday, first, last):
        sunday = monday + timedelta(days=WEEK_DAYS - 1)
        reading.complain("other_week", ABSENT, text, f"{monday.isoformat()}..{sunday.isoformat()}")
        return None
    return None if worker is None else Absent(worker, first, last, (moment or 0) % DAY_MINUTES)


def _back(reading: _Reading, text: str) -> CameBack | None:
    who, day = reading.halves(BACK, text, ":")
    worker = reading.worker(BACK, text, who)
    if not day:
        return None
    first = find_day(day, reading.problem.monday)
    if first is None:
        reading.complain("bad_days", BACK, text, EXAMPLES[BACK], day)
    return None if worker is None or first is None else CameBack(worker, first)


def _overrun(reading: _Reading, text: str) -> Overrun | None:
    name, minutes = reading.halves(OVERRUN, text, "=")
    need = reading.need(OVERRUN, text, name)
    if not minutes:
        return None
    if not MINUTES.fullmatch(minutes) or int(minutes) > DAY_MINUTES:
        reading.complain("bad_minutes", OVERRUN, text, EXAMPLES[OVERRUN], minutes)
        return None
    return None if need is None else Overrun(need, int(minutes))


def _cancelled(reading: _Reading, text: str) -> Cancelled | None:
    need = reading.need(CANCELLED, text, text)
    return None if need is None else Cancelled(need)


def _is_elsewhere(monday: date, first: date, last: date) -> bool:
    """Whether an absence does not touch the week at all, which nobody can mean."""
    sunday = monday + timedelta(days=WEEK_DAYS - 1)
    return first <= last and (first > sunday or last < monday)


def _day_of(moment: int, monday: date) -> date:
    return monday + timedelta(days=moment // DAY_MINUTES)
