"""Write docs/reference/month-workbook.md: ``python -m docs.build_month_workbook``."""

from collections.abc import Iterator
from pathlib import Path

from api.exports.explanation import example_text
from api.workbook.catalogue import house_catalogue
from api.workbook.column import Column, Kind, Sheet
from api.workbook.deciding import CONTRACTS, DECISIONS
from api.workbook.month import MONTH_SHEETS
from docs.build_workbook import HOLDS

PAGE = Path(__file__).parent / "reference" / "month-workbook.md"
PARTS = {Kind.EUROS: 100, Kind.E4: 10_000}
"""How many of the smallest parts of a value make one."""
ALLOWED = {
    Kind.YES_NO: "yes, no",
    Kind.DATE: "a day: 05.11.2026, 2026-11-05 or a cell that is a date",
    Kind.MONTH: "a month: 11.2026, 2026-11 or a cell that is a date",
    Kind.TIME: "a time of the day: 9:05, 16.30 or a cell that is a time",
    Kind.REGISTRY_CODE: "eight figures, the check digit right",
    Kind.COMPONENT: "an id or name from [the programmes](programmes.md)",
    Kind.PROGRAMME: "an id or name from [the programmes](programmes.md)",
}
TOP = """\
# The workbook of a month

Written by `docs/build_month_workbook.py` from `api/workbook/month/`; change the sheets, not this
page.

`tugiplaan deliver` and `reconcile` read one XLSX workbook, or a folder with one CSV file a sheet
named after its key (`attended.csv`). Headings, sheet names and words are understood in Estonian,
Russian and English and by their keys, whatever their case and accents. Columns and rows may stand
in any order; an empty cell takes what the meaning names. The last two sheets are workbooks of
their own: the contracts that `tugiplaan invoice` asks for, and the decisions that `reconcile`
writes and reads.

Hidden sheets of a month are refused; hidden rows and columns are read, and told as a warning.
"""
HEAD = (
    "| Key | Eesti | Русский | English | Holds | Allowed | Required | Meaning | Example |\n"
    + "|---" * 9
    + "|"
)


def build_page() -> str:
    """The whole page, as it must stand in the repository."""
    return "\n".join([TOP, *map(_sheet, (*MONTH_SHEETS, CONTRACTS, DECISIONS))])


def allowed(column: Column) -> str:
    """What a cell may hold: words, ids of another sheet, or numbers from the least to the most."""
    if column.words:
        return ", ".join(f"`{word.key}` {word.et} / {word.ru} / {word.en}" for word in column.words)
    if column.refers:
        return "an id of " + " or ".join(f"`{sheet}`" for sheet in column.refers)
    bounds = (_number(column, column.least), _number(column, column.most))
    if any(bounds):
        span = " to ".join(filter(None, (bounds[0] or "any", bounds[1])))
        return span if bounds[1] else f"{bounds[0]} or more"
    return ALLOWED.get(column.kind, "")


def _number(column: Column, value: int | None) -> str:
    """A bound in the unit that people type."""
    if value is None:
        return ""
    return f"{value // PARTS.get(column.kind, 1):,}".replace(",", " ")


def _sheet(sheet: Sheet) -> str:
    names = " · ".join(sheet.names.all())
    need = "" if sheet.required else " The sheet may be missing."
    rows = "\n".join(_rows(sheet))
    return f"## `{sheet.key}`: {names}\n\n{sheet.about.en}{need}\n\n{HEAD}\n{rows}\n"


def _rows(sheet: Sheet) -> Iterator[str]:
    catalogue = house_catalogue()
    for column in sheet.columns:
        example = example_text(column, "et", catalogue)
        cells = (
            f"`{column.key}`",
            *column.names.all(),
            HOLDS[column.kind],
            allowed(column),
            "yes" if column.required else "",
            column.help.en,
            f"`{example}`" if example else "",
        )
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(build_page(), "utf-8")
