"""Where books are kept: a folder, or a provider's unit of work on the database."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol, Self

from api.store.sealed_shelf import SealedShelf, open_sealed
from api.store.shelf import Shelf, open_shelf
from api.store.unit import Unit

Place = Path | Unit
"""A folder, or the unit in which the books are read and written. What was opened in one unit may
be kept in another one of the same provider: somebody else's change in between is noticed."""


class Files(Protocol):
    """The files of the books as they stood when they were opened, wherever they lie."""

    @property
    def hashes(self) -> Mapping[str, str]:
        """Name (with / between folders) -> sha256."""

    @property
    def revision(self) -> int:
        """How often they were changed."""

    def names(self, folder: str = "") -> Iterator[str]:
        """Names of the files, in order; of one folder within, where it is named."""

    def has(self, name: str) -> bool:
        """Whether there is such a file."""

    def read(self, name: str) -> bytes:
        """A file's bytes; DamagedError where they are not those that were written."""

    def damaged(self) -> tuple[str, ...]:
        """Files that are missing or were changed by hand."""

    def put(self, files: Mapping[str, bytes | None]) -> Self:
        """Write files (None: take away), all or none; BusyError where somebody was faster."""


def open_files(place: Place) -> Files:
    """The files of the books at a place; DamagedError where their list cannot be read."""
    return open_shelf(place) if isinstance(place, Path) else open_sealed(place)


def files_at(held: Files | None, place: Place) -> Files:
    """The files that books were opened with, to be written at a place.

    Books that were opened elsewhere go to the files of the place itself.
    """
    if isinstance(held, SealedShelf) and isinstance(place, Unit):
        if held.unit.tenant == place.tenant:
            return replace(held, unit=place, carried=None)
    elif isinstance(held, Shelf) and isinstance(place, Path):
        return held
    return open_files(place)


def name_place(place: Place) -> str:
    """What a finding calls a place."""
    return str(place) if isinstance(place, Path) else f"provider {place.tenant}"
