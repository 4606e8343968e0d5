"""A backup is on record once it is written, and once more when it was brought back and verified."""

from datetime import timedelta
from pathlib import Path

from api.journeys.house_backup import back_up, prove_backup
from api.journeys.look_at_status import look_at_status
from api.store.unit import Actor, Store, found_provider
from tests.api.store.conftest import address, new_address, store
from tests.api.store.places import AT

__all__ = ["address", "new_address", "store"]
OWNER = Actor(1, "test")


def test_the_state_of_the_house_knows_of_its_backup_and_of_its_proof(
    store: Store, tmp_path: Path
) -> None:
    found_provider(store, "MTÜ Abi", "80000008", AT, "test")
    before = look_at_status(store, OWNER, AT)
    assert (before.backup, before.proven, before.backup_age(AT)) == (None, None, None)
    made, findings = back_up(store, tmp_path, AT)
    assert made is not None, findings
    seen = look_at_status(store, OWNER, AT)
    assert seen.backup is not None
    assert seen.backup.about == made.data.name
    assert seen.backup_age(AT + timedelta(hours=30)) == 30
    assert seen.proven is None
    assert prove_backup(store, made.data, made.keys, AT) == []
    assert look_at_status(store, OWNER, AT).proven is not None


def test_a_harmed_backup_is_not_proven(store: Store, tmp_path: Path) -> None:
    found_provider(store, "MTÜ Abi", "80000008", AT, "test")
    made, _ = back_up(store, tmp_path, AT)
    assert made is not None
    made.data.chmod(0o600)
    content = bytearray(made.data.read_bytes())
    content[len(content) // 2] ^= 1
    made.data.write_bytes(bytes(content))
    assert prove_backup(store, made.data, made.keys, AT) != []
    assert look_at_status(store, OWNER, AT).proven is None
