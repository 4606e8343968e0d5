"""A folder of files that changes as a whole: all of a change is there, or none of it.

A change is written beside the files first, with a list of what it replaces; one rename makes it
hold. Whoever opens the folder after a crash carries the change to its end, or finds nothing of it.
The list of all files with their sha256 tells whether somebody changed one by hand.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from api.security.private import make_private, write_private

LIST = "list.json"
NEXT = ".next"
DRAFT = ".draft-"
_GONE = "gone"
_NEW = "new"


class BusyError(RuntimeError):
    """Somebody else changed the books meanwhile."""


class DamagedError(RuntimeError):
    """A file of the books is missing, or another than was written."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Shelf:
    """The files of a folder as they stood when it was opened."""

    folder: Path
    hashes: Mapping[str, str]
    """Name (with / between folders) -> sha256."""
    revision: int

    def names(self, folder: str = "") -> Iterator[str]:
        """Names of the files, in order; of one folder within, where it is named."""
        start = f"{folder}/" if folder else ""
        return (name for name in sorted(self.hashes) if name.startswith(start))

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return name in self.hashes

    def read(self, name: str) -> bytes:
        """A file's bytes; DamagedError where they are not those that were written."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError as fault:
            raise DamagedError(name) from fault
        if _hash(data) != self.hashes[name]:
            raise DamagedError(name)
        return data

    def damaged(self) -> tuple[str, ...]:
        """Files that are missing or were changed by hand."""
        return tuple(name for name in self.names() if not self._is_sound(name))

    def _is_sound(self, name: str) -> bool:
        try:
            self.read(name)
        except DamagedError:
            return False
        return True

    def put(self, files: Mapping[str, bytes | None]) -> "Shelf":
        """Write files (None: take away) all at once; BusyError where the folder has changed.

        Files that are the same already are left alone. Raises OSError where nothing can be
        written; then everything is as it was.
        """
        changed = {
            name: data
            for name, data in files.items()
            if (_hash(data) if data is not None else None) != self.hashes.get(name)
        }
        if not changed:
            return self
        kept = {k: v for k, v in self.hashes.items() if changed.get(k, b"") is not None}
        hashes = kept | {k: _hash(data) for k, data in changed.items() if data is not None}
        after = Shelf(self.folder, dict(sorted(hashes.items())), self.revision + 1)
        make_private(self.folder)
        draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=self.folder))
        try:
            _write_draft(draft, changed, after)
            self._begin(draft)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        _carry_out(self.folder)
        return after

    def _begin(self, draft: Path) -> None:
        """Make the change hold, unless another one did first."""
        following = self.folder / NEXT
        try:
            draft.rename(following)
        except OSError as fault:
            if following.exists():
                raise BusyError(str(self.folder)) from fault
            raise
        if _listed(self.folder)[1] != self.revision:
            shutil.rmtree(following)
            raise BusyError(str(self.folder))


def open_shelf(folder: Path) -> Shelf:
    """The files of a folder; none where there is no such folder.

    Carries a change to its end that a crash left half done. DamagedError where the list of the
    files cannot be read.
    """
    _carry_out(folder)
    files, revision = _listed(folder)
    return Shelf(folder, files, revision)


def _listed(folder: Path) -> tuple[dict[str, str], int]:
    """Names with their hashes, and the number of the last change."""
    path = folder / LIST
    if not path.exists():
        return {}, 0
    try:
        found = json.loads(path.read_text("utf-8"))
        files = {str(name): str(told) for name, told in found["files"].items()}
        revision = int(found["revision"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise DamagedError(LIST) from fault
    if not all(_is_inside(name) for name in files):
        raise DamagedError(LIST)
    return files, revision


def _is_inside(name: str) -> bool:
    """Whether a name stays within the folder."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _write_draft(draft: Path, changed: Mapping[str, bytes | None], after: Shelf) -> None:
    for name, data in changed.items():
        if data is not None:
            path = draft / _NEW / name
            make_private(path.parent)
            write_private(path, data)
    listed = {"revision": after.revision, "files": after.hashes}
    text = json.dumps(listed, indent=1, ensure_ascii=False) + "\n"
    write_private(draft / LIST, text.encode("utf-8"))
    gone = [name for name, data in changed.items() if data is None]
    write_private(draft / _GONE, json.dumps(gone).encode("utf-8"))


def _carry_out(folder: Path) -> None:
    """Move the files of a change that holds to their places; may be done again at any point."""
    following = folder / NEXT
    if (following / _GONE).exists():
        new = following / _NEW
        for path in sorted(new.rglob("*")):
            if path.is_file():
                target = folder / path.relative_to(new)
                make_private(target.parent)
                path.replace(target)
        for name in json.loads((following / _GONE).read_text("utf-8")):
            if _is_inside(name):
                (folder / name).unlink(missing_ok=True)
        if (following / LIST).exists():
            (following / LIST).replace(folder / LIST)
    shutil.rmtree(following, ignore_errors=True)


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()
