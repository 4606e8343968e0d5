"""Cells with words, names and several entries: weekdays, languages, trainings, experiences."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeVar

from api.imports.misread import Misread
from api.imports.plain import MINUS, text_of
from api.imports.scalars import RANGE_EXAMPLE, TIME_EXAMPLE, read_day, read_range, read_time
from api.imports.tables import RawCell
from api.workbook.catalogue import Lookup
from api.workbook.column import LANGUAGES, Word, fold
from api.workbook.vocabulary import FAMILY, LEVELS, OWN, SEVERE, WEEKDAY_NAMES, WEEKDAYS
from domain.people import Cefr, Level, LivedExperience, Speaks, Training
from domain.session import DAY_MINUTES

T = TypeVar("T")

ENTRY_BREAK = re.compile(r"[,;\n]")
DAY = r"[0-9]{1,2}\. ?[0-9]{1,2}\. ?[0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
TRAINING = re.compile(rf"(.+?)\s+(\S+)\s+({DAY})(?:\s*(?:-|\.\.+|…)\s*({DAY})?)?")
TRAINING_EXAMPLE = "… iseseisev 01.05.2021-01.05.2027"
WEEKDAY_EXAMPLE = "E T K N R L P / 1-7"
SPEAKS_EXAMPLE = "et C2, ru B2"
WEEK_TIME = re.compile(r"(\S+?)\.?\s+(\S.*)")


@cache
def words_by_fold(words: tuple[Word, ...]) -> dict[str, str]:
    """Every way to write each word of a vocabulary -> its key."""
    return {
        fold(text): word.key
        for word in words
        for text in (word.key, *(word.name(language) for language in LANGUAGES))
    }


def read_word(raw: RawCell, words: tuple[Word, ...]) -> str | Misread:
    """One word of a closed vocabulary, in any of the three languages."""
    found = words_by_fold(words).get(fold(text_of(raw)))
    return found or Misread("unknown_word", ", ".join(word.et for word in words))


def read_name(raw: RawCell, lookup: Lookup, what: str) -> str | Misread:
    """The id of a place, theme, language ... by its id or by a name that only it has."""
    text = text_of(raw)
    found = lookup.find(text)
    if len(found) == 1:
        return found[0]
    if found:
        return Misread("ambiguous_name", ", ".join(found))
    near = lookup.nearest(text) or tuple(lookup.label(key) for key in list(lookup.names)[:3])
    return Misread(f"unknown_{what}", ", ".join(near))


def entries_of(raw: RawCell) -> list[str]:
    """The entries of a cell, parted by commas, semicolons or line breaks."""
    pieces = (piece.strip() for piece in ENTRY_BREAK.split(text_of(raw)))
    return [piece for piece in pieces if piece]


def read_entries(
    entries: Iterable[str], read: Callable[[str], T | Misread]
) -> tuple[T, ...] | Misread:
    """Every entry of a cell; the first that cannot be taken speaks for the cell."""
    found: list[T] = []
    for entry in entries:
        one = read(entry)
        if isinstance(one, Misread):
            return Misread(one.check, one.expected, {**one.facts, "entry": entry})
        found.append(one)
    return tuple(found)


def refuse_repeats(
    found: tuple[T, ...] | Misread, key: Callable[[T], str]
) -> tuple[T, ...] | Misread:
    """The entries, unless one is named twice."""
    if isinstance(found, Misread):
        return found
    keys = [key(one) for one in found]
    if len(set(keys)) == len(keys):
        return found
    twice = next(one for number, one in enumerate(keys) if one in keys[:number])
    return Misread("listed_twice", ", ".join(dict.fromkeys(keys)), {"entry": twice})


def read_weekdays(raw: RawCell) -> frozenset[int] | Misread:
    """Weekdays (0 = Monday): names in three languages, numbers 1-7, spans such as E-R."""
    found: set[int] = set()
    for entry in re.sub(r"\s*-\s*", "-", text_of(raw).translate(MINUS)).replace(",", " ").split():
        days = _weekdays(entry.strip(";/."))
        if days is None:
            return Misread("unknown_weekday", WEEKDAY_EXAMPLE, {"entry": entry})
        found |= days
    return frozenset(found) if found else Misread("unknown_weekday", WEEKDAY_EXAMPLE)


def read_week_time(raw: RawCell) -> int | Misread:
    """A minute of the week, such as ``E 9:30``."""
    parts = WEEK_TIME.fullmatch(text_of(raw))
    days = _weekdays(parts[1]) if parts else None
    if parts is None or days is None or len(days) != 1:
        return Misread("not_a_week_time", f"E {TIME_EXAMPLE}")
    minutes = read_time(parts[2])
    if isinstance(minutes, Misread) or minutes == DAY_MINUTES:
        return Misread("not_a_week_time", f"E {TIME_EXAMPLE}")
    return min(days) * DAY_MINUTES + minutes


def read_week_times(raw: RawCell) -> tuple[tuple[int, int], ...] | Misread:
    """Stretches of the week, such as ``E 9:00-12:00, N 13:00-16:00``."""
    return read_entries(entries_of(raw), _week_range)


def read_speaks(raw: RawCell, lookup: Lookup) -> tuple[Speaks, ...] | Misread:
    """Languages with a level each, such as ``et C2, ru B2``."""

    def read(entry: str) -> Speaks | Misread:
        name, _, level = entry.rpartition(" ")
        if level.upper() not in Cefr.__members__:
            return Misread("unknown_level", SPEAKS_EXAMPLE)
        language = read_name(name, lookup, "language")
        return language if isinstance(language, Misread) else Speaks(language, Cefr[level.upper()])

    return refuse_repeats(read_entries(entries_of(raw), read), lambda one: one.language)


def read_interpreting(raw: RawCell, lookup: Lookup) -> tuple[tuple[str, int], ...] | Misread:
    """Languages with minutes each, such as ``uk 240, ar 120``."""

    def read(entry: str) -> tuple[str, int] | Misread:
        name, _, minutes = entry.rpartition(" ")
        if not (minutes.isascii() and minutes.isdecimal()):
            return Misread("not_interpreting", "uk 240, ar 120")
        language = read_name(name, lookup, "language")
        return language if isinstance(language, Misread) else (language, int(minutes))

    return refuse_repeats(read_entries(entries_of(raw), read), lambda one: one[0])


def read_trainings(raw: RawCell, lookup: Lookup) -> tuple[Training, ...] | Misread:
    """Subject, level and days of each training, with semicolons between trainings."""

    def read(entry: str) -> Training | Misread:
        found = TRAINING.fullmatch(entry)
        if found is None:
            return Misread("not_a_training", TRAINING_EXAMPLE)
        subject = read_name(found[1], lookup, "subject")
        level = _level(found[2])
        since, until = read_day(found[3]), read_day(found[4]) if found[4] else None
        for part in (subject, level, since, until):
            if isinstance(part, Misread):
                return part
        if until is not None and until < since:  # type: ignore[operator]
            return Misread("days_reversed", f"{found[4]}-{found[3]}")
        return Training(subject, level, since, until)  # type: ignore[arg-type]

    pieces = (piece.strip() for piece in re.split(r"[;\n]", text_of(raw).translate(MINUS)))
    return read_entries((piece for piece in pieces if piece), read)


def read_experiences(raw: RawCell, lookup: Lookup) -> tuple[LivedExperience, ...] | Misread:
    """Themes, each with ``raske`` or ``pere`` behind it where that is so."""

    def read(entry: str) -> LivedExperience | Misread:
        words = entry.split()
        marks: set[str] = set()
        while len(words) > 1 and not lookup.find(" ".join(words)):
            mark = EXPERIENCE_MARKS.get(fold(words[-1]))
            if mark is None:
                break
            marks.add(mark)
            words.pop()
        theme = read_name(" ".join(words), lookup, "theme")
        if isinstance(theme, Misread):
            return theme
        return LivedExperience(theme, family=FAMILY.key in marks, severe=SEVERE.key in marks)

    return read_entries(entries_of(raw), read)


def _weekdays(entry: str) -> set[int] | None:
    """The days of one entry: a name, a span of two, or figures such as 135."""
    first, dash, last = entry.partition("-")
    if dash:
        start, end = WEEKDAY_WORDS.get(fold(first)), WEEKDAY_WORDS.get(fold(last))
        return set(range(start, end + 1)) if start is not None and end is not None else None
    day = WEEKDAY_WORDS.get(fold(entry))
    if day is not None:
        return {day}
    figures = {WEEKDAY_WORDS.get(figure) for figure in entry} if entry.isdecimal() else {None}
    return None if None in figures else {day for day in figures if day is not None}


def _week_range(entry: str) -> tuple[int, int] | Misread:
    parts = WEEK_TIME.fullmatch(entry)
    days = _weekdays(parts[1]) if parts else None
    if parts is None or days is None or len(days) != 1:
        return Misread("not_a_week_time", f"E {RANGE_EXAMPLE}")
    hours = read_range(parts[2])
    if isinstance(hours, Misread):
        return hours
    midnight = min(days) * DAY_MINUTES
    return midnight + hours[0], midnight + hours[1]


def _level(text: str) -> Level | Misread:
    found = LEVEL_WORDS.get(fold(text))
    return found or Misread("unknown_level", ", ".join(word.et for word in LEVELS))


WEEKDAY_WORDS = {
    text: int(key) - 1
    for words in (WEEKDAYS, WEEKDAY_NAMES)
    for text, key in words_by_fold(words).items()
}
LEVEL_WORDS = {
    **{text: Level[key.upper()] for text, key in words_by_fold(LEVELS).items()},
    **{str(int(level)): level for level in Level},
}
EXPERIENCE_MARKS = words_by_fold((OWN, FAMILY, SEVERE))
