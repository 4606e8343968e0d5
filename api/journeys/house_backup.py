"""Back a house up, and bring it back: an unproven backup is none."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from api.journeys.found_house import COMMAND
from api.journeys.house_verify import VerifiedProvider, verify_house
from api.security.seal import Key
from api.store.audit import Head
from api.store.backup import Backup, look_into, make_backup
from api.store.container import DamagedFileError
from api.store.names_anew import name_anew
from api.store.providers import provider_names
from api.store.restore import NotEmptyError, OtherStepError, Restored, restore_backup
from api.store.sweep import sweep_erased
from api.store.unit import Actor, Store, open_store
from domain.finding import Finding

BACKED_UP, PROVEN = "back up", "prove backup"
"""What stands on record once a backup is written, and once one was brought back."""


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """A house as it is after a restore."""

    restored: Restored
    providers: tuple[VerifiedProvider, ...]
    swept: int
    """Records of people who were erased since the backup: gone again."""


def back_up(store: Store, folder: Path, at: datetime) -> tuple[Backup | None, list[Finding]]:
    """Write the two files of a backup and read them again; a finding where that cannot be."""
    try:
        made = make_backup(store, folder, at)
        look_into(made.data, store.master)
    except (OSError, DamagedFileError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        return None, [Finding("backup.unwritable", str(folder), {"reason": reason})]
    _note(store, at, BACKED_UP, made.data.name)
    return made, []


def prove_backup(store: Store, data: Path, keys: Path, at: datetime) -> list[Finding]:
    """Bring a backup of this house back beside it, verify all of it, and throw that away again.

    Once it is proven, that is on record of every provider. Findings where it is not.
    """
    with tempfile.TemporaryDirectory(prefix="tugiplaan-prove-") as folder:
        address = f"sqlite:///{Path(folder) / 'house.db'}"
        found, findings = bring_back(address, store.master, data, keys, COMMAND, at)
    if found is None or findings:
        return findings
    _note(store, at, PROVEN, data.name)
    return []


def _note(store: Store, at: datetime, action: str, about: str) -> None:
    for tenant in provider_names(store):
        with store.write(Actor(tenant, COMMAND), at) as unit:
            unit.note(action, about)


def heads_told(file: Path, master: Key) -> tuple[Mapping[int, Head] | None, list[Finding]]:
    """Ends of the records of acts as a backup tells them; None, with a finding, where it cannot."""
    try:
        return look_into(file, master).heads, []
    except DamagedFileError:
        return None, [Finding("backup.damaged", file.name)]
    except OSError:
        return None, [Finding("backup.unreadable", str(file))]


def bring_back(
    address: str, master: Key, data: Path, keys: Path, by: str, at: datetime
) -> tuple[BroughtBack | None, list[Finding]]:
    """Fill an empty database from a backup, erase again who was erased since, and verify it all.

    None, with a finding, where the database holds anything, a file is not whole, or it is from
    another version: then nothing was brought back. Findings of the verification come beside it.
    """
    try:
        restored = restore_backup(address, master, data, keys)
    except NotEmptyError as fault:
        return None, [Finding("backup.not_empty", str(fault))]
    except OtherStepError as fault:
        return None, [Finding("backup.other_step", data.name, {"step": str(fault)})]
    except DamagedFileError as fault:
        return None, [Finding("backup.damaged", str(fault))]
    except OSError as fault:
        return None, [Finding("backup.unreadable", str(fault.filename or data))]
    store = open_store(address, master)
    try:
        swept = 0
        for tenant in provider_names(store):
            with store.write(Actor(tenant, by), at) as unit:
                swept += sum(sweep_erased(unit).values())
                name_anew(unit)
        seen, findings = verify_house(store, by, at, restored.heads)
    finally:
        store.close()
    return BroughtBack(restored, tuple(seen), swept), findings
