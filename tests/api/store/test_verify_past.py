"""What was is proven like what is: past versions open, or verifying says which does not."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from api.journeys.house_verify import verify_house
from api.journeys.privacy_erase import erase_person
from api.store import kinds
from api.store.engine import SQLITE, open_engine
from api.store.people import put_provider
from api.store.repository import Repository
from api.store.schema import PAST
from api.store.unit import Store
from domain.people import Client
from tests.api.store.places import AT, LATER, ONE, OTHER
from tests.api.store.test_privacy import LADY, PROVIDER


@pytest.fixture
def house(store: Store) -> Store:
    """A house in which a lady moved twice."""
    with store.write(ONE, AT) as unit:
        put_provider(unit, PROVIDER)
    for home in ("narva", "tartu"):
        with store.write(ONE, AT) as unit:
            Repository[Client](unit, kinds.CLIENT).put([replace(LADY, home=home)])
    with store.write(OTHER, AT) as unit:
        put_provider(unit, PROVIDER)
    return store


def spoil(address: str, order: str) -> None:
    """What the owner of the database could do, who has taken the triggers off."""
    engine = open_engine(address, owner=True)
    with engine.begin() as connection:
        if engine.dialect.name == SQLITE:
            connection.exec_driver_sql("DROP TRIGGER past_no_update")
        else:
            connection.exec_driver_sql("ALTER TABLE past DISABLE TRIGGER past_kept")
            connection.exec_driver_sql("ALTER TABLE past NO FORCE ROW LEVEL SECURITY")
        assert connection.exec_driver_sql(order).rowcount in {1, 2}
    engine.dispose()


def found(store: Store) -> list[tuple[str, str]]:
    return [(one.rule, one.about) for one in verify_house(store, "test", LATER)[1]]


def test_every_past_version_is_opened(house: Store) -> None:
    seen, findings = verify_house(house, "test", LATER)
    assert findings == []
    assert [one.past for one in seen] == [2, 0]


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE past SET secret = (SELECT secret FROM client WHERE tenant = 1 AND id = 'C900')",
        "UPDATE past SET secret = NULL WHERE tenant = 1 AND id = 'C900' AND revision = 1",
        "UPDATE past SET revision = 7 WHERE tenant = 1 AND id = 'C900' AND revision = 1",
        "UPDATE past SET person = 'C901' WHERE tenant = 1 AND id = 'C900' AND revision = 1",
        "UPDATE past SET person = 'nobody' WHERE tenant = 1 AND id = 'C900' AND revision = 1",
        "UPDATE past SET kind = 'x' WHERE tenant = 1 AND id = 'C900' AND revision = 1",
    ],
)
def test_a_past_version_that_was_changed_is_told_by_its_place(
    house: Store, address: str, order: str
) -> None:
    spoil(address, order)
    rule, place = found(house)[0]
    assert rule == "verify.sealed"
    assert place.startswith("1|")
    assert "|C900|" in place


def test_the_past_of_whoever_was_erased_is_passed_over(house: Store) -> None:
    with house.write(ONE, LATER) as unit:
        assert erase_person(unit, "C900", date(2026, 11, 23))[1] == []
    seen, findings = verify_house(house, "test", LATER)
    assert findings == []
    with house.read(ONE, LATER) as unit:
        rows = unit.connection.execute(
            sa.select(PAST.c.person, PAST.c.secret).where(PAST.c.tenant == 1)
        ).all()
        erased = unit.keys.erased()
    closed = [row for row in rows if row.person in erased and row.secret is not None]
    assert "C900" in erased
    assert len(closed) >= 3
    assert seen[0].past == len(rows) - len(closed)


def test_statements_do_not_grow_with_the_past(house: Store) -> None:
    def sent() -> int:
        count = 0

        def hear(*_: object) -> None:
            nonlocal count
            count += 1

        event.listen(house.engine, "before_cursor_execute", hear)
        verify_house(house, "test", LATER)
        event.remove(house.engine, "before_cursor_execute", hear)
        return count

    verify_house(house, "test", LATER)
    before = sent()
    for number in range(20):
        with house.write(ONE, AT) as unit:
            Repository[Client](unit, kinds.CLIENT).put([replace(LADY, home=f"h{number}")])
    assert sent() == before
