"""Files that somebody handed in, laid out in a folder for as long as they are worked on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

FIELD = re.compile(r"[a-z_]{1,40}")
"""Names of fields of a form."""
SAFE = frozenset({".xlsx", ".xml", ".csv"})
"""Kinds of files that are read."""
SIGNED = frozenset({".asice", ".bdoc", ".pdf", ".p7s"})
"""Kinds of files that are signed: never read, their fingerprint alone is kept."""
Files = Mapping[str, list[Path]]


@dataclass(frozen=True, slots=True)
class Part:
    """A file that was handed in."""

    field: str
    name: str
    content: bytes


def suffix_of(part: Part) -> str:
    """What kind of file it says it is."""
    return PurePosixPath(part.name).suffix.lower()


@contextmanager
def lay_out(parts: Iterable[Part]) -> Iterator[Files]:
    """The files in a folder of their own while the block lasts, by the field they came in."""
    with TemporaryDirectory(prefix="tugiplaan-") as name:
        found: dict[str, list[Path]] = {}
        for number, part in enumerate(parts):
            folder = Path(name) / str(number)
            folder.mkdir()
            # No name that somebody sends is ever part of a path, but a kind of file that is known.
            field = part.field if FIELD.fullmatch(part.field) else "file"
            suffix = suffix_of(part)
            path = folder / f"{field}{suffix if suffix in SAFE | SIGNED else ''}"
            path.write_bytes(part.content)
            found.setdefault(part.field, []).append(path)
        yield found
