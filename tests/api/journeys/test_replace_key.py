"""The master key replaced, whoever is killed on the way; on both databases."""

import os
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import event

from api.journeys.accounts import link_account
from api.journeys.house_backup import back_up, bring_back
from api.journeys.house_verify import verify_house
from api.journeys.open_house import open_house
from api.journeys.replace_key import following_file, replace_key
from api.journeys.sign_in import enter_code, sign_in
from api.security.rights import Role
from api.security.seal import Key, read_key
from api.settings import Settings
from api.store import kinds
from api.store.accounts import account_of_identity
from api.store.audit import KeyReplacedError
from api.store.people import open_provider, put_provider
from api.store.repository import Repository
from api.store.unit import Store, open_store
from domain.people import Client
from tests.api.journeys.access import (
    ADDRESS,
    ADMIN,
    PASSWORD,
    Hashes,
    Person,
    come_in,
    hashes,
    later,
)
from tests.api.store.conftest import NewAddress
from tests.api.store.places import AT, LATER, MASTER, MONDAY, ONE
from tests.api.store.test_privacy import LADY, PROVIDER

__all__ = ["hashes"]
MARI, ISSUER, SUBJECT = "mari@naidis.ee", "https://tara.example", "EE60001018800"


@pytest.fixture
def settings(store: Store, address: str, tmp_path: Path) -> Settings:
    """A house of two providers with people, and its key file."""
    file = tmp_path / "keys" / "house.key"
    file.parent.mkdir()
    file.write_text(MASTER.hex())
    file.chmod(0o600)
    with store.write(ONE, AT) as unit:
        put_provider(unit, PROVIDER)
        Repository[Client](unit, kinds.CLIENT).put([LADY])
    return Settings(database_url=address, key_file=file)


@pytest.fixture
def mari(store: Store, settings: Settings, hashes: Hashes) -> Person:
    """Finance, with a telephone and a name at a service of others."""
    person = come_in(store, MARI, Role.FINANCE)
    assert link_account(store, ADMIN, AT, person.account, ISSUER, SUBJECT) == []
    assert settings.key_file.exists()
    assert hashes.tried == 0
    return person


def opened(settings: Settings) -> Store:
    """The house as it is opened after all."""
    store, findings = open_house(settings)
    assert store is not None, findings
    return store


def replaced(settings: Settings) -> int:
    """How often the key was replaced, once it is replaced again."""
    found, findings = replace_key(settings, "command", LATER)
    assert found is not None, findings
    return found.number


def sees_everything(store: Store) -> None:
    """Records, the record of acts, books: all of it holds."""
    with store.read(ONE, LATER) as unit:
        assert {one.id for one in open_provider(unit, MONDAY).clients} >= {LADY.id}
    seen, findings = verify_house(store, "test", LATER)
    assert findings == []
    assert {one.tenant for one in seen} == {1, 2}


def test_everything_goes_on_with_the_new_key_and_nothing_opens_with_the_old(
    settings: Settings, mari: Person
) -> None:
    old = read_key(settings.key_file)
    assert [replaced(settings), replaced(settings)] == [1, 2]
    new = read_key(settings.key_file)
    assert (new.number, new.secret == old.secret) == (2, False)
    kept = settings.key_file.with_name("house.key.0")
    assert read_key(kept) == old
    assert {one.stat().st_mode & 0o777 for one in kept.parent.iterdir()} == {0o600}
    store = opened(settings)
    sees_everything(store)
    assert store.masters[0].secret == old.secret
    at = later(minutes=9)
    half, _ = sign_in(store, at, MARI, PASSWORD, ADDRESS)
    assert half is not None
    assert enter_code(store, at, half.cookie, mari.code(at), ADDRESS)[0] is not None
    with store.door() as connection:
        known = account_of_identity(connection, ISSUER, SUBJECT, store.masters)
        assert known is not None
        assert known.id == mari.account
        assert account_of_identity(connection, ISSUER, SUBJECT, [new]) is None
    store.close()
    before = settings.model_copy(update={"key_file": kept})
    assert [one.rule for one in open_house(before)[1]] == ["house.other_key"]


