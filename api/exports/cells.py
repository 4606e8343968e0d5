"""How a value of the trade is written into a cell, in one of the three languages."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from api.workbook.catalogue import Catalogue, Lookup
from api.workbook.column import Column, Kind, Language, Word
from api.workbook.vocabulary import FAMILY, LEVELS, NO, SEVERE, WEEKDAYS, YES
from domain.people import LivedExperience, Speaks, Training
from domain.session import DAY_MINUTES

Cell = str | int | Decimal | date
"""What is written: a text, a whole number, euros, or a day."""


def write_cell(column: Column, value: object, language: Language, catalogue: Catalogue) -> Cell:
    """A value as people read it; None becomes the empty text."""
    if value is None:
        return ""
    writer = WRITERS.get(column.kind)
    return writer(value) if writer else _write_worded(column, value, language, catalogue)


def write_time(minutes: int) -> str:
    """Minutes of the day as ``9:05``; the end of the day is ``24:00``."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def write_range(minutes: tuple[int, int]) -> str:
    """A stretch of the day as ``9:00-17:00``."""
    return f"{write_time(minutes[0])}-{write_time(minutes[1])}"


def write_day(day: date) -> str:
    """A day as ``23.11.2026``."""
    return f"{day.day:02d}.{day.month:02d}.{day.year}"


def _write_worded(  # noqa: PLR0911 - one kind, one line
    column: Column, value: Any, language: Language, catalogue: Catalogue
) -> Cell:
    """The kinds whose cells hold words of a language or names of the catalogue."""
    match column.kind:
        case Kind.WORD:
            return _name_in(column.words, language)[value]
        case Kind.WORDS:
            names = _name_in(column.words, language)
            return ", ".join(name for key, name in names.items() if key in value)
        case Kind.YES_NO:
            return (YES if value else NO).name(language)
        case Kind.WEEKDAYS:
            return " ".join(WEEKDAYS[day].name(language) for day in sorted(value))
        case Kind.WEEK_TIME:
            return f"{WEEKDAYS[value // DAY_MINUTES].name(language)} {_day_time(value)}"
        case Kind.WEEK_TIMES:
            return ", ".join(_week_range(start, end, language) for start, end in value)
        case Kind.TRAININGS:
            return "; ".join(_training(training, language) for training in value)
        case Kind.EXPERIENCES:
            return ", ".join(_experience(experience, language) for experience in value)
        case kind:
            return _label(catalogue.lookups[kind], value)


def _name_in(words: Iterable[Word], language: Language) -> dict[str, str]:
    return {word.key: word.name(language) for word in words}


def _label(lookup: Lookup, value: str) -> str:
    return lookup.label(value)


def _day_time(week_minutes: int) -> str:
    return write_time(week_minutes % DAY_MINUTES)


def _week_range(start: int, end: int, language: Language) -> str:
    """``E 9:00-12:00``; an end at midnight is the end of the day on which it began."""
    day = start // DAY_MINUTES
    return (
        f"{WEEKDAYS[day].name(language)} {_day_time(start)}-{write_time(end - day * DAY_MINUTES)}"
    )


def _training(training: Training, language: Language) -> str:
    level = LEVELS[training.level - 1].name(language)
    until = f"-{write_day(training.until)}" if training.until else ""
    return f"{training.subject} {level} {write_day(training.since)}{until}"


def _experience(experience: LivedExperience, language: Language) -> str:
    marks = ((experience.severe, SEVERE), (experience.family, FAMILY))
    return " ".join([experience.theme, *(word.name(language) for is_so, word in marks if is_so)])


def _join_speaks(spoken: Iterable[Speaks]) -> str:
    return ", ".join(f"{one.language} {one.level.name}" for one in spoken)


def _join_interpreting(minutes: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{language} {amount}" for language, amount in minutes)


def _same(value: Any) -> Cell:
    return value  # type: ignore[no-any-return]


def _euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _ten_thousandths(number: int) -> Decimal:
    return Decimal(number).scaleb(-4)


WRITERS: Mapping[Kind, Callable[[Any], Cell]] = {
    Kind.TEXT: _same,
    Kind.ID: _same,
    Kind.WHOLE: _same,
    Kind.DATE: _same,
    Kind.PERSONAL_CODE: _same,
    Kind.REGISTRY_CODE: _same,
    Kind.DURATION: _same,
    Kind.LANGUAGE: _same,
    Kind.THEME: _same,
    Kind.PROGRAMME: _same,
    Kind.COMPONENT: _same,
    Kind.STATUS: _same,
    Kind.SERVICE: _same,
    Kind.EUROS: _euros,
    Kind.PERCENT: _euros,
    Kind.E4: _ten_thousandths,
    Kind.MONTH: lambda day: f"{day.year}-{day.month:02d}",
    Kind.TIME: write_time,
    Kind.TIME_RANGE: write_range,
    Kind.IDS: ", ".join,
    Kind.LANGUAGES: ", ".join,
    Kind.THEMES: ", ".join,
    Kind.SPEAKS: _join_speaks,
    Kind.INTERPRETING: _join_interpreting,
}
"""The kinds that are written alike in every language."""
