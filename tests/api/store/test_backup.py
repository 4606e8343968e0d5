"""A backup is proven by bringing it back: whole, verified, and without who was erased since."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from api.journeys.house_backup import back_up, bring_back
from api.journeys.house_verify import verify_house
from api.journeys.privacy_erase import erase_person
from api.security.seal import Key, new_key
from api.store import kinds
from api.store.backup import DATA, KEYS, Backup, look_into, make_backup, tables_of
from api.store.container import MARK as FILE_MARK
from api.store.container import PIECE, DamagedFileError, read_container, write_container
from api.store.people import open_provider, put_provider
from api.store.repository import Repository
from api.store.schema import META
from api.store.unit import Store, found_provider, open_store
from domain.people import Client
from tests.api.store.conftest import NewAddress
from tests.api.store.places import AT, LATER, MASTER, MONDAY, ONE, OTHER
from tests.api.store.test_privacy import LADY, MARK, PROVIDER

KEY = Key(MASTER)


@pytest.fixture
def house(store: Store) -> Store:
    with store.write(ONE, AT) as unit:
        put_provider(unit, PROVIDER)
        Repository[Client](unit, kinds.CLIENT).put([replace(LADY, home="x")])
    with store.write(OTHER, AT) as unit:
        put_provider(unit, replace(PROVIDER, clients=PROVIDER.clients[:1]))
    return store


@pytest.fixture
def empty(new_address: NewAddress, tmp_path: Path) -> str:
    """Address of a database that holds nothing."""
    folder = tmp_path / "empty"
    folder.mkdir()
    return new_address(folder)


def _made(store: Store, folder: Path, at: Any = AT) -> Backup:
    made, findings = back_up(store, folder, at)
    assert made is not None, findings
    return made


def test_what_is_brought_back_is_what_was_there(house: Store, tmp_path: Path, empty: str) -> None:
    made = _made(house, tmp_path / "out")
    brought, findings = bring_back(empty, KEY, made.data, made.keys, "command", LATER)
    assert findings == []
    assert brought is not None
    counts = {name: one.rows for name, one in made.manifest.tables.items()}
    assert brought.restored.rows == counts
    assert counts["client"] == 3
    assert counts["person_key"] > 6
    assert (
        brought.restored.heads
        == made.manifest.heads
        == {one.tenant: one.head for one in brought.providers}
    )
    assert brought.swept == 0
    with house.read(ONE, AT) as unit:
        before = open_provider(unit, MONDAY)
    again = open_store(empty, KEY)
    with again.read(ONE, AT) as unit:
        assert open_provider(unit, MONDAY) == before
        (older,) = Repository[Client](unit, kinds.CLIENT).past("C900")
        assert older.record == LADY
    assert found_provider(again, "Third", "10000003", AT, "test") == 3
    assert verify_house(again, "command", LATER, made.manifest.heads)[1] == []
    again.close()


def test_every_table_is_in_a_backup_but_who_is_signed_in_and_what_is_made_anew() -> None:
    names = {table.name for part in (DATA, KEYS) for table in tables_of(part)}
    assert META.tables.keys() - names == {"login", "failure", "named"}
    assert [table.name for table in tables_of(KEYS)] == ["person_key"]


def test_a_backup_goes_from_one_database_to_the_other(house: Store, tmp_path: Path) -> None:
    made = _made(house, tmp_path / "out")
    target = f"sqlite:///{tmp_path / 'other.db'}"
    brought, findings = bring_back(target, KEY, made.data, made.keys, "command", LATER)
    assert findings == []
    assert brought is not None
    assert brought.restored.heads == made.manifest.heads


def test_nothing_is_brought_back_over_something(house: Store, tmp_path: Path) -> None:
    made = _made(house, tmp_path / "out")
    address = house.engine.url.render_as_string(hide_password=False)
    brought, findings = bring_back(address, KEY, made.data, made.keys, "command", LATER)
    assert brought is None
    assert [one.rule for one in findings] == ["backup.not_empty"]


def test_who_was_erased_since_stays_erased(house: Store, tmp_path: Path, empty: str) -> None:
    old = _made(house, tmp_path / "old")
    with house.write(ONE, LATER) as unit:
        assert erase_person(unit, "C900", date(2026, 11, 23))[1] == []
    new = _made(house, tmp_path / "new", LATER)
    brought, findings = bring_back(empty, KEY, old.data, new.keys, "command", LATER)
    assert findings == []
    assert brought is not None
    assert brought.swept >= 5
    again = open_store(empty, KEY)
    with again.read(ONE, AT) as unit:
        found = open_provider(unit, MONDAY)
        assert [one.id for one in found.clients] == ["C901"]
        assert [one.id for one in found.plan] == ["P2"]
        assert [one.referrals for one in found.groups] == [("R901",)]
        assert [one.members for one in found.families] == [("C901",)]
        assert Repository[Client](unit, kinds.CLIENT).past("C900") == []
    with again.read(OTHER, AT) as unit:
        assert [one.id for one in open_provider(unit, MONDAY).clients] == ["C900"]
    again.close()


def test_a_backup_tells_nobody_anything_without_the_key(house: Store, tmp_path: Path) -> None:
    made = _made(house, tmp_path / "out")
    for path in (made.data, made.keys):
        data = path.read_bytes()
        assert data.startswith(FILE_MARK)
        assert not any(word in data for word in (MARK.encode(), b"C900", b"jsonl"))
        assert path.stat().st_mode & 0o077 == 0
    with read_container(made.data, KEY.derive(DATA), DATA) as parts:
        assert "person_key.jsonl" not in parts.namelist()
        everything = b"".join(parts.read(name) for name in parts.namelist())
        assert b"C900" in everything
        assert MARK.encode() not in everything
    for path, part, key in (
        (made.data, DATA, new_key()),
        (made.keys, DATA, KEY),
        (made.data, KEYS, KEY),
    ):
        with pytest.raises(DamagedFileError):
            look_into(path, key, part)


Harm = Callable[[bytes, random.Random], bytes]


def _flip(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def _grow(data: bytes, dice: random.Random) -> bytes:
    return data + dice.randbytes(dice.randint(1, 50))


def _twice(data: bytes, _dice: random.Random) -> bytes:
    size = 4 + int.from_bytes(data[len(FILE_MARK) : len(FILE_MARK) + 4], "big")
    first = data[len(FILE_MARK) : len(FILE_MARK) + size]
    return FILE_MARK + first + data[len(FILE_MARK) :]


@pytest.mark.parametrize("harm", [_flip, _cut, _grow, _twice])
def test_a_file_that_was_harmed_is_never_read(harm: Harm, tmp_path: Path) -> None:
    path, dice = tmp_path / "some.backup", random.Random(5)  # noqa: S311 - dice of a test
    words = dice.randbytes(3 * PIECE)
    with write_container(path, KEY, DATA) as parts:
        parts.writestr("words", words)
    data = path.read_bytes()
    for _ in range(40):
        path.write_bytes(harm(data, dice))
        with pytest.raises(DamagedFileError), read_container(path, KEY, DATA):
            pass
    path.write_bytes(data)
    with read_container(path, KEY, DATA) as parts:
        assert parts.read("words") == words


def test_a_harmed_backup_leaves_the_database_empty(
    house: Store, tmp_path: Path, empty: str
) -> None:
    made = _made(house, tmp_path / "out")
    made.keys.write_bytes(made.keys.read_bytes()[:-1])
    brought, findings = bring_back(empty, KEY, made.data, made.keys, "command", LATER)
    assert brought is None
    assert [one.rule for one in findings] == ["backup.damaged"]
    gone = tmp_path / "gone"
    assert [one.rule for one in bring_back(empty, KEY, gone, gone, "c", LATER)[1]] == [
        "backup.unreadable"
    ]
    whole = _made(house, tmp_path / "out", LATER)
    assert bring_back(empty, KEY, whole.data, whole.keys, "command", LATER)[1] == []


def test_a_backup_is_never_written_over(house: Store, tmp_path: Path) -> None:
    _made(house, tmp_path)
    made, findings = back_up(house, tmp_path, AT)
    assert made is None
    assert [one.rule for one in findings] == ["backup.unwritable"]
    assert len([path for path in tmp_path.iterdir() if path.name.startswith(".")]) == 0


def test_backups_made_while_others_write_are_whole(
    house: Store, tmp_path: Path, new_address: NewAddress
) -> None:
    stop, written, failed = Event(), [0], []

    def write() -> None:
        while not stop.is_set():
            number = written[0]
            try:
                with house.write(ONE, AT) as unit:
                    clients = Repository[Client](unit, kinds.CLIENT)
                    clients.put(
                        replace(LADY, id=f"{side}{number}", family=None) for side in ("A", "B")
                    )
            except Exception as fault:  # noqa: BLE001 - told below
                failed.append(fault)
                return
            written[0] += 1

    writer = Thread(target=write)
    writer.start()
    made = []
    for number in range(3):
        before = written[0]
        made.append(make_backup(house, tmp_path / "out", AT + timedelta(seconds=number)))
        while written[0] == before and not failed:
            pass
    stop.set()
    writer.join()
    assert failed == []
    for number, one in enumerate(made):
        folder = tmp_path / f"again{number}"
        folder.mkdir()
        address = new_address(folder)
        brought, findings = bring_back(address, KEY, one.data, one.keys, "command", LATER)
        assert findings == []
        assert brought is not None
        again = open_store(address, KEY)
        with again.read(ONE, AT) as unit:
            ids = {one.id for one in open_provider(unit, MONDAY).clients}
        again.close()
        assert {one[1:] for one in ids if one[0] == "A"} == {
            one[1:] for one in ids if one[0] == "B"
        }
