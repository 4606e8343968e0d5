"""Meetings wanted: their windows, lengths, components and pins."""

from collections.abc import Iterator

from api.imports.book import Book
from api.imports.checks.referrals import component_of_programme
from api.imports.scalars import HOUR_MINUTES
from domain.finding import Finding
from domain.session import DAY_MINUTES

WINDOWED = ("plan", "groups")
USUAL_STEP = 5
"""Meetings begin and end on multiples of five minutes."""


def windows_are_open(book: Book) -> Iterator[Finding]:
    """The latest start is not before the earliest, and the meeting ends on its day."""
    for sheet in WINDOWED:
        for page, row in book.rows(sheet):
            early, late = row.values.get("earliest"), row.values.get("latest")
            minutes = row.values.get("minutes")
            if not isinstance(late, int):
                continue
            if isinstance(early, int) and late < early:
                yield page.finding(row, "latest", "window_reversed", f"≥ {_clock(early)}")
            if isinstance(minutes, int) and late + minutes > DAY_MINUTES >= minutes:
                expected = f"≤ {_clock(DAY_MINUTES - minutes)}"
                yield page.finding(row, "latest", "window_outside_day", expected)


def lengths_are_usual(book: Book) -> Iterator[Finding]:
    """Warns of meetings whose length is no multiple of five minutes."""
    for sheet in WINDOWED:
        for page, row in book.rows(sheet):
            minutes = row.values.get("minutes")
            if isinstance(minutes, int) and minutes % USUAL_STEP:
                near = round(minutes / USUAL_STEP) * USUAL_STEP
                yield page.finding(row, "minutes", "warn_minutes_unusual", str(near))


def plan_fits(book: Book) -> Iterator[Finding]:
    """A component of the referral's programme; a pin and a liked time inside the window."""
    for page, row in book.rows("plan"):
        yield from component_of_programme(book, page, row, row.text("referral"), "component")
        early, late = row.values.get("earliest"), row.values.get("latest")
        days, pinned = row.values.get("weekdays"), row.values.get("pinned_start")
        if not (isinstance(early, int) and isinstance(late, int) and early <= late):
            continue
        liked = row.values.get("liked")
        if isinstance(liked, tuple) and (liked[1] < early or late < liked[0]):
            yield page.finding(
                row, "liked", "warn_liked_outside_window", f"{_clock(early)}-{_clock(late)}"
            )
        if not (isinstance(pinned, int) and isinstance(days, frozenset)):
            continue
        day, start = divmod(pinned, DAY_MINUTES)
        if day not in days or not early <= start <= late:
            yield page.finding(
                row, "pinned_start", "warn_pinned_outside_window", f"{_clock(early)}-{_clock(late)}"
            )


def _clock(minutes: int) -> str:
    return f"{minutes // HOUR_MINUTES}:{minutes % HOUR_MINUTES:02d}"
