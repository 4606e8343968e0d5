"""``tugiplaan demo``: the whole trip with a made-up provider."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import AsJson, Seconds, Speak, today, week_asked
from api.cli.plan import plan_and_write, show_planned
from api.cli.screen import Screen
from api.journeys.make_files import make_sample
from api.journeys.plan_week import PlanAsked

WORKBOOK = "provider.xlsx"
SEED = 1


def demo(
    *,
    folder: Annotated[
        Path, typer.Option(file_okay=False, help="Where the workbook and the roster go.")
    ] = Path("demo"),
    small: Annotated[
        bool, typer.Option("--small", help="6 workers and 30 clients instead of 40 and 300.")
    ] = False,
    seconds: Seconds = 60,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Write a sample workbook, plan next week with it, and show the roster."""
    screen = Screen(language, as_json)
    monday = week_asked(None)
    path = folder / WORKBOOK
    try:
        made = make_sample(path, "small" if small else "provider", monday, SEED, language)
    except OSError as error:
        screen.stop("cannot_write", path=path, reason=error.strerror or error)
    screen.say("sample_written", path=path, workers=len(made.workers), clients=len(made.clients))
    asked = PlanAsked(path=path, monday=monday, today=today(), seconds=seconds, seed=SEED)
    show_planned(screen, plan_and_write(screen, asked, folder))
