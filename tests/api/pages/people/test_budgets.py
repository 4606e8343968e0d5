"""A page about people asks the database little, and no more for many people than for few."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from api.security.rights import Role
from tests.api.pages.conftest import Served

OWN = 3
"""Statements of a page's own work."""
AROUND = 3
"""Who comes; the end of the record of acts, and what is written after it."""
TRIES = {"/status": 2}
"""A page that tries what it tells of asks that much more."""
WARM: tuple[tuple[Role, str], ...] = (
    (Role.COORDINATOR, "/referrals"),
    (Role.COORDINATOR, "/referrals/R001"),
    (Role.COORDINATOR, "/clients"),
    (Role.COORDINATOR, "/clients/C005"),
    (Role.COORDINATOR, "/workers"),
    (Role.COORDINATOR, "/workers/W04"),
    (Role.COORDINATOR, "/groups"),
    (Role.COORDINATOR, "/groups/G01"),
    (Role.COORDINATOR, "/jobs"),
    (Role.WORKER, "/my/calendar"),
    (Role.CASE_MANAGER, "/my/clients"),
    (Role.CASE_MANAGER, "/my/clients/R004"),
    (Role.ADMINISTRATOR, "/users"),
    (Role.ADMINISTRATOR, "/keys"),
    (Role.ADMINISTRATOR, "/settings"),
    (Role.AUDITOR, "/status"),
    (Role.AUDITOR, "/audit"),
    (Role.AUDITOR, "/audit/chain"),
)


@contextmanager
def counted(engine: sa.Engine) -> Iterator[list[str]]:
    """Statements while the block lasts."""
    told: list[str] = []

    def note(_c: Any, _u: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            told.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield told
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(("role", "path"), WARM, ids=str)
def test_a_page_asks_the_database_little(house: Served, role: Role, path: str) -> None:
    client = house.client(role)
    client.get(path)
    with counted(house.store.engine) as told:
        assert client.get(path).status_code == 200
    assert len(told) <= OWN + AROUND + TRIES.get(path, 0), told


def test_a_look_at_a_client_and_at_a_worker_is_on_record(house: Served) -> None:
    client = house.client(Role.COORDINATOR)
    client.get("/clients/C006")
    client.get("/workers/W03")
    auditor = house.client(Role.AUDITOR)
    for about in ("client/C006", "worker/W03"):
        page = auditor.get(f"/audit?about={about}").text
        assert page.count("Kadri Coordinator") >= 2, about
