"""``tugiplaan sample-month``: a made-up month to try everything with."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api.cli.month_options import MonthAsked, first_of, working, write_month_name
from api.cli.options import AsJson, Seed, Size, Speak, today
from api.cli.screen import Screen
from api.journeys.month_sample import make_month
from domain.clock import months_after


def sample_month(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", file_okay=False, help="Folder to write to.")
    ] = Path("sample-month"),
    *,
    size: Size = "small",
    month: MonthAsked = None,
    seed: Seed = 1,
    force: Annotated[
        bool, typer.Option("--force", help="Write over files that are there.")
    ] = False,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Write a made-up month: workbooks, and invoices with the errors that hands make.

    Nobody in it exists. The invoices are those that a careless bookkeeping partner would send;
    planted.csv lists every error in them, for when you have looked for them yourself.
    """
    screen = Screen(language, as_json)
    if folder.exists() and any(folder.iterdir()) and not force:
        screen.stop("file_exists", path=folder)
    try:
        with working(screen, "making_month"):
            made = make_month(folder, size, _asked(first_of(month)), seed, language)
    except OSError as error:
        screen.stop("cannot_write", path=folder, reason=error.strerror or error)
    counts = {"lines": made.lines, "invoices": made.invoices, "planted": len(made.planted)}
    screen.say("month_written", folder=folder, **counts)
    if as_json:
        files = [str(path) for path in made.files]
        name = write_month_name(_asked(first_of(month)))
        screen.give({"ok": True, "month": name, "files": files, **counts})
    else:
        for path in made.files:
            screen.out.print(f"  {path}", soft_wrap=True)


def _asked(month: date | None) -> date:
    """The month asked for, else the one before this."""
    return month or months_after(today().replace(day=1), -1)
