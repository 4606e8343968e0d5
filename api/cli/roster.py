"""``tugiplaan roster``: workbook in, checked and explained roster out."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli.options import AsJson, Seconds, Seed, Source, Speak, Travel, Week, today, week_asked
from api.cli.plan import plan_and_write, show_planned
from api.cli.screen import Screen
from api.journeys.plan_week import PlanAsked


def roster(
    path: Source,
    *,
    week: Week = None,
    out: Annotated[
        Path, typer.Option(file_okay=False, help="Folder for the roster's files.")
    ] = Path("out"),
    seconds: Seconds = 60,
    seed: Seed = 1,
    engine: Annotated[
        Literal["auto", "exact", "windows"],
        typer.Option(help="auto proves small weeks and improves large ones piece by piece."),
    ] = "auto",
    travel: Travel = None,
    start: Annotated[
        Path | None,
        typer.Option("--from", help="A roster to start from; else what is published."),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option(metavar="NEED", help="Also say everything about this need left out."),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Print every meeting, however many workers there are.")
    ] = False,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Plan a week: read the workbook, make the roster, check it, explain it, write it.

    Pins come from the workbook: locked workers and times in the plan, and what the published
    roster of the week is to keep. Ctrl-C ends the search and keeps the best roster so far.
    """
    screen = Screen(language, as_json)
    asked = PlanAsked(
        path=path,
        monday=week_asked(week),
        today=today(),
        seconds=seconds,
        seed=seed,
        engine=engine,
        travel=travel,
        start=start,
    )
    show_planned(screen, plan_and_write(screen, asked, out), full=full, why=why)
