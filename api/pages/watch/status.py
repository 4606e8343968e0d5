"""How the house stands: health, queue, last backup and proven restore, versions."""

import platform
import sqlite3

from api.journeys.look_at_status import OLD_HOURS, look_at_status
from api.pages.frame import program_version
from api.pages.page import Page, Visit
from api.routes.doors import Reply
from api.routes.health import has_room
from api.security.rights import Right

HERE = "/status"


def _look(visit: Visit) -> Reply:
    house = visit.house
    seen = look_at_status(house.store, visit.actor, visit.at)
    oldest = seen.queue.oldest
    waits = max(int((visit.at - oldest).total_seconds()) // 60, 0) if oldest else 0
    return visit.show(
        "watch/status.html.j2",
        seen=seen,
        room=has_room(house.settings.database_url, house.settings.free_megabytes),
        waits=waits,
        age=seen.backup_age(visit.at),
        old=OLD_HOURS,
        factor=house.settings.second_factor,
        versions=(
            ("tugiplaan", program_version()),
            ("Python", platform.python_version()),
            ("SQLite", sqlite3.sqlite_version)
            if seen.database == "sqlite"
            else ("PostgreSQL", ".".join(map(str, _version_of(visit)))),
        ),
    )


def _version_of(visit: Visit) -> tuple[int, ...]:
    told = getattr(visit.house.store.engine.dialect, "server_version_info", None)
    return tuple(told) if told else ()


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.AUDIT_LOOK, _look, "How the house stands", "free"),
)
