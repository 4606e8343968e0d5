"""A provider's week in the database: in, out, changed, remembered."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from api.imports.provider_workbook import read_provider
from api.security.seal import SealError
from api.store.kinds import CLIENT, PLAN_ITEM, WORKER
from api.store.people import open_provider, put_provider, without_published
from api.store.repository import ChangedMeanwhileError, Repository
from api.store.schema import RECORDS
from api.store.unit import Store
from domain.people import Client, Contract, Worker
from domain.provider import Provider
from tests.api.conftest import SmallWeek
from tests.api.store.places import AT, LATER, MONDAY, ONE, OTHER

LADY = Client("C900", "Mari Näidis", "tartu", ("et",), frozenset({"depression"}))


@pytest.fixture(scope="session")
def provider(small_week: SmallWeek) -> Provider:
    read, _ = read_provider(Path(small_week.workbook))
    assert read is not None
    return without_published(read)


def test_what_is_put_in_comes_out_alike(store: Store, provider: Provider) -> None:
    with store.write(ONE, AT) as unit:
        put_provider(unit, provider)
    with store.read(ONE, AT) as unit:
        found = open_provider(unit, MONDAY)
    assert replace(found, name=provider.name) == provider


def test_putting_in_the_same_again_changes_nothing(store: Store, provider: Provider) -> None:
    with store.write(ONE, AT) as unit:
        put_provider(unit, provider)
    with store.write(ONE, LATER) as unit:
        again = put_provider(unit, provider, whole=True)
    assert all(not part.added and not part.changed for part in again.values())
    with store.read(ONE, LATER) as unit:
        assert {one.revision for one in Repository[Client](unit, CLIENT).all().values()} == {1}


def test_whoever_a_whole_import_does_not_name_is_taken_away(
    store: Store, provider: Provider
) -> None:
    with store.write(ONE, AT) as unit:
        put_provider(unit, provider)
    with store.write(ONE, LATER) as unit:
        put_provider(unit, replace(provider, plan=provider.plan[:-1]), whole=True)
    with store.read(ONE, LATER) as unit:
        assert open_provider(unit, MONDAY).plan == provider.plan[:-1]
        (gone,) = Repository[Any](unit, PLAN_ITEM).past(provider.plan[-1].id)
    assert gone.taken_away
    assert gone.record == provider.plan[-1]
    assert (gone.changed, gone.ended, gone.ended_by) == (AT, LATER, ONE.name)


def test_the_other_provider_sees_nothing_of_it(store: Store, provider: Provider) -> None:
    with store.write(ONE, AT) as unit:
        put_provider(unit, provider)
    with store.read(OTHER, AT) as unit:
        assert open_provider(unit, MONDAY) == Provider("Provider 10000002")


def test_a_change_keeps_what_was_before(store: Store) -> None:
    with store.write(ONE, AT) as unit:
        Repository[Client](unit, CLIENT).put([LADY])
    moved = replace(LADY, home="narva", themes=frozenset({"anxiety"}))
    with store.write(ONE, LATER) as unit:
        put = Repository[Client](unit, CLIENT).put([moved], {LADY.id: 1})
    assert (put.added, put.changed) == ((), (LADY.id,))
    with store.read(ONE, LATER) as unit:
        clients = Repository[Client](unit, CLIENT)
        stored = clients.get(LADY.id)
        (before,) = clients.past(LADY.id)
    assert stored is not None
    assert (stored.record, stored.revision, stored.changed) == (moved, 2, LATER)
    assert (before.record, before.revision, before.taken_away) == (LADY, 1, False)


@pytest.mark.parametrize("expected", [0, 2, 7])
def test_a_change_that_rests_on_another_revision_is_refused(store: Store, expected: int) -> None:
    with store.write(ONE, AT) as unit:
        Repository[Client](unit, CLIENT).put([LADY])
    other = replace(LADY, name="Teine")
    with (
        pytest.raises(ChangedMeanwhileError, match="client C900"),
        store.write(ONE, LATER) as unit,
    ):
        Repository[Client](unit, CLIENT).put([other], {LADY.id: expected})
    with store.read(ONE, LATER) as unit:
        stored = Repository[Client](unit, CLIENT).get(LADY.id)
    assert stored is not None
    assert stored.record == LADY


def test_a_record_that_comes_back_goes_on_counting(store: Store) -> None:
    with store.write(ONE, AT) as unit:
        clients = Repository[Client](unit, CLIENT)
        clients.put([LADY])
        clients.take_away([LADY.id])
        clients.put([LADY])
        stored = clients.get(LADY.id)
    assert stored is not None
    assert stored.revision == 2


def test_a_block_that_raises_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(RuntimeError, match="power cut"):
        _fail_half_way(store)
    with store.read(ONE, AT) as unit:
        assert not Repository[Client](unit, CLIENT).all()


def _fail_half_way(store: Store) -> None:
    message = "power cut"
    with store.write(ONE, AT) as unit:
        Repository[Client](unit, CLIENT).put([LADY])
        raise RuntimeError(message)


def test_a_person_whose_key_is_gone_is_gone_from_present_and_past(store: Store) -> None:
    worker = Worker("W900", "Toomas", frozenset(), Contract.EMPLOYEE, "tartu")
    with store.write(ONE, AT) as unit:
        Repository[Client](unit, CLIENT).put([LADY])
        Repository[Client](unit, CLIENT).put([replace(LADY, home="narva")])
        Repository[Worker](unit, WORKER).put([worker])
    with store.write(ONE, LATER) as unit:
        assert unit.keys.forget(LADY.id)
        assert not unit.keys.forget(LADY.id)
    with store.read(ONE, LATER) as unit:
        assert Repository[Client](unit, CLIENT).all() == {}
        assert Repository[Client](unit, CLIENT).past(LADY.id) == []
        assert [one.record for one in Repository[Worker](unit, WORKER).all().values()] == [worker]


def test_a_sealed_row_that_is_moved_to_another_does_not_open(store: Store) -> None:
    twin = replace(LADY, id="C901")
    table = RECORDS[CLIENT.name]
    with store.write(ONE, AT) as unit:
        Repository[Client](unit, CLIENT).put([LADY, twin])
        mine = (table.c.tenant == unit.tenant, table.c.id == LADY.id)
        theirs = (table.c.tenant == unit.tenant, table.c.id == twin.id)
        secret = unit.connection.execute(sa.select(table.c.secret).where(*mine)).scalar_one()
        moved = sa.update(table).where(*theirs).values(secret=secret, person=LADY.id)
        unit.connection.execute(moved)
    with store.read(ONE, AT) as unit, pytest.raises(SealError, match="C901"):
        Repository[Client](unit, CLIENT).get(twin.id)


@pytest.mark.parametrize("share", [1, 3])
def test_statements_do_not_grow_with_the_people(
    store: Store, provider: Provider, share: int
) -> None:
    part = replace(provider, plan=provider.plan[:: 4 - share], used=provider.used[:: 4 - share])
    assert _statements(store, part) <= 90


def _statements(store: Store, provider: Provider) -> int:
    sent: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    with store.write(ONE, AT) as unit:
        put_provider(unit, provider, whole=True)
    put = len(sent)
    with store.read(ONE, AT) as unit:
        open_provider(unit, MONDAY)
    assert len(sent) - put <= 16
    assert isinstance(store.engine, sa.Engine)
    return put
