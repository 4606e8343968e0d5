"""How far work on a month has come, told to whoever waits for it; and how it is ended early."""

from collections.abc import Callable

from api.store import Books, Place

Step = Callable[[str], None]
"""Hears the name of each step before it begins; may raise StoppedError."""
Source = Place | Books
"""Where books are: a folder, a unit, or books that were opened before."""


class StoppedError(Exception):
    """Somebody asked to end the work: nothing of it is kept."""


def untold(_name: str) -> None:
    """Nobody waits for steps."""
