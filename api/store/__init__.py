"""Where a provider's books are kept between commands: plain files in a folder for now.

Journeys know ``open_books`` and ``keep_books`` alone, so a database can take the folder's place.
"""

from api.store.books import Books, ClosedMonth, Received
from api.store.files import keep_books, open_books
from api.store.shelf import BusyError, DamagedError

__all__ = (
    "Books",
    "BusyError",
    "ClosedMonth",
    "DamagedError",
    "Received",
    "keep_books",
    "open_books",
)
