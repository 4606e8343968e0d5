"""Open the house: its key, its database, and whether that stands at the step this program needs."""

from dataclasses import replace
from pathlib import Path

from api.journeys.replace_key import following_file
from api.journeys.safe_settings import judge_settings
from api.security.rights import ASKED_OF
from api.security.seal import Key, read_key, write_key
from api.settings import Settings
from api.store.health import is_up_to_date
from api.store.house_keys import is_right_key
from api.store.migrate import UnknownSchemaError, migrate
from api.store.trouble import AWAY
from api.store.unit import Store, open_store
from domain.finding import Finding

SQLITE = "sqlite:///"


def open_house(settings: Settings, *, bring_up: bool = False) -> tuple[Store | None, list[Finding]]:
    """The store as an operator set it; None, and why, where it cannot be opened.

    Where there is neither a key nor a database, both are made; a database of an older program is
    brought up to date where ``bring_up`` says so. Findings: ``house.no_key``, ``house.bad_key``,
    ``house.away``, ``house.older``, ``house.newer``, ``house.other_key``, ``house.half_replaced``,
    and those of ``judge_settings``.
    """
    found = judge_settings(settings)
    if found:
        return None, found
    new = _is_new(settings)
    key, found = _key(settings.key_file, make=new)
    if key is None:
        return None, found
    try:
        if new or bring_up:
            migrate(settings.database_url)
        opened = open_store(settings.database_url, key)
        store = replace(opened, asked_twice=ASKED_OF[settings.second_factor])
        found = _judge(store, settings.key_file)
    except UnknownSchemaError as fault:
        return None, [Finding("house.newer", str(fault))]
    except AWAY:
        return None, [Finding("house.away", "")]
    if not found:
        return store, []
    store.close()
    return None, found


def _judge(store: Store, key_file: Path) -> list[Finding]:
    """What stands against a database: its step, or a key that is not its own."""
    if not is_up_to_date(store):
        return [Finding("house.older", "")]
    if is_right_key(store):
        return []
    half = following_file(key_file).exists()
    return [Finding("house.half_replaced" if half else "house.other_key", str(key_file))]


def _is_new(settings: Settings) -> bool:
    """Whether the database is a file that is not there yet."""
    url = settings.database_url
    return url.startswith(SQLITE) and not Path(url.removeprefix(SQLITE)).exists()


def _key(path: Path, *, make: bool) -> tuple[Key | None, list[Finding]]:
    try:
        if make and not path.exists():
            return write_key(path), []
        return read_key(path), []
    except OSError:
        return None, [Finding("house.no_key", str(path))]
    except ValueError:
        return None, [Finding("house.bad_key", str(path))]
