"""Options and words that the monthly commands share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.cli.options import DAY_FORMATS, today
from api.cli.screen import Screen
from api.exports.phrases import phrase
from api.imports.scalars import read_cents

MONTH_FORMATS = ["%Y-%m", "%m.%Y"]
FORMS = "2026-11 or 11.2026"

MonthSource = Annotated[
    Path,
    typer.Argument(
        metavar="WORKBOOK", help="The month's workbook (.xlsx), or a folder of CSV files."
    ),
]
BooksFolder = Annotated[
    Path, typer.Option("--books", file_okay=False, help="Folder in which the books are kept.")
]
People = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH",
        help="The weekly workbook: with it workers' days, qualifications and the ways between "
        "meetings are checked as well.",
    ),
]
MonthAsked = Annotated[
    datetime | None,
    typer.Option(
        "--month",
        formats=MONTH_FORMATS,
        help=f"The month, {FORMS}; the last one with meetings that were held if not said.",
    ),
]
MonthNamed = Annotated[
    datetime, typer.Argument(metavar="MONTH", formats=MONTH_FORMATS, help=f"The month, {FORMS}.")
]
DoneOn = Annotated[
    datetime | None,
    typer.Option(
        "--on",
        formats=DAY_FORMATS,
        help="Day on which it is done, 2026-12-01 or 01.12.2026; today if not said.",
    ),
]
BOOKS = Path("books")


def first_of(asked: datetime | None) -> date | None:
    """First day of the month asked for."""
    return asked.date().replace(day=1) if asked else None


def day_done(asked: datetime | None) -> date:
    """The day asked for, else today."""
    return asked.date() if asked else today()


def euros_asked(screen: Screen, text: str, least: int | None = None) -> int:
    """Cents of an amount typed in euros; ends with what would be right where it is none."""
    found = read_cents(text, least, None, "," if "," in text else ".")
    if not isinstance(found, int):
        screen.stop("no_amount", asked=text)
    return found


def write_month_name(month: date) -> str:
    """A month as commands take it."""
    return f"{month:%Y-%m}"


@contextmanager
def working(screen: Screen, key: str) -> Iterator[None]:
    """Say on standard error what takes its time, as long as it does; silent without a terminal."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield
        return
    with console.status(phrase(screen.language, key)):
        yield
