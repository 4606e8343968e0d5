"""Whether the database takes writes and stands at the step this program needs."""

import sqlalchemy as sa

from api.store.migrate import newest_step
from api.store.schema import PROVIDER
from api.store.trouble import AWAY
from api.store.unit import Store

STEP = sa.table("alembic_version", sa.column("version_num"))
"""Where the library keeps the step that a database stands at."""


class _UndoError(Exception):
    """Ends a transaction that is not meant to last."""


def _undo() -> None:
    raise _UndoError


def takes_writes(store: Store) -> bool:
    """Whether a write goes through; it is undone before anybody sees it."""
    try:
        with store.door(writes=True) as connection:
            connection.execute(sa.update(PROVIDER).values(books=PROVIDER.c.books))
            _undo()
    except _UndoError:
        return True
    except AWAY:
        pass
    return False


def is_up_to_date(store: Store) -> bool:
    """Whether the database stands at the newest step this program knows."""
    try:
        with store.door() as connection:
            held = connection.execute(sa.select(STEP.c.version_num)).scalar_one_or_none()
    except AWAY:
        return False
    return held == newest_step()
