"""What the house writes nobody else on the machine can read, however careless the umask is."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from api.journeys.open_house import open_house
from api.security.private import keep_private, make_private, write_private
from api.security.seal import Key, read_key
from api.settings import Settings
from api.store.backup import make_backup
from api.store.engine import WRITES, journal_of, open_engine
from api.store.migrate import migrate
from api.store.schema import PROVIDER
from api.store.shelf import open_shelf
from api.store.unit import Store, open_store
from tests.api.store.places import AT, MASTER


@pytest.fixture(autouse=True, params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """The careless one, the usual one, the careful one."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(*paths: Path) -> dict[str, str]:
    """Rights of everything that lies in these folders, and of the folders."""
    every = [one for path in paths for one in (path, *path.rglob("*"))]
    return {one.name: oct(one.stat().st_mode & 0o777) for one in every}


def test_the_file_of_the_house_and_its_journal_are_its_owners(tmp_path: Path) -> None:
    file = tmp_path / "house.db"
    migrate(f"sqlite:///{file}")
    assert modes(file) == {"house.db": "0o600"}
    engine = open_engine(f"sqlite:///{file}")
    with engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            told = {"name": "x", "registry": "1", "founded": AT}
            connection.execute(sa.insert(PROVIDER).values(told))
            beside = [one for one in tmp_path.iterdir() if one != file]
            assert {one.name for one in beside} & {"house.db-journal", "house.db-wal"}
            assert set(modes(*beside).values()) == {"0o600"}
    engine.dispose()
    assert journal_of((3, 51, 2)) == "TRUNCATE"


def test_a_file_that_others_could_read_is_closed_to_them_when_it_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "house.db"
    migrate(f"sqlite:///{file}")
    file.chmod(0o664)
    engine = open_engine(f"sqlite:///{file}")
    with engine.connect():
        assert modes(file) == {"house.db": "0o600"}
    engine.dispose()


def test_a_house_that_is_founded_leaves_nothing_open(tmp_path: Path) -> None:
    keys = tmp_path / "deep" / "keys"
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'house.db'}", key_file=keys / "house.key"
    )
    store, findings = open_house(settings)
    assert store is not None, findings
    store.close()
    assert modes(tmp_path / "deep") == {"deep": "0o700", "keys": "0o700", "house.key": "0o600"}
    assert set(modes(tmp_path / "house.db").values()) == {"0o600"}


def test_a_key_that_others_can_read_is_refused_unless_the_system_laid_it_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "house.key"
    file.write_text("ab" * 32)
    file.chmod(0o440)
    with pytest.raises(ValueError, match="chmod 600"):
        read_key(file)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "elsewhere"))
    with pytest.raises(ValueError, match="chmod 600"):
        read_key(file)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert read_key(file) == Key(bytes.fromhex("ab" * 32))
    file.chmod(0o444)
    with pytest.raises(ValueError, match="chmod 600"):
        read_key(file)


def test_backups_lie_in_a_folder_of_their_owner(tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path / 'house.db'}")
    store: Store = open_store(f"sqlite:///{tmp_path / 'house.db'}", Key(MASTER))
    made = make_backup(store, tmp_path / "out" / "backups", AT)
    store.close()
    assert modes(tmp_path / "out") == {
        "out": "0o700",
        "backups": "0o700",
        made.data.name: "0o600",
        made.keys.name: "0o600",
    }


def test_books_in_a_folder_are_their_owners(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path / "books").put({"closed/2026-10/lines.csv": b"1"})
    shelf.put({"closed/2026-10/lines.csv": b"2", "ledger/one.csv": b"3"})
    rights = modes(tmp_path / "books")
    assert {name: told for name, told in rights.items() if "." in name} == dict.fromkeys(
        ("lines.csv", "one.csv", "list.json"), "0o600"
    )
    assert {told for name, told in rights.items() if "." not in name} == {"0o700"}


def test_a_folder_that_was_there_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o750)
    make_private(folder)
    assert modes(folder) == {"shared": "0o750"}


def test_a_file_that_is_written_over_is_closed_to_others_first(tmp_path: Path) -> None:
    file = tmp_path / "told.json"
    file.write_bytes(b"old")
    file.chmod(0o666)
    write_private(file, b"new")
    assert (modes(file), file.read_bytes()) == ({"told.json": "0o600"}, b"new")
    keep_private(file)
    assert file.read_bytes() == b"new"
