"""``tugiplaan serve``: open the house to programs and browsers, with a worker beside it."""

import logging
import signal
from datetime import UTC, datetime
from types import FrameType
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from api.app import make_app
from api.cli.log_lines import log_as_json
from api.cli.options import Speak
from api.cli.screen import Screen
from api.jobs.begin import begin_beside
from api.journeys.open_house import open_house
from api.routes.doors import House
from api.settings import Settings

LOG = logging.getLogger("tugiplaan.house")
GRACE_SECONDS = 20
"""For requests under way to be answered, once the house is asked to close."""
IDLE_SECONDS = 15


class _Server(uvicorn.Server):
    """Lets go of whoever listens to events before it waits for the others."""

    def __init__(self, config: uvicorn.Config, house: House) -> None:
        super().__init__(config)
        self._house = house

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to close."""
        self._house.stopping.set()
        super().handle_exit(sig, frame)


def _heard(_number: int, _frame: FrameType | None) -> None:
    """The house is closed already."""


def serve(
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port to listen at.")] = 8000,
    proxies: Annotated[
        str, typer.Option(help="Addresses of proxies whose word for who asks is taken.")
    ] = "",
    language: Speak = "et",
    *,
    alone: Annotated[bool, typer.Option(help="Begin no worker for long work beside it.")] = False,
    migrate: Annotated[
        bool, typer.Option(help="Bring a database of an older version up to date first.")
    ] = False,
) -> None:
    """Serve pages and programs until stopped; what is set stands in TUGIPLAAN_… variables."""
    screen = Screen(language, as_json=False)
    settings = Settings()
    store, findings = open_house(settings, bring_up=migrate)
    if store is None:
        screen.refuse(findings)
    log_as_json()
    run_house(
        make_app(store, settings, lambda: datetime.now(UTC)), host, port, proxies, alone=alone
    )


def run_house(app: FastAPI, host: str, port: int, proxies: str = "", *, alone: bool) -> None:
    """Let an application answer until it is told to end; ``alone``: with no worker beside it."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=IDLE_SECONDS,
        h11_max_incomplete_event_size=32_768,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        # The server hears them itself while it runs, and sends them on once it has closed.
        signal.signal(number, _heard)
    beside = None if alone else begin_beside()
    LOG.info("open", extra={"host": host, "port": port})
    try:
        _Server(config, app.state.house).run()
    finally:
        if beside is not None:
            beside.terminate()
            beside.wait()
        LOG.info("closed")
