"""Whether the house stands: for whoever starts and watches it, not for people."""

import hmac
import shutil
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from api.routes.doors import Ask, Door, Public, Reply, answer
from api.routes.problems import Refused
from api.routes.traffic import Figures
from api.store.health import is_up_to_date, takes_writes
from api.store.jobs import look_at_queue
from api.store.trouble import AWAY

MEGABYTE = 1_000_000
WATCHED = Public("whoever starts the house has no account, and nothing of anybody is told")
METRICS = Public("read by a program on this machine or by a token of its own; counts only")


class Alive(BaseModel):
    """The process answers."""

    alive: Literal[True] = True


class Ready(BaseModel):
    """Whether work can be done, part by part."""

    ready: bool
    database: bool
    """A write goes through."""
    schema_newest: bool
    disk: bool
    """There is room for more."""
    waiting_jobs: int
    oldest_job_seconds: int


def doors_of_health(figures: Figures) -> tuple[Door, ...]:
    """The doors for whoever watches the house."""

    def metrics(ask: Ask) -> Reply:
        _let_in(ask)
        return Reply(200, generate_latest(figures.registry), CONTENT_TYPE_LATEST)

    return (
        Door("GET", "/livez", WATCHED, _alive, "Whether the process answers", "free", gives=Alive),
        Door(
            "GET", "/readyz", WATCHED, _ready, "Whether work can be done", "free", gives=Ready
        ),
        Door(
            "GET", "/metrics", METRICS, metrics, "Counts for Prometheus", "free",
            media="text/plain", also=(403,),
        ),
    )  # fmt: skip


def _alive(_ask: Ask) -> Reply:
    return answer(Alive())


def _ready(ask: Ask) -> Reply:
    store, settings = ask.house.store, ask.house.settings
    try:
        queue = look_at_queue(store)
    except AWAY:
        queue = None
    database, newest = takes_writes(store), is_up_to_date(store)
    disk = has_room(settings.database_url, settings.free_megabytes)
    oldest = queue.oldest if queue else None
    told = Ready(
        ready=database and newest and disk and queue is not None,
        database=database,
        schema_newest=newest,
        disk=disk,
        waiting_jobs=queue.waiting if queue else 0,
        oldest_job_seconds=max(int((ask.at - oldest).total_seconds()), 0) if oldest else 0,
    )
    return answer(told, 200 if told.ready else 503)


def has_room(database_url: str, megabytes: int) -> bool:
    """Whether there is so much room where the database lies; yes where it lies elsewhere."""
    name = database_url.removeprefix("sqlite:///")
    folder = Path(name).parent if name != database_url else Path.cwd()
    try:
        return shutil.disk_usage(folder).free >= megabytes * MEGABYTE
    except OSError:
        return False


def _let_in(ask: Ask) -> None:
    token = ask.house.settings.metrics_token
    if token is not None:
        said = ask.headers.get("authorization", "").removeprefix("Bearer ")
        known = hmac.compare_digest(said.encode(), token.get_secret_value().encode())
    else:
        known = "x-forwarded-for" not in ask.headers and _is_here(ask.address)
    if not known:
        raise Refused(403)


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
