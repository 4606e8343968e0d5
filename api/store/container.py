"""A sealed file of parts: a zip, cut into pieces that are each sealed in their place.

Nobody without the key reads any of it, and a piece that is changed, moved, cut off or taken from
another file is noticed before anything is read from it.
"""

import io
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from api.security.private import make_private
from api.security.seal import OVERHEAD, Key, SealError

MARK = b"tugiplaan 1\n"
PIECE = 1 << 20
_LENGTH = 4


class DamagedFileError(RuntimeError):
    """A sealed file that is none, was changed, or was sealed with another key."""


class _Sealing(io.RawIOBase):
    """Seals whatever is written, piece by piece."""

    def __init__(self, file: IO[bytes], key: Key, purpose: str) -> None:
        super().__init__()
        self._file, self._key = file, key
        self._purpose, self._number, self._held = purpose, 0, bytearray()

    def writable(self) -> bool:
        """It is for writing alone."""
        return True

    def write(self, data: object) -> int:
        """Take some bytes."""
        taken = bytes(data)  # type: ignore[call-overload]
        self._held += taken
        while len(self._held) > PIECE:
            self._put(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return len(taken)

    def end(self) -> None:
        """Seal the last piece: without one the file is not whole."""
        self._put(bytes(self._held), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        sealed = self._key.seal(piece, _place(self._purpose, self._number, last=last))
        self._file.write(len(sealed).to_bytes(_LENGTH, "big") + sealed)
        self._number += 1


@contextmanager
def write_container(path: Path, key: Key, purpose: str) -> Iterator[zipfile.ZipFile]:
    """A zip to be filled; the file is there, whole and on the disk, when the block ends well.

    FileExistsError where there is one of that name.
    """
    if path.exists():
        raise FileExistsError(path)
    make_private(path.parent)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(MARK)
            sealing = _Sealing(file, key, purpose)
            with zipfile.ZipFile(sealing, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as parts:
                yield parts
            sealing.end()
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def read_container(path: Path, key: Key, purpose: str) -> Iterator[zipfile.ZipFile]:
    """The parts of a sealed file; DamagedFileError where it is not whole, OSError where none."""
    with tempfile.TemporaryFile() as opened:
        with path.open("rb") as file:
            _open_all(file, opened, key, purpose)
        try:
            with zipfile.ZipFile(opened) as parts:
                yield parts
        except zipfile.BadZipFile as fault:
            raise DamagedFileError(path.name) from fault


def _open_all(file: IO[bytes], opened: IO[bytes], key: Key, purpose: str) -> None:
    """Open every piece in its order, and see that the last one is the last."""
    name = Path(file.name).name
    if file.read(len(MARK)) != MARK:
        raise DamagedFileError(name)
    number, last = 0, False
    sealed = _next(file, name)
    while sealed:
        following = _next(file, name)
        last = not following
        try:
            opened.write(key.open(sealed, _place(purpose, number, last=last)))
        except SealError as fault:
            raise DamagedFileError(name) from fault
        number, sealed = number + 1, following
    if not last:
        raise DamagedFileError(name)


def _next(file: IO[bytes], name: str) -> bytes:
    """The next sealed piece; empty: the file ends."""
    told = file.read(_LENGTH)
    size = int.from_bytes(told, "big")
    sealed = file.read(size) if OVERHEAD <= size <= PIECE + OVERHEAD else b""
    if (told and len(sealed) != size) or (told and not sealed):
        raise DamagedFileError(name)
    return sealed


def _place(purpose: str, number: int, *, last: bool) -> str:
    return f"{purpose}|{number}|{'last' if last else 'more'}"