def test_whoever_still_works_with_the_old_key_writes_nothing_more(
    store: Store, settings: Settings
) -> None:
    with store.read(ONE, AT) as unit:
        open_provider(unit, MONDAY)
    assert replaced(settings) == 1

    def change() -> None:
        with store.write(ONE, LATER) as unit:
            Repository[Client](unit, kinds.CLIENT).put([LADY])
            unit.note("change", "x")

    with pytest.raises(KeyReplacedError):
        change()
    fresh = opened(settings)
    sees_everything(fresh)
    fresh.close()


def test_a_link_sealed_with_an_old_key_after_the_new_one_is_noticed(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert replaced(settings) == 1
    stale = Key(store.master.secret, 1)
    monkeypatch.setattr(Store, "audit_key", stale.derive("audit"))
    with store.write(ONE, LATER) as unit:
        unit.note("forged", "x")
    monkeypatch.undo()
    fresh = opened(settings)
    _, findings = verify_house(fresh, "test", LATER)
    assert [one.rule for one in findings] == ["verify.acts"]
    fresh.close()


def test_a_key_that_is_not_of_this_database_opens_and_replaces_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    other = tmp_path / "other.key"
    other.write_text("ab" * 32)
    other.chmod(0o600)
    wrong = settings.model_copy(update={"key_file": other})
    assert [one.rule for one in open_house(wrong)[1]] == ["house.other_key"]
    assert [one.rule for one in replace_key(wrong, "command", LATER)[1]] == ["house.other_key"]
    assert not following_file(other).exists()
    store = opened(settings)
    sees_everything(store)
    store.close()


def test_a_backup_comes_back_with_the_key_of_its_time(
    settings: Settings, tmp_path: Path, new_address: NewAddress
) -> None:
    numbers = []
    for turn in range(2):
        store = opened(settings)
        made, _ = back_up(store, tmp_path / f"out{turn}", AT)
        store.close()
        assert made is not None
        key = read_key(settings.key_file)
        assert replaced(settings) == turn + 1
        folder = tmp_path / f"empty{turn}"
        folder.mkdir()
        empty = new_address(folder)
        brought, findings = bring_back(empty, key, made.data, made.keys, "command", LATER)
        assert (brought is not None, findings) == (True, [])
        again = open_store(empty, key)
        numbers.append([one.number for one in again.masters])
        again.close()
    assert numbers == [[0], [0, 1]]


def _die_at(moment: int) -> None:
    """From now on this process is killed at its so-manieth touch of a file or of the database."""
    left = iter(range(moment))

    def touch(*_: object) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(name: str, told: tuple[object, ...]) -> None:
        writes = (
            name != "open" or not isinstance(told[2], int) or told[2] & (os.O_WRONLY | os.O_CREAT)
        )
        if name in {"open", "os.link", "os.rename", "os.remove", "os.chmod"} and writes:
            touch()

    from sqlalchemy.engine import Engine  # noqa: PLC0415 - in the process that dies alone

    for kind in ("before_cursor_execute", "commit"):
        event.listen(Engine, kind, touch)
    sys.addaudithook(hear)


def _killed(settings: Settings, moment: int) -> bool:
    """Replace the key in a process that dies on the way; False where it came to its end."""
    child = os.fork()
    if not child:
        code = 1
        try:
            _die_at(moment)
            code = 0 if replace_key(settings, "command", LATER)[0] else 1
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def test_whoever_is_killed_at_any_moment_finds_the_old_key_or_the_new_one(
    store: Store, settings: Settings, mari: Person
) -> None:
    store.close()
    number, moment, halves = 0, 0, set()
    while _killed(settings, moment):
        house, findings = open_house(settings)
        halves.add(findings[0].rule if findings else "")
        if house is not None:
            number = house.master.number
            sees_everything(house)
            house.close()
        else:
            # Nothing else goes on; whoever is killed again on the way carries it to its end later.
            assert _killed(settings, 1)
            number += 1
            assert replaced(settings) == number
        moment += 1
    assert moment >= 30
    assert halves == {"", "house.half_replaced"}
    house = opened(settings)
    sees_everything(house)
    with house.door() as connection:
        found = account_of_identity(connection, ISSUER, SUBJECT, house.masters)
    assert found is not None
    assert found.id == mari.account
    house.close()
