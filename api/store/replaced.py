"""Master keys that were replaced: how many, and each again for who has the one of today."""

import sqlalchemy as sa

from api.security.seal import Key
from api.store.schema import HOUSE_KEY


def place_of(number: int) -> str:
    """Where a master key that was replaced stands."""
    return f"house_key|{number}"


def replaced_so_far(connection: sa.Connection) -> int:
    """How often the master key was replaced."""
    return int(connection.execute(_COUNT).scalar_one())


def keys_before(connection: sa.Connection, master: Key) -> tuple[Key, ...]:
    """Every master key that was replaced, the first first. SealError: another is of today."""
    rows = connection.execute(sa.select(HOUSE_KEY).order_by(HOUSE_KEY.c.number)).all()
    return tuple(Key(master.open(row.wrapped, place_of(row.number)), row.number) for row in rows)


_COUNT = sa.select(sa.func.count()).select_from(HOUSE_KEY)
REPLACED = _COUNT.scalar_subquery()
"""The same, for a statement that asks for something else too."""
