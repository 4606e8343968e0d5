"""A cell read by what its column holds: a value of the trade, or why it cannot be taken."""

from collections.abc import Callable, Iterable, Mapping

from api.imports import lists, scalars
from api.imports.lists import entries_of, read_entries, read_name, refuse_repeats
from api.imports.misread import NOTHING, Misread
from api.imports.plain import mend, text_of
from api.imports.scalars import find_mark
from api.imports.tables import RawCell
from api.workbook.catalogue import Catalogue
from api.workbook.column import Column, Kind
from api.workbook.vocabulary import NO, YES, YES_NO
from domain.session import DAY_MINUTES

Read = Callable[[RawCell], object]
"""Gives the value or a Misread."""

NAMED: Mapping[Kind, str] = {
    Kind.PLACE: "place",
    Kind.THEME: "theme",
    Kind.LANGUAGE: "language",
    Kind.PROGRAMME: "programme",
    Kind.COMPONENT: "component",
    Kind.STATUS: "status",
    Kind.SERVICE: "service",
}
"""Kinds that name one thing, and what it is called in the check."""
SPELLED = ("x", "+", "1", "true")
DENIED = ("-", "0", "false")
EXACT = 10**15
"""A workbook keeps fifteen figures of a number: a longer code in it has lost its last ones."""
MARKED: Mapping[Kind, int] = {Kind.EUROS: scalars.CENT_DIGITS, Kind.E4: scalars.E4_DIGITS}
"""Kinds whose decimal mark the column decides, with the decimals they have."""


class CellReader:
    """Reads the cells of one column; equal cells are read once."""

    def __init__(self, column: Column, catalogue: Catalogue, mark: str | None = None) -> None:
        """``mark`` is what stands before the decimals of the column; see ``mark_of``."""
        self._read = _reader(column, catalogue, mark)
        self._known: dict[tuple[type, RawCell], object] = {}

    def read(self, raw: RawCell) -> object:
        """The value of a cell that is not empty, or a Misread."""
        key = (type(raw), raw)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self.read_new(raw)
        return found

    def read_new(self, raw: RawCell) -> object:
        """The same of a cell that was not read before."""
        if isinstance(raw, str):
            mended = mend(raw)
            if mended is not None:
                return Misread("mangled_text", mended)
        return self._read(raw)


def mark_of(column: Column, cells: Iterable[RawCell]) -> str | None:
    """The decimal mark that the amounts of a column agree on; None where nothing tells it."""
    if column.kind not in MARKED:
        return None
    return find_mark({cell for cell in cells if isinstance(cell, str)})


def _reader(column: Column, catalogue: Catalogue, mark: str | None) -> Read:
    kind, lookup = column.kind, catalogue.lookups.get(column.kind)
    if kind in MARKED:
        bounds = (column.least, column.most)
        return lambda raw: scalars.read_amount(raw, MARKED[kind], bounds, mark)
    if kind in BOUNDED:
        return lambda raw: BOUNDED[kind](raw, column)
    if lookup is None:
        return PLAIN[kind]
    if kind in NAMED:
        return lambda raw: read_name(raw, lookup, NAMED[kind])
    if kind in (Kind.THEMES, Kind.LANGUAGES):
        what = "theme" if kind is Kind.THEMES else "language"
        return lambda raw: refuse_repeats(
            read_entries(entries_of(raw), lambda entry: read_name(entry, lookup, what)), str
        )
    several = {
        Kind.SPEAKS: lists.read_speaks,
        Kind.INTERPRETING: lists.read_interpreting,
        Kind.TRAININGS: lists.read_trainings,
        Kind.EXPERIENCES: lists.read_experiences,
    }[kind]
    return lambda raw: several(raw, lookup)


def _read_id(raw: RawCell) -> str | Misread:
    """An id: a short text without commas, which part the ids of a list."""
    text = text_of(raw)
    if isinstance(raw, float) and not abs(raw) < EXACT:
        return Misread("figures_lost", NOTHING)
    sound = isinstance(raw, str | int | float) and len(entries_of(raw)) == 1
    return text if sound and text == entries_of(raw)[0] else Misread("not_an_id", "W01")


def _read_text(raw: RawCell) -> str | Misread:
    """A text as people see it."""
    if isinstance(raw, float) and not abs(raw) < EXACT:
        return Misread("figures_lost", NOTHING)
    return text_of(raw)


def _read_ids(raw: RawCell) -> tuple[str, ...] | Misread:
    if not isinstance(raw, str | int | float):
        return Misread("not_an_id", "W01")
    return refuse_repeats(tuple(entries_of(raw)), str)


def _read_yes_no(raw: RawCell) -> bool | Misread:
    text = text_of(raw).casefold()
    if text in SPELLED or text in DENIED:
        return text in SPELLED
    word = lists.read_word(raw, YES_NO)
    if isinstance(word, Misread):
        return Misread("unknown_word", f"{YES.et}, {NO.et}")
    return word == YES.key


def _read_words(raw: RawCell, column: Column) -> object:
    found = read_entries(entries_of(raw), lambda entry: lists.read_word(entry, column.words))
    return refuse_repeats(found, str)


def _read_start(raw: RawCell) -> int | Misread:
    minutes = scalars.read_time(raw)
    return Misread("not_a_time", scalars.TIME_EXAMPLE) if minutes == DAY_MINUTES else minutes


PLAIN: Mapping[Kind, Read] = {
    Kind.TEXT: _read_text,
    Kind.ID: _read_id,
    Kind.IDS: _read_ids,
    Kind.YES_NO: _read_yes_no,
    Kind.DATE: scalars.read_day,
    Kind.MONTH: scalars.read_month,
    Kind.TIME: _read_start,
    Kind.WEEK_TIME: lists.read_week_time,
    Kind.WEEK_TIMES: lists.read_week_times,
    Kind.WEEKDAYS: lists.read_weekdays,
    Kind.PERSONAL_CODE: scalars.read_personal_code,
    Kind.REGISTRY_CODE: scalars.read_registry_code,
    Kind.PERCENT: scalars.read_percent,
}
BOUNDED: Mapping[Kind, Callable[[RawCell, Column], object]] = {
    Kind.WHOLE: lambda raw, column: scalars.read_whole(raw, column.least, column.most),
    Kind.DURATION: lambda raw, column: scalars.read_duration(raw, column.least, column.most),
    Kind.WORD: lambda raw, column: lists.read_word(raw, column.words),
    Kind.WORDS: _read_words,
    Kind.TIME_RANGE: lambda raw, column: scalars.read_range(
        raw, 1 if column.least is None else column.least
    ),
}
"""Kinds whose reading depends on the column's bounds or words."""
