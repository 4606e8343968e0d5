"""The store of the tests of the store, for jobs too."""

from tests.api.store.conftest import address, new_address, store

__all__ = ["address", "new_address", "store"]
