"""``tugiplaan worker``: does the long work that was asked for, until it is told to end."""

import logging
from typing import Annotated

import typer

from api.cli.options import Speak
from api.cli.screen import Screen
from api.jobs.begin import make_worker
from api.jobs.until_told import run_worker
from api.settings import Settings


def worker(
    *,
    processes: Annotated[
        int | None,
        typer.Option(
            min=1, max=256, help="Jobs at once; what TUGIPLAAN_EXECUTOR says if not said."
        ),
    ] = None,
    language: Speak = "et",
) -> None:
    """Do the long work of a server: solving weeks, re-planning, large workbooks.

    Takes jobs from the database that TUGIPLAAN_DATABASE_URL names, one after another. SIGTERM or
    Ctrl-C ends it well: what runs keeps its best so far. Start as many as there are machines.
    """
    screen = Screen(language, as_json=False)
    settings = Settings()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    try:
        made, findings = make_worker(settings, processes)
    except (OSError, ValueError) as error:
        screen.stop("worker_cannot_begin", reason=error)
    if made is None:
        screen.refuse(findings)
    run_worker(made)
