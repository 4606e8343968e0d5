"""Replace the master key: in the database at once, then in its file; asked again, it goes on.

The new key lies in a file beside the old one before anything hangs on it, so that whoever is killed
on the way loses nothing: the database says which of the two is its own.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from api.journeys.safe_settings import judge_settings
from api.security.private import sync_folder
from api.security.seal import Key, read_key, write_key
from api.settings import Settings
from api.store.audit import KeyReplacedError
from api.store.health import is_up_to_date
from api.store.house_keys import is_right_key, replace_master
from api.store.replaced import replaced_so_far
from api.store.trouble import AWAY
from api.store.unit import Store, open_store
from domain.finding import Finding


@dataclass(frozen=True, slots=True)
class ReplacedKey:
    """A new master key in its place."""

    number: int
    """How often it was replaced by now."""
    old: Path
    """Where the one before lies: it opens the backups of its time."""


def following_file(key_file: Path) -> Path:
    """Where a new key lies until it takes the place of the old one."""
    return key_file.with_name(f"{key_file.name}.next")


def replace_key(
    settings: Settings, by: str, at: datetime
) -> tuple[ReplacedKey | None, list[Finding]]:
    """Replace the master key, or carry to its end what was begun.

    Nobody else should work meanwhile: those who do can write nothing more until they begin anew.
    Findings as of ``open_house``.
    """
    found = judge_settings(settings)
    if found:
        return None, found
    try:
        return _begin(settings, by, at)
    except ValueError:
        return None, [Finding("house.bad_key", str(settings.key_file))]
    except AWAY:
        return None, [Finding("house.away", "")]
    except OSError:
        return None, [Finding("house.no_key", str(settings.key_file))]


def _begin(settings: Settings, by: str, at: datetime) -> tuple[ReplacedKey | None, list[Finding]]:
    file = settings.key_file
    store = open_store(settings.database_url, read_key(file))
    try:
        if not is_up_to_date(store):
            return None, [Finding("house.older", "")]
        new = _replace(store, file, by, at)
    finally:
        store.close()
    if new is None or not _holds(settings, new):
        return None, [Finding("house.other_key", str(file))]
    kept = file.with_name(f"{file.name}.{new.number - 1}")
    with suppress(FileExistsError):
        os.link(file, kept)
    following_file(file).replace(file)
    sync_folder(file.parent)
    return ReplacedKey(new.number, kept), []


def _replace(store: Store, file: Path, by: str, at: datetime) -> Key | None:
    """The key that the database has now; None where it is neither the old one nor the next."""
    following = following_file(file)
    with store.door() as connection:
        count = replaced_so_far(connection)
    if count == store.master.number + 1:
        return read_key(following)
    if not is_right_key(store):
        return None
    with suppress(FileExistsError):
        write_key(following, store.master.number + 1)
    # Read again: another command may have been faster, and then this is the key of both.
    new = read_key(following)
    with suppress(KeyReplacedError):
        replace_master(store, new, by, at)
    return new


def _holds(settings: Settings, key: Key) -> bool:
    store = open_store(settings.database_url, key)
    try:
        return is_right_key(store)
    finally:
        store.close()
