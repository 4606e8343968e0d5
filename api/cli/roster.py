"""``tugiplaan roster``: workbook in, checked and explained roster out."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli.options import (
    AsJson,
    EngineUrl,
    Seconds,
    Seed,
    Source,
    Speak,
    Travel,
    Week,
    today,
    week_asked,
)
from api.cli.plan import plan_and_write, show_planned
from api.cli.screen import Screen
from api.journeys.long_work import HERE
from api.journeys.plan_week import PlanAsked
from api.journeys.start_from import PUBLISHED


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
        Literal["auto", "exact", "search", "windows"],
        typer.Option(
            help="auto proves small weeks (exact) and improves larger ones by ruin and recreate "
            "(search), or piece by piece (windows) until the search is compiled."
        ),
    ] = "auto",
    executor: EngineUrl = HERE,
    travel: Travel = None,
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="ROSTER|published",
            help="A roster to start from, or the word published: what the workbook says is "
            "published of the week. Not said: the latter, if anything is.",
        ),
    ] = None,
    pin: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PIN",
            help="Hold a worker, a time or both: NEED=WORKER, 'NEED@E 10:00', "
            "'NEED=WORKER@Mon 10:00'. WORKER is an id or a name, + between the workers of a team. "
            "May be said many times.",
        ),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option(
            metavar="NEED",
            help="Also say everything about this need: why it is left out, or why its worker "
            "was chosen and who comes next.",
        ),
    ] = None,
    what_would_help: Annotated[
        bool,
        typer.Option(
            "--what-would-help",
            help="Also say for each need left out which changes would serve it, and which "
            "single changes would serve most. Each was tried.",
        ),
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Print every meeting, however many workers there are.")
    ] = False,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Plan a week: read the workbook, make the roster, check it, explain it, write it.

    Pins come from the workbook (locked workers and times in the plan, and what the published
    roster of the week is to keep) and from --pin, which goes before the workbook. Pins that
    cannot stand together are named and nothing is planned. Ctrl-C ends the search and keeps
    the best roster so far.
    """
    screen = Screen(language, as_json)
    asked = PlanAsked(
        path=path,
        monday=week_asked(week),
        today=today(),
        seconds=seconds,
        seed=seed,
        engine=engine,
        executor=executor,
        travel=travel,
        start=PUBLISHED if start == PUBLISHED else Path(start) if start else None,
        pins=tuple(pin or ()),
        need=why,
        helps=what_would_help,
        language=language,
    )
    show_planned(screen, plan_and_write(screen, asked, out), full=full, why=why)
