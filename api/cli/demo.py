"""``tugiplaan demo``: the whole trip with a made-up provider."""

import os
import socket
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.app import make_app
from api.cli.options import AsJson, Seconds, Speak, right_now, today, week_asked
from api.cli.plan import plan_and_write, show_planned
from api.cli.screen import Screen
from api.cli.serve import run_house
from api.exports.planned_week import PlannedWeek
from api.journeys.demo_house import PASSWORD, make_demo
from api.journeys.make_files import make_sample
from api.journeys.plan_week import PlanAsked

WORKBOOK = "provider.xlsx"
SEED = 1
HERE, PORT = "127.0.0.1", 8000


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
    """Plan a week of a made-up provider, show the roster, and open it in the browser."""
    screen = Screen(language, as_json)
    monday = week_asked(None)
    path = folder / WORKBOOK
    try:
        made = make_sample(path, "small" if small else "provider", monday, SEED, language)
    except OSError as error:
        screen.stop("cannot_write", path=path, reason=error.strerror or error)
    screen.say("sample_written", path=path, workers=len(made.workers), clients=len(made.clients))
    asked = PlanAsked(path=path, monday=monday, today=today(), seconds=seconds, seed=SEED)
    planned = plan_and_write(screen, asked, folder)
    show_planned(screen, planned)
    if not as_json:
        _open_pages(screen, folder, planned.week)


def _open_pages(screen: Screen, folder: Path, week: PlannedWeek) -> None:
    """The same provider in the browser, until Ctrl-C; where nobody sits at a terminal, not at all.

    The house is made all the same, for ``tugiplaan serve`` to open.
    """
    port = _free_port()
    address = f"http://{HERE}:{port}"
    house, findings = make_demo(folder.absolute(), week, right_now(), address)
    if house is None:
        screen.refuse(findings)
    screen.say("demo_house", folder=folder, password=PASSWORD)
    for one in house.users:
        screen.out.print(f"  {one.login}", soft_wrap=True)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        house.store.close()
        return
    screen.say("demo_open", address=address)
    told = house.settings
    # The worker beside the server opens the same house.
    os.environ |= {
        "TUGIPLAAN_DATABASE_URL": told.database_url,
        "TUGIPLAAN_KEY_FILE": str(told.key_file),
    }
    run_house(make_app(house.store, told, lambda: datetime.now(UTC)), HERE, port, alone=False)


def _free_port() -> int:
    """The usual port of the house, or another one where that is taken."""
    for port in (PORT, 0):
        with socket.socket() as tried, suppress(OSError):
            tried.bind((HERE, port))
            return int(tried.getsockname()[1])
    return PORT
