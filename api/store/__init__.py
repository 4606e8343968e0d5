"""Where a provider's books are kept between commands: plain files in a folder, or the database.

Journeys know ``open_books`` and ``keep_books`` alone, so either is a ``Place``.
"""

from api.store.books import Books, ClosedMonth, KeptResult, Received
from api.store.files import keep_books, open_books, read_books
from api.store.places import Place, name_place
from api.store.shelf import BusyError, DamagedError

__all__ = (
    "Books",
    "BusyError",
    "ClosedMonth",
    "DamagedError",
    "KeptResult",
    "Place",
    "Received",
    "keep_books",
    "name_place",
    "open_books",
    "read_books",
)
