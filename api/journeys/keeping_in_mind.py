"""What takes long to work out, remembered as long as nothing it was made from has changed."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

T = TypeVar("T")


class Keep(Protocol):
    """Keeps what takes long to work out, by a key and a mark of what it was made from."""

    def __call__(
        self, key: tuple[str | int, ...], mark: str, at: datetime, make: Callable[[], T]
    ) -> T:
        """What is kept for the mark, or what ``make`` makes now."""
