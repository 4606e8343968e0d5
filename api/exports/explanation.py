"""The sheet of explanations: what each column means, in three languages, with examples."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from api.exports.cells import write_cell, write_day
from api.exports.csv_text import write_number
from api.workbook.catalogue import Catalogue
from api.workbook.column import Column, Kind, Language, Names, Sheet
from api.workbook.sheets import SHEETS
from api.workbook.vocabulary import NO, YES
from domain.people import Level, LivedExperience, Training

HOW_TO = (
    Names(
        "Täitke lehed järjest. Tärniga veerud on kohustuslikud, teised võivad jääda tühjaks. "
        "Veergude ja ridade järjekord on vaba; pealkirju ärge muutke.",
        "Заполняйте листы по порядку. Столбцы со звёздочкой обязательны, остальные могут быть "
        "пустыми. Порядок столбцов и строк свободный; заголовки не меняйте.",
        "Fill the sheets one after another. Columns with a star are required, the others may stay "
        "empty. Columns and rows may stand in any order; do not change the headings.",
    ),
    Names(
        "Kuupäev: 23.11.2026 või 2026-11-23. Kellaaeg: 9:00 või 09.00. Mitu väärtust lahtris: "
        "komadega. Pealkirjad ja sõnad võivad olla eesti, vene või inglise keeles.",
        "Дата: 23.11.2026 или 2026-11-23. Время: 9:00 или 09.00. Несколько значений в ячейке: "
        "через запятую. Заголовки и слова могут быть на эстонском, русском или английском.",
        "A date: 23.11.2026 or 2026-11-23. A time: 9:00 or 09.00. Several values in a cell: with "
        "commas. Headings and words may be in Estonian, Russian or English.",
    ),
)
HEADINGS = (
    Names("Leht", "Лист", "Sheet"),
    Names("Veerg", "Столбец", "Column"),
    Names("Võti", "Ключ", "Key"),
    Names("Kohustuslik", "Обязательно", "Required"),
    Names("Eesti keeles", "По-эстонски", "In Estonian"),
    Names("Vene keeles", "По-русски", "In Russian"),
    Names("Inglise keeles", "По-английски", "In English"),
    Names("Näide", "Пример", "Example"),
    Names("Lubatud sõnad", "Допустимые слова", "Allowed words"),
)
WIDTHS = (18, 24, 20, 14, 60, 60, 60, 44, 60)


def write_explanation(
    book: Any,
    name: str,
    language: Language,
    catalogue: Catalogue,
    sheets: Sequence[Sheet] = SHEETS,
) -> None:
    """One row for each column of each sheet, below a few sentences on how to fill it all."""
    page = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bg_color": "#DCE9F5", "text_wrap": True})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for place, width in enumerate(WIDTHS):
        page.set_column(place, place, width, text)
    for row, sentence in enumerate(HOW_TO):
        for place, one in enumerate(sentence.all(), start=4):
            page.write_string(row, place, one, text)
    top = len(HOW_TO)
    for place, heading in enumerate(HEADINGS):
        page.write_string(top, place, heading.name(language), bold)
    last = top
    for last, cells in enumerate(explanation_rows(language, catalogue, sheets), start=top + 1):
        for place, cell in enumerate(cells):
            page.write_string(last, place, cell, text)
    page.freeze_panes(top + 1, 2)
    page.autofilter(top, 0, last, len(HEADINGS) - 1)


def explanation_rows(
    language: Language, catalogue: Catalogue, sheets: Sequence[Sheet] = SHEETS
) -> Iterator[tuple[str, ...]]:
    """Sheet, column, key, required, meaning in three languages, example, allowed words."""
    for sheet in sheets:
        yield (sheet.names.name(language), "", sheet.key, "", *sheet.about.all(), "", "")
        for column in sheet.columns:
            yield (
                sheet.names.name(language),
                column.names.name(language),
                column.key,
                (YES if column.required else NO).name(language),
                *column.help.all(),
                example_text(column, language, catalogue),
                ", ".join(word.name(language) for word in column.words),
            )


def example_text(column: Column, language: Language, catalogue: Catalogue) -> str:
    """The example of a column as it would be typed; empty where there is none."""
    cell = write_cell(column, example_of(column, catalogue), language, catalogue)
    if isinstance(cell, date):
        return write_day(cell)
    return cell if isinstance(cell, str) else write_number(cell)


def example_of(column: Column, catalogue: Catalogue) -> object:
    """The value of a column in the example rows: its own, or the first of the catalogue.

    All examples together are one small provider that can be read without a fault.
    """
    subjects, themes = tuple(catalogue.subjects.names), tuple(catalogue.themes.names)
    if column.kind is Kind.TRAININGS and subjects:
        since, until = date(2024, 5, 1), date(2029, 5, 1)
        return (Training(subjects[0], Level.INDEPENDENT, since, until),)
    if column.kind is Kind.EXPERIENCES and themes:
        own, relative = (
            LivedExperience(themes[0], severe=True),
            LivedExperience(themes[-1], family=True),
        )
        return (own, relative)
    if column.kind is Kind.THEMES and themes:
        return (themes[0],)
    if column.kind is Kind.SERVICE:
        return next(iter(catalogue.services.names), None)
    return _example_of_programme(column, catalogue)


def _example_of_programme(column: Column, catalogue: Catalogue) -> object:
    """The examples hang together: a programme, a component of it, a standing it accepts."""
    for programme in catalogue.programmes.values():
        if not programme.statuses:
            continue
        wide = [c for c in programme.components if {"individual", "group"} <= set(c.activity)]
        component = (wide or list(programme.components))[0]
        match column.kind:
            case Kind.PROGRAMME:
                return programme.id
            case Kind.COMPONENT:
                return component.id
            case Kind.STATUS:
                return programme.statuses[0]
            case _:
                return column.example
    return column.example
