"""The files of the books within the database: like ``api.store.shelf``, in the unit's transaction.

A month of billing is read, hashed and frozen as a whole, column by column, so it is kept as the
files that a folder of books holds, pressed and sealed with the provider's own key. The number of
changes in the provider's row lets one of two writers through; what is closed the database itself
never changes (step 0002).
"""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

import sqlalchemy as sa

from api.security.seal import SealError
from api.store.schema import BOOK_FILE, PROVIDER
from api.store.shelf import BusyError, DamagedError
from api.store.unit import Unit

CLOSED = "closed"


@dataclass(frozen=True)
class SealedShelf:
    """The files of a provider's books as they stood when they were opened."""

    unit: Unit
    hashes: Mapping[str, str]
    """Name (with / between folders) -> sha256 of the file, open."""
    revision: int
    _fetched: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    """Files that came along with another one of their room, still sealed, until they are read."""
    carried: Mapping[str, bytes] | None = field(default=None, repr=False, compare=False)
    """Every file, still sealed, where they are read after the unit has ended."""

    def names(self, folder: str = "") -> Iterator[str]:
        """Names of the files, in order; of one folder within, where it is named."""
        start = f"{folder}/" if folder else ""
        return (name for name in sorted(self.hashes) if name.startswith(start))

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return name in self.hashes

    def read(self, name: str) -> bytes:
        """A file's bytes; DamagedError where they are not those that were written."""
        if self.carried is None and name not in self._fetched:
            self._fetch(name)
        try:
            sealed = self._fetched.pop(name) if self.carried is None else self.carried[name]
            data = zlib.decompress(self.unit.keys.own().open(sealed, self._place(name)))
        except KeyError as fault:
            raise DamagedError(name) from fault
        except (SealError, zlib.error) as fault:
            raise DamagedError(name) from fault
        if sha256(data).hexdigest() != self.hashes.get(name):
            raise DamagedError(name)
        return data

    def _fetch(self, name: str) -> None:
        """Fetch a file with all that lie beside it: whoever reads one reads the others too."""
        room = _room_of(name)
        column = BOOK_FILE.c.name
        beside = column.startswith(room, autoescape=True) if room else column == name
        rows = self.unit.connection.execute(
            sa.select(BOOK_FILE.c.name, BOOK_FILE.c.bytes).where(
                BOOK_FILE.c.tenant == self.unit.tenant, beside
            )
        )
        self._fetched.update({row.name: row.bytes for row in rows})

    def damaged(self) -> tuple[str, ...]:
        """Files that somebody changed behind the program's back."""
        return tuple(name for name in self.names() if not self._is_sound(name))

    def put(self, files: Mapping[str, bytes | None]) -> "SealedShelf":
        """Write files (None: take away); BusyError where somebody was faster.

        Files that are the same already are left alone. It holds when the unit is committed.
        """
        hashes = {
            name: sha256(data).hexdigest() for name, data in files.items() if data is not None
        }
        new = {
            name: data
            for name, data in files.items()
            if data is not None and hashes[name] != self.hashes.get(name)
        }
        gone = [name for name, data in files.items() if data is None and name in self.hashes]
        if not new and not gone:
            return self
        self._count()
        self._take_away([*gone, *(name for name in new if name in self.hashes)])
        if new:
            own = self.unit.keys.own()
            rows = [
                {
                    "tenant": self.unit.tenant,
                    "name": name,
                    "sha256": hashes[name],
                    "bytes": own.seal(zlib.compress(data, 1), self._place(name)),
                }
                for name, data in new.items()
            ]
            self.unit.connection.execute(sa.insert(BOOK_FILE), rows)
        self.unit.note("books", "", count=len(new) + len(gone), revision=self.revision + 1)
        kept = {name: told for name, told in self.hashes.items() if name not in gone}
        after = kept | {name: hashes[name] for name in new}
        return SealedShelf(self.unit, after, self.revision + 1)

    def _count(self) -> None:
        done = self.unit.connection.execute(
            sa.update(PROVIDER)
            .where(PROVIDER.c.id == self.unit.tenant, PROVIDER.c.books == self.revision)
            .values(books=self.revision + 1)
        )
        if done.rowcount != 1:
            raise BusyError(PROVIDER.name)

    def _take_away(self, names: list[str]) -> None:
        if names:
            self.unit.connection.execute(
                sa.delete(BOOK_FILE).where(
                    BOOK_FILE.c.tenant == self.unit.tenant, BOOK_FILE.c.name.in_(names)
                )
            )

    def _is_sound(self, name: str) -> bool:
        try:
            self.read(name)
        except DamagedError:
            return False
        return True

    def _place(self, name: str) -> str:
        return f"{self.unit.tenant}|book_file|{name}"


def _room_of(name: str) -> str:
    """Files that are read together: a closed month, or all of another folder."""
    parts = name.split("/")
    return "/".join((*parts[: 2 if parts[0] == CLOSED else 1], "")) if len(parts) > 1 else ""


def carry_sealed(unit: Unit) -> SealedShelf:
    """The files with all of their bytes, to be read when the unit has ended; put by another one.

    Whoever works on them for long keeps nobody from writing meanwhile.
    """
    shelf = open_sealed(unit)
    unit.keys.own()
    rows = unit.connection.execute(
        sa.select(BOOK_FILE.c.name, BOOK_FILE.c.bytes).where(BOOK_FILE.c.tenant == unit.tenant)
    )
    return replace(shelf, carried={row.name: row.bytes for row in rows})


def draft_bytes(unit: Unit, month: date) -> int:
    """How many bytes what was handed in for an open month takes, pressed and sealed."""
    size = sa.func.coalesce(sa.func.sum(sa.func.length(BOOK_FILE.c.bytes)), 0)
    order = sa.select(size).where(
        BOOK_FILE.c.tenant == unit.tenant, BOOK_FILE.c.name.startswith(f"open/{month}/")
    )
    return int(unit.connection.execute(order).scalar_one())


def open_sealed(unit: Unit) -> SealedShelf:
    """The files of the books of the unit's provider; none where there are none yet."""
    rows = unit.connection.execute(
        sa.select(BOOK_FILE.c.name, BOOK_FILE.c.sha256).where(BOOK_FILE.c.tenant == unit.tenant)
    ).all()
    revision = unit.connection.execute(
        sa.select(PROVIDER.c.books).where(PROVIDER.c.id == unit.tenant)
    ).scalar_one()
    return SealedShelf(unit, {row.name: row.sha256 for row in rows}, int(revision))
