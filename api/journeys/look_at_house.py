"""Look at the house itself: whether anybody lives in it yet."""

from api.store.members import providers_known
from api.store.unit import Store


def is_empty(store: Store) -> bool:
    """Whether no provider was founded yet."""
    with store.door() as connection:
        return not providers_known(connection)
