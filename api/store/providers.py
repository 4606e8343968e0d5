"""The providers of the house."""

import sqlalchemy as sa

from api.store.schema import PROVIDER
from api.store.unit import Store


def provider_names(store: Store) -> dict[int, str]:
    """Names of the providers by their numbers, in the order of these."""
    with store.door() as connection:
        rows = connection.execute(sa.select(PROVIDER.c.id, PROVIDER.c.name).order_by(PROVIDER.c.id))
        return {row.id: row.name for row in rows}
