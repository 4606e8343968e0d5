"""Bring a database up to date, or tell that it is not; a database of a newer program is refused."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import URL

from api.store.engine import WRITES, open_engine
from api.store.schema import META

FOLDER = Path(__file__).parent / "migrations"


class UnknownSchemaError(RuntimeError):
    """A database that a newer program has changed, or that is none of ours."""


def migrate(address: str | URL) -> tuple[str | None, str]:
    """Carry out the steps that a database lacks; which one it had before, and which it has now.

    A new SQLite file is made where there is none. UnknownSchemaError where it holds a step that
    this program does not know; then nothing is changed.
    """
    engine = open_engine(address, owner=True)
    try:
        with engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            with connection.begin():
                held = held_step(connection)
                newest = newest_step()
                if held is not None and held not in known_steps():
                    raise UnknownSchemaError(held)
                config = _config()
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    finally:
        engine.dispose()
    return held, newest


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
