"""The lists behind the dropdowns, and what each column lets people type."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.exports.cells import write_cell
from api.workbook.catalogue import Catalogue
from api.workbook.column import LANGUAGES, Column, Kind, Language, Sheet, letter_of
from api.workbook.sheets import SHEETS
from api.workbook.vocabulary import LEVELS, YES_NO

REFERRED_ROWS = 20_000
"""Rows of another sheet that a dropdown of ids reaches."""
WORDED = (Kind.WORD, Kind.WORDS, Kind.YES_NO)
NAMED = (
    Kind.PLACE,
    Kind.PROGRAMME,
    Kind.COMPONENT,
    Kind.STATUS,
    Kind.SERVICE,
    Kind.THEME,
    Kind.LANGUAGE,
    Kind.TRAININGS,
)
SEVERAL = (Kind.WORDS, Kind.TRAININGS)
"""Cells with several entries: a list to read, no dropdown, which would refuse the second."""
MUCH = 10**12
LONGEST_TITLE = 32
LONGEST_MESSAGE = 255


@dataclass(frozen=True, slots=True)
class Choices:
    """One list: its title and its entries, what to choose and what it means."""

    title: str
    entries: tuple[tuple[str, str], ...]


def key_of(sheet: Sheet, column: Column) -> str | None:
    """The list that a column chooses from; columns of one catalogue share theirs."""
    if column.kind in NAMED:
        return f"list_{column.kind.name.lower()}"
    if column.kind in WORDED:
        return f"list_{sheet.key}_{column.key}"
    return None


def choices_of(
    language: Language, catalogue: Catalogue, sheets: Sequence[Sheet] = SHEETS
) -> dict[str, Choices]:
    """Every list of the workbook, by key."""
    found: dict[str, Choices] = {}
    for sheet in sheets:
        for column in sheet.columns:
            key = key_of(sheet, column)
            if key and key not in found:
                title = f"{sheet.names.name(language)}: {column.names.name(language)}"
                found[key] = Choices(title, _entries(column, language, catalogue))
    if "list_trainings" not in found:
        return found
    levels = tuple((word.name(language), str(n)) for n, word in enumerate(LEVELS, start=1))
    return {**found, "list_levels": Choices(found["list_trainings"].title, levels)}


def write_choices(book: Any, name: str, choices: dict[str, Choices]) -> None:
    """The sheet of lists; each list has a name by which the dropdowns call it."""
    page = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bg_color": "#DCE9F5"})
    text = book.add_format({"num_format": "@"})
    for number, (key, one) in enumerate(choices.items()):
        place = 2 * number
        page.set_column(place, place + 1, 30, text)
        page.write_string(0, place, one.title, bold)
        for row, (shown, meaning) in enumerate(one.entries, start=1):
            page.write_string(row, place, shown, text)
            page.write_string(row, place + 1, meaning, text)
        letters = letter_of(place)
        last = max(len(one.entries), 1) + 1
        book.define_name(key, f"='{name}'!${letters}$2:${letters}${last}")
    page.freeze_panes(1, 0)


def validation_of(
    sheet: Sheet, column: Column, language: Language, sheets: Sequence[Sheet] = SHEETS
) -> dict[str, Any]:
    """What a program lets people type in a column, with its meaning as a note beside the cell."""
    return {
        "input_title": column.names.name(language)[:LONGEST_TITLE],
        "input_message": column.help.name(language)[:LONGEST_MESSAGE],
        **_rule_of(sheet, column, language, sheets),
    }


def _rule_of(  # noqa: PLR0911 - one kind of rule, one line
    sheet: Sheet, column: Column, language: Language, sheets: Sequence[Sheet]
) -> dict[str, Any]:
    key = key_of(sheet, column)
    if key and column.kind not in SEVERAL:
        # A catalogue may also be named by its ids, hence the mere warning.
        strict = "stop" if column.kind in WORDED else "warning"
        return {"validate": "list", "source": f"={key}", "error_type": strict}
    if column.kind is Kind.ID and len(column.refers) == 1:
        (other,) = (one for one in sheets if one.key == column.refers[0])
        cells = f"='{other.names.name(language)}'!$A$2:$A${REFERRED_ROWS}"
        return {"validate": "list", "source": cells, "error_type": "warning"}
    if column.least is None and column.kind in (Kind.WHOLE, Kind.EUROS):
        return {"validate": "decimal", "criteria": "between", "minimum": -MUCH, "maximum": MUCH}
    if column.kind is Kind.WHOLE and column.most is not None:
        bounds = {"minimum": column.least or 0, "maximum": column.most}
        return {"validate": "integer", "criteria": "between", **bounds}
    if column.kind is Kind.WHOLE:
        return {"validate": "integer", "criteria": ">=", "value": column.least or 0}
    if column.kind is Kind.EUROS:
        return {"validate": "decimal", "criteria": ">=", "value": column.least or 0}
    if column.kind is Kind.DATE:
        return {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)}
    return {"validate": "any"}


def _entries(
    column: Column, language: Language, catalogue: Catalogue
) -> tuple[tuple[str, str], ...]:
    if column.kind in WORDED:
        others = [other for other in LANGUAGES if other != language]
        return tuple(
            (word.name(language), " / ".join(word.name(other) for other in others))
            for word in (column.words or YES_NO)
        )
    lookup = catalogue.lookups[column.kind]
    if column.kind is Kind.TRAININGS:
        return tuple((subject, "") for subject in lookup.names)
    shown = ((str(write_cell(column, key, language, catalogue)), key) for key in lookup.names)
    return tuple(
        (text, lookup.name(key, language) if text == key else key) for text, key in sorted(shown)
    )
