"""Write docs/reference/workbook.md from the sheets: ``python -m docs.build_workbook``."""

from collections.abc import Iterator
from pathlib import Path

from api.exports.explanation import HOW_TO, example_text
from api.workbook.catalogue import Catalogue, house_catalogue
from api.workbook.column import Column, Kind, Sheet
from api.workbook.sheets import SHEETS

PAGE = Path(__file__).parent / "reference" / "workbook.md"
HOLDS = {
    Kind.TEXT: "text",
    Kind.ID: "id",
    Kind.IDS: "ids",
    Kind.WORD: "word",
    Kind.WORDS: "words",
    Kind.YES_NO: "yes or no",
    Kind.WHOLE: "whole number",
    Kind.DURATION: "minutes or hours:minutes",
    Kind.EUROS: "euros",
    Kind.E4: "number with four decimals",
    Kind.PERCENT: "percent",
    Kind.DATE: "day",
    Kind.MONTH: "month",
    Kind.TIME: "time",
    Kind.TIME_RANGE: "hours",
    Kind.WEEK_TIME: "day and time",
    Kind.WEEK_TIMES: "days and hours",
    Kind.WEEKDAYS: "weekdays",
    Kind.PERSONAL_CODE: "personal code",
    Kind.REGISTRY_CODE: "registry code",
    Kind.LANGUAGE: "language",
    Kind.LANGUAGES: "languages",
    Kind.SPEAKS: "languages with levels",
    Kind.INTERPRETING: "languages with minutes",
    Kind.TRAININGS: "trainings",
    Kind.EXPERIENCES: "themes with marks",
    Kind.PLACE: "place",
    Kind.THEME: "theme",
    Kind.THEMES: "themes",
    Kind.PROGRAMME: "programme",
    Kind.COMPONENT: "component",
    Kind.STATUS: "status",
    Kind.SERVICE: "service",
}
TOP = """\
# The workbook

Written by `docs/build_workbook.py` from `api/workbook/sheets/`; change the sheets, not this page.

One XLSX workbook, or a folder with one CSV file a sheet named after its key (`workers.csv`),
holds everything a provider keeps. {how_to}

Headings, sheet names and words are understood in Estonian, Russian and English and by their
keys, whatever their case and accents. An empty cell takes the default that the meaning names.
"""
HEAD = (
    "| Key | Eesti | Русский | English | Holds | Required | Meaning | Example |\n"
    + "|---" * 8
    + "|"
)


def build_page() -> str:
    """The whole page, as it must stand in the repository."""
    how_to = " ".join(sentence.en for sentence in HOW_TO)
    parts = [TOP.format(how_to=how_to), *map(_sheet, SHEETS)]
    return "\n".join(parts)


def _sheet(sheet: Sheet) -> str:
    names = " · ".join(sheet.names.all())
    need = "" if sheet.required else " The sheet may be missing."
    rows = "\n".join(_row(column) for column in sheet.columns)
    words = "".join(f"\n{line}\n" for line in _words(sheet))
    return f"## `{sheet.key}`: {names}\n\n{sheet.about.en}{need}\n\n{HEAD}\n{rows}\n{words}"


def _row(column: Column) -> str:
    catalogue: Catalogue = house_catalogue()
    example = example_text(column, "et", catalogue)
    cells = (
        f"`{column.key}`",
        *column.names.all(),
        HOLDS[column.kind],
        "yes" if column.required else "",
        column.help.en,
        f"`{example}`" if example else "",
    )
    return f"| {' | '.join(cells)} |"


def _words(sheet: Sheet) -> Iterator[str]:
    for column in sheet.columns:
        if column.words:
            words = "; ".join(
                f"`{word.key}` {word.et} / {word.ru} / {word.en}" for word in column.words
            )
            yield f"`{column.key}`: {words}."


if __name__ == "__main__":
    PAGE.write_text(build_page(), "utf-8")
