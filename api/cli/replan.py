"""``tugiplaan replan``: a published week after something happened, with the fewest changes."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import DAY_FORMATS, AsJson, Seconds, Seed, Source, Speak, Travel, right_now
from api.cli.progress import watch
from api.cli.screen import Screen
from api.cli.show_replanned import show_replanned
from api.imports.happened import Happened
from api.journeys.replan_week import ReplanAsked, replan_week
from api.journeys.start_from import PUBLISHED
from domain.clock import monday_of


def replan(
    path: Source,
    *,
    week: Annotated[
        datetime | None,
        typer.Option(
            formats=DAY_FORMATS,
            help="Any day of the week to re-plan, 2026-11-23 or 23.11.2026; that of the roster in "
            "--from if not said, else this week.",
        ),
    ] = None,
    start: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="ROSTER|published",
            help="The published roster: a file that roster wrote, or the word published: what "
            "the workbook says is published of the week.",
        ),
    ] = PUBLISHED,
    absent: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORKER:DAYS",
            help="Somebody is away: W03:Mon..Fri, W03:2026-11-24, 'W03:Tue 10:30..Fri'. WORKER is "
            "an id or a name. May be said many times, as the three that follow.",
        ),
    ] = None,
    cancelled: Annotated[
        list[str] | None,
        typer.Option(metavar="NEED", help="The client called a meeting off: P014-1."),
    ] = None,
    overrun: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NEED=MINUTES",
            help="A meeting lasts so many minutes longer than planned: P014-1=30.",
        ),
    ] = None,
    back: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORKER:DAY",
            help="Somebody who was to be away is there again from a day on: W03:Wed.",
        ),
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(
            metavar="MOMENT",
            help="'Tue 10:30': meetings that began before stay as they are. As late as it is, if "
            "not said; the beginning of a week that has not begun.",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(file_okay=False, help="Folder for the roster's files.")
    ] = Path("out"),
    seconds: Seconds = 5,
    seed: Seed = 1,
    travel: Travel = None,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Re-plan a published week after something happened: as few changes as can be.

    First as little as possible is left out, then as few people as possible hear of a change,
    then the roster is as good as possible. Says whom to call with what, and why, and whether
    it is proven that nothing less would do. Writes the same files as roster.
    """
    screen = Screen(language, as_json)
    asked = ReplanAsked(
        path=path,
        clock=right_now(),
        happened=Happened(
            tuple(absent or ()),
            tuple(back or ()),
            tuple(cancelled or ()),
            tuple(overrun or ()),
            now,
        ),
        monday=monday_of(week.date()) if week else None,
        start=PUBLISHED if start == PUBLISHED else Path(start),
        seconds=seconds,
        seed=seed,
        travel=travel,
    )
    with watch(screen) as seen:
        found, findings = replan_week(asked, begun=seen.begun, stop=seen.stop)
    if found is None:
        screen.refuse(findings)
    show_replanned(screen, found, findings, out)
