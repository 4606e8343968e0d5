"""What the database may fail with that is nobody's fault here: it is away, or has no room."""

import sqlalchemy as sa

AWAY: tuple[type[Exception], ...] = (
    sa.exc.OperationalError,
    sa.exc.InterfaceError,
    sa.exc.TimeoutError,
    sa.exc.InternalError,
)
"""Ask again in a moment: nothing was done, or all of it."""
