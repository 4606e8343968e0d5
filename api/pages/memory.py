"""What pages remember between two visits; each store of a process for itself."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from api.journeys.keeping_in_mind import Keep
from api.pages.kept import Kept
from api.pages.page import Visit

T = TypeVar("T")
KEPT = Kept()


def memory_of(visit: Visit) -> Keep:
    """The memory of the house that a visitor came to."""
    house = id(visit.house.store.engine)

    def keep(key: tuple[str | int, ...], mark: str, at: datetime, make: Callable[[], T]) -> T:
        return KEPT((house, *key), mark, at, make)

    return keep
