"""``tugiplaan template`` and ``tugiplaan sample``: files to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import AsJson, Seed, Size, Speak, Week, week_asked
from api.cli.screen import Screen
from api.journeys.make_files import make_sample, make_template

Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]


def template(
    path: Annotated[
        Path | None, typer.Argument(help="File to write; tugiplaan.xlsx if not said.")
    ] = None,
    *,
    csv: Annotated[bool, typer.Option("--csv", help="A folder of CSV files instead.")] = False,
    force: Force = False,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Write the empty workbook: sheets with dropdowns, and explanations in three languages."""
    screen = Screen(language, as_json)
    target = path or Path("tugiplaan-csv" if csv else "tugiplaan.xlsx")
    _refuse_to_overwrite(screen, target, force=force)
    try:
        make_template(target, language, csv=csv)
    except OSError as error:
        screen.stop("cannot_write", path=target, reason=error.strerror or error)
    screen.say("template_written", path=target)
    if as_json:
        screen.give({"ok": True, "path": str(target)})


def sample(
    path: Annotated[
        Path | None, typer.Argument(help="File to write; sample.xlsx if not said.")
    ] = None,
    *,
    size: Size = "small",
    week: Week = None,
    seed: Seed = 1,
    force: Force = False,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Write a workbook with a made-up provider; nobody in it exists."""
    screen = Screen(language, as_json)
    target = path or Path("sample.xlsx")
    _refuse_to_overwrite(screen, target, force=force)
    monday = week_asked(week)
    try:
        made = make_sample(target, size, monday, seed, language)
    except OSError as error:
        screen.stop("cannot_write", path=target, reason=error.strerror or error)
    workers, clients = len(made.workers), len(made.clients)
    screen.say("sample_written", path=target, workers=workers, clients=clients)
    if as_json:
        given = {"path": str(target), "week": monday.isoformat()}
        screen.give({"ok": True, **given, "workers": workers, "clients": clients})


def _refuse_to_overwrite(screen: Screen, target: Path, *, force: bool) -> None:
    """Nobody loses a filled workbook to an empty one."""
    if target.exists() and not force:
        screen.stop("file_exists", path=target)
