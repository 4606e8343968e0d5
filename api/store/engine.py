"""The database: SQLite in a file by default, PostgreSQL by its address; one way to speak to both.

SQLite: a writer takes the lock when it begins, so nobody finds out at the end that somebody else
was faster; the journal is the rollback journal where the library is older than 3.51.3, because in
older ones two writers can lose a commit in write-ahead mode; every commit is on the disk before it
is told. PostgreSQL: rows of other providers are cut off by the database itself (``migrations``),
for which each connection lays down the owner's rights first.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL

from api.security.private import keep_private

APP_ROLE = "tugiplaan_app"
WRITES = "tugiplaan_writes"
SAFE_WAL = (3, 51, 3)
BUSY_MILLISECONDS = 15_000
LOCK_MILLISECONDS = 10_000
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def open_engine(address: str | URL, *, owner: bool = False) -> Engine:
    """An engine for a database by its address (``sqlite:///file`` or ``postgresql://…``).

    ``owner``: keep the owner's rights, for migrations alone. ValueError for any other database.
    """
    url = make_url(address)
    if url.get_backend_name() == SQLITE:
        engine = create_engine(url)
        event.listen(engine, "do_connect", _keep_private)
        event.listen(engine, "connect", _settle_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if url.get_backend_name() == POSTGRESQL:
        url = url.set(drivername="postgresql+psycopg")
        engine = create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10)
        event.listen(engine, "connect", _settle_owner if owner else _settle_postgresql)
        return engine
    message = f"no database of ours: {url.get_backend_name()}"
    raise ValueError(message)


def journal_of(version: tuple[int, ...]) -> str:
    """Journal mode in which a version of SQLite keeps every commit."""
    return "WAL" if version >= SAFE_WAL else "TRUNCATE"


def is_sqlite(connection: Connection) -> bool:
    """Whether a connection speaks to SQLite."""
    return connection.dialect.name == SQLITE


def _keep_private(_dialect: object, _record: object, told: list[Any], _more: object) -> None:
    """Let nobody else read the file; the library gives its journals the rights that it has."""
    if told and told[0] not in {"", ":memory:"}:
        # A folder that is not there, or a file of somebody else, is what the library tells of.
        with suppress(OSError):
            keep_private(Path(told[0]))


def _settle_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for order in (
        f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
        f"PRAGMA journal_mode={journal_of(sqlite3.sqlite_version_info)}",
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA trusted_schema=OFF",
        "PRAGMA secure_delete=ON",
    ):
        connection.execute(order)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _settle_owner(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {LOCK_MILLISECONDS}")
    connection.commit()


def _settle_postgresql(connection: Any, record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {APP_ROLE}")
    _settle_owner(connection, record)
