"""How a step is carried out: within the connection that ``api.store.migrate`` opened."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from api.store.forms import Moment
from api.store.schema import META


def _written(kind: str, thing: object, _context: AutogenContext) -> str | Literal[False]:
    """A moment in a step is what the database makes of it: steps know nothing of the program."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=META,
    compare_type=True,
    render_item=_written,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
