"""Bring a database up to date, or tell that it is not; a database of a newer program is refused.

All steps are one transaction: whoever is killed on the way finds the old database or the new one.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import URL

from api.security.private import keep_private
from api.store.engine import WRITES, is_sqlite, open_engine
from api.store.schema import META

FOLDER = Path(__file__).parent / "migrations"


class UnknownSchemaError(RuntimeError):
    """A database that a newer program has changed, or that is none of ours."""


def migrate(address: str | URL, to: str = "head") -> tuple[str | None, str]:
    """Carry out the steps that a database lacks; which one it had before, and which it has now.

    A new SQLite file is made where there is none; one that holds something is copied first, to
    lie beside it as ``file.before-STEP``. ``to``: no further than this step. UnknownSchemaError
    where it holds a step that this program does not know; then nothing is changed.
    """
    engine = open_engine(address, owner=True)
    try:
        with engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            with connection.begin():
                held = held_step(connection)
                if held is not None and held not in known_steps():
                    raise UnknownSchemaError(held)
                if held is not None and held != newest_step() and is_sqlite(connection):
                    _copy_aside(engine, held)
                config = _config()
                config.attributes["connection"] = connection
                command.upgrade(config, to)
                now = held_step(connection)
    finally:
        engine.dispose()
    return held, now or ""


def _copy_aside(engine: sa.Engine, held: str) -> None:
    """Copy a file before it is changed. Others may read while we alone may write."""
    file = Path(str(engine.url.database))
    copy = file.with_name(f"{file.name}.before-{held}")
    copy.unlink(missing_ok=True)
    keep_private(copy)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def held_step(connection: sa.Connection) -> str | None:
    """The step that a database stands at; None: none was carried out."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_step() -> str:
    """The step that this program needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        message = "no steps came with the program"
        raise RuntimeError(message)
    return head


def known_steps() -> frozenset[str]:
    """Every step that this program knows."""
    return frozenset(
        step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()
    )


def differences(connection: sa.Connection) -> list[object]:
    """How a database differs from what the program's tables say; empty: not at all."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, META))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
