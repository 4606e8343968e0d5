"""Many who look at once are on record in few commits, each before it goes on."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from api.store.audit import Act, Entry, broken_at
from api.store.schema import AUDIT
from api.store.together import Together
from api.store.unit import Actor, Store
from tests.api.store.places import AT, ONE, OTHER

MANY = 60


def _entry(name: str) -> Entry:
    return Entry(name, AT, Act("look", name, {}))


def test_whoever_goes_on_is_on_record_and_commits_are_shared() -> None:
    kept: list[list[str]] = []

    def keep(_tenant: int, entries: list[Entry]) -> None:
        time.sleep(0.01)
        kept.append([entry.actor for entry in entries])

    together = Together(keep)

    def look(number: int) -> bool:
        together.record(1, [_entry(str(number))])
        return any(str(number) in some for some in kept)

    with ThreadPoolExecutor(MANY) as pool:
        assert all(pool.map(look, range(MANY)))
    assert sorted(name for some in kept for name in some) == sorted(map(str, range(MANY)))
    assert len(kept) < MANY / 2


def test_what_cannot_be_kept_is_told_to_everybody_concerned_and_to_nobody_else() -> None:
    begun = threading.Event()

    def keep(tenant: int, _entries: list[Entry]) -> None:
        begun.wait()
        if tenant == 1:
            message = "disk full"
            raise OSError(message)

    together = Together(keep)

    def look(tenant: int) -> str:
        try:
            together.record(tenant, [_entry("x")])
        except OSError as fault:
            return str(fault)
        return "kept"

    with ThreadPoolExecutor(12) as pool:
        waiting = [pool.submit(look, 1 + number % 2) for number in range(12)]
        begun.set()
        said = [one.result(timeout=20) for one in waiting]
    assert said == ["disk full", "kept"] * 6
    together.record(2, [_entry("later")])


def test_looks_of_two_providers_at_once_stand_in_two_whole_chains(store: Store) -> None:
    def look(actor: Actor) -> None:
        with store.read(actor, AT) as unit:
            unit.note("look", actor.name)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(look, [ONE, OTHER] * 20))
    for actor in (ONE, OTHER):
        with store.read(actor, AT) as unit:
            told = unit.connection.execute(
                sa.select(AUDIT.c.actor).where(
                    AUDIT.c.tenant == unit.tenant, AUDIT.c.action == "look"
                )
            ).scalars()
            assert list(told) == [actor.name] * 20
            assert broken_at(unit.connection, unit.tenant, store.audit_key) is None


def test_a_look_that_cannot_go_on_record_is_no_look(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_told: object) -> None:
        message = "no room"
        raise OSError(message)

    monkeypatch.setattr("api.store.unit.write_entries", fail)
    with pytest.raises(OSError, match="no room"), store.read(ONE, AT) as unit:
        unit.note("look", "C1")
