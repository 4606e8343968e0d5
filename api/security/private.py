"""Files and folders that nobody but their owner may read, whatever the umask of a process says."""

import os
from contextlib import suppress
from pathlib import Path

FILE, FOLDER = 0o600, 0o700
GROUP_READS = 0o040
OTHERS = 0o077
"""Rights of anybody but the owner."""


def make_private(folder: Path) -> None:
    """Make a folder and those above it that are missing; one that is there is left as it is."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        with suppress(FileExistsError):
            one.mkdir(mode=FOLDER)
            one.chmod(FOLDER)
    folder.mkdir(exist_ok=True)


def write_private(path: Path, data: bytes) -> None:
    """Write a file through to the disk, over one that is there."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE), "wb") as file:
        if os.name == "posix":
            os.fchmod(file.fileno(), FILE)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def keep_private(path: Path) -> None:
    """Make an empty file where there is none; take the rights of others where there is one.

    OSError where it can be neither.
    """
    if not path.exists():
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE))
    if os.name == "posix" and path.stat().st_mode & OTHERS:
        path.chmod(FILE)


def sync_folder(folder: Path) -> None:
    """See that names which were just given in a folder are on the disk."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
