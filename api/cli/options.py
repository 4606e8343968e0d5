"""Options that several commands share, each said once."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer

from domain.clock import ZONE, monday_of
from domain.session import WEEK_DAYS
from domain.words import Language as Language  # noqa: PLC0414 - the commands take it from here

DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]

Speak = Annotated[
    Language,
    typer.Option("--language", envvar="TUGIPLAAN_LANGUAGE", help="Language of what is written."),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON object on standard output, nothing else.")
]
Week = Annotated[
    datetime | None,
    typer.Option(
        "--week",
        formats=DAY_FORMATS,
        help="Any day of the week to plan, 2026-11-23 or 23.11.2026; next week if not said.",
    ),
]
Source = Annotated[
    Path, typer.Argument(metavar="PATH", help="Your workbook (.xlsx), or a folder of CSV files.")
]
RosterFile = Annotated[
    Path,
    typer.Argument(metavar="ROSTER", help="roster.json or roster.xlsx, as written by roster."),
]
Travel = Annotated[
    Path | None,
    typer.Option(help="Your own ways between places: a CSV file with from;to;minutes;km."),
]
Seed = Annotated[int, typer.Option(min=0, help="The same seed makes the same choices.")]
Seconds = Annotated[int, typer.Option(min=1, max=86_400, help="Longest search.")]
Size = Annotated[
    Literal["small", "provider"],
    typer.Option(help="small: 6 workers, 30 clients. provider: 40 workers, 300 clients."),
]
EngineUrl = Annotated[
    str,
    typer.Option(
        envvar="TUGIPLAAN_EXECUTOR",
        metavar="URL",
        help="Where parts of it are done: serial:, processes:2, dask://localhost:8786, "
        "tls+dask://host:8786.",
    ),
]


def right_now() -> datetime:
    """What the clock on the wall shows in Estonia: here alone is it read."""
    return datetime.now(ZONE)


def today() -> date:
    """The day on the wall calendar in Estonia."""
    return right_now().date()


def week_asked(asked: datetime | None) -> date:
    """Monday of the week asked for, else of the next one."""
    return monday_of(asked.date()) if asked else monday_of(today()) + timedelta(days=WEEK_DAYS)
