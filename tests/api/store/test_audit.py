"""Who did or saw what is on record, and whoever changes the record is found out."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa

from api.security.seal import Key
from api.store.audit import Act, Head, broken_at, head_of, write_acts
from api.store.engine import WRITES, open_engine
from api.store.schema import AUDIT, BOOK_FILE, ISSUED, PAST, ROSTER
from api.store.unit import Store
from tests.api.store.conftest import NewAddress
from tests.api.store.places import AT, MASTER, MONDAY, ONE, OTHER

LINKS = 30
KEY = Key(MASTER).derive("audit")
Tamper = Callable[[sa.Connection, random.Random], int]
"""Changes a chain; the number of the first link that holds no more."""


@dataclass(frozen=True)
class Ledger:
    """A database whose owner has taken the triggers off, and the head told outside."""

    engine: sa.Engine
    head: Head


@pytest.fixture(scope="module")
def ledger(new_address: NewAddress, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    engine = open_engine(new_address(tmp_path_factory.mktemp("audit")), owner=True)
    with engine.connect() as plain, plain.execution_options(**{WRITES: True}).begin():
        _disarm(plain)
        for tenant in (1, 2):
            _found(plain, tenant)
            acts = [Act("look", f"client/C{n}", {"count": n, "ids": ["ä"]}) for n in range(LINKS)]
            head = write_acts(plain, tenant, "coordinator", AT, acts, KEY)
    yield Ledger(engine, head)
    engine.dispose()


def _disarm(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        for act in ("update", "delete", "replace_0"):
            connection.exec_driver_sql(f"DROP TRIGGER audit_no_{act}")
    else:
        connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER audit_kept")


def _found(connection: sa.Connection, tenant: int) -> None:
    text = "INSERT INTO provider (id, name, registry, founded) VALUES ({0}, 'x', '{0}', '{1}')"
    connection.exec_driver_sql(text.format(tenant, "2026-11-23 08:00:00"))


def _row(connection: sa.Connection, number: int) -> dict[str, Any]:
    chosen = sa.select(AUDIT).where(AUDIT.c.tenant == 1, AUDIT.c.number == number)
    return dict(connection.execute(chosen).mappings().one())


def _set(connection: sa.Connection, link: int, **values: Any) -> None:
    where = (AUDIT.c.tenant == 1, AUDIT.c.number == link)
    connection.execute(sa.update(AUDIT).where(*where).values(**values))


def _edit(connection: sa.Connection, dice: random.Random) -> int:
    number = dice.randint(1, LINKS)
    row = _row(connection, number)
    column, value = dice.choice(
        [
            ("at", row["at"] + timedelta(microseconds=1)),
            ("actor", "somebody else"),
            ("action", "take away"),
            ("about", "client/C999"),
            ("told", {**row["told"], "count": row["told"]["count"] + 1}),
            ("previous", row["seal"]),
            ("seal", row["previous"]),
        ]
    )
    _set(connection, number, **{column: value})
    return number


def _delete(connection: sa.Connection, dice: random.Random) -> int:
    """Take a link away, and close the gap as well as one can."""
    number = dice.randint(1, LINKS)
    connection.execute(sa.delete(AUDIT).where(AUDIT.c.tenant == 1, AUDIT.c.number == number))
    if dice.random() < 0.5:
        for later in range(number + 1, LINKS + 1):
            _set(connection, later, number=later - 1)
    return number


def _insert(connection: sa.Connection, dice: random.Random) -> int:
    """Put a link in that one was copied from: another one moves up for it."""
    number = dice.randint(1, LINKS)
    row = _row(connection, dice.randint(1, LINKS))
    for later in range(LINKS, number - 1, -1):
        _set(connection, later, number=later + 1)
    previous = _row(connection, number - 1)["seal"] if number > 1 else "0" * 64
    if row["number"] == number:
        row["about"] = "client/C999"
    connection.execute(sa.insert(AUDIT), [{**row, "number": number, "previous": previous}])
    return number


def _swap(connection: sa.Connection, dice: random.Random) -> int:
    one, other = sorted(dice.sample(range(1, LINKS + 1), 2))
    for number, to in ((one, 10_000), (other, one), (10_000, other)):
        _set(connection, number, number=to)
    return one


def _cut(connection: sa.Connection, dice: random.Random) -> int:
    number = dice.randint(1, LINKS)
    connection.execute(sa.delete(AUDIT).where(AUDIT.c.tenant == 1, AUDIT.c.number >= number))
    return number


def _borrow(connection: sa.Connection, dice: random.Random) -> int:
    """Put a link of another provider's chain into the place of one's own."""
    number = dice.randint(1, LINKS)
    chosen = sa.select(AUDIT).where(AUDIT.c.tenant == 2, AUDIT.c.number == number)
    row = dict(connection.execute(chosen).mappings().one())
    previous = _row(connection, number)["previous"]
    connection.execute(sa.delete(AUDIT).where(AUDIT.c.tenant == 1, AUDIT.c.number == number))
    connection.execute(sa.insert(AUDIT), [{**row, "tenant": 1, "previous": previous}])
    return number


TAMPERINGS: Sequence[Tamper] = (_edit, _delete, _insert, _swap, _cut, _borrow)


def test_five_hundred_tamperings_on_each_database_are_all_found_where_they_begin(
    ledger: Ledger,
) -> None:
    dice, missed = random.Random(7), []  # noqa: S311 - dice of a test
    with ledger.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            assert broken_at(connection, 1, KEY, head_of(connection, 1)) is None
            for number in range(500):
                tamper = TAMPERINGS[number % len(TAMPERINGS)]
                head = head_of(connection, 1)
                point = connection.begin_nested()
                first = tamper(connection, dice)
                if broken_at(connection, 1, KEY, head) != first:
                    missed.append((tamper.__name__, first))
                point.rollback()
            assert broken_at(connection, 1, KEY, head_of(connection, 1)) is None
    assert missed == []


def test_an_end_cut_off_is_found_only_by_a_head_told_outside(ledger: Ledger) -> None:
    with ledger.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin() as begun:
            head = head_of(connection, 1)
            _cut(connection, random.Random(1))  # noqa: S311 - dice of a test
            assert broken_at(connection, 1, KEY) is None
            assert broken_at(connection, 1, KEY, head) is not None
            begun.rollback()


def test_who_does_not_have_the_key_cannot_go_on_with_the_chain(ledger: Ledger) -> None:
    with ledger.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin() as begun:
            write_acts(connection, 1, "forger", AT, [Act("look", "x", {})], Key(bytes(32)))
            assert broken_at(connection, 1, KEY) == LINKS + 1
            begun.rollback()


def test_the_head_of_another_day_still_holds(ledger: Ledger) -> None:
    with ledger.engine.connect() as connection:
        seal = _row(connection, 7)["seal"]
        assert broken_at(connection, 1, KEY, Head(7, seal)) is None
        assert broken_at(connection, 1, KEY, Head(8, seal)) == 8
        assert broken_at(connection, 1, KEY, Head(0, "")) is None


NEVER: tuple[tuple[sa.Table, dict[str, Any], str], ...] = (
    (AUDIT, {}, "actor"),
    (
        ROSTER,
        {"tenant": 1, "monday": MONDAY, "number": 1, "published": AT, "by": "x"}
        | {"cost": 1, "bound": 1, "left_out": 0, "told": []},
        "by",
    ),
    (
        ISSUED,
        {"tenant": 1, "seller": "1", "series": "A", "position": 1, "number": "A1"}
        | {"month": MONDAY, "gross": 1},
        "number",
    ),
    (
        PAST,
        {"tenant": 1, "kind": "client", "id": "C1", "revision": 1, "person": "C1", "changed": AT}
        | {"ended": AT, "ended_by": "x", "taken_away": True, "told": {}, "secret": None},
        "ended_by",
    ),
    (
        BOOK_FILE,
        {"tenant": 1, "name": "closed/2026-11-01/closing.json", "sha256": "0", "bytes": b"1"},
        "sha256",
    ),
    (
        BOOK_FILE,
        {"tenant": 1, "name": "ledger/2026-11-01/entries.csv", "sha256": "0", "bytes": b"1"},
        "sha256",
    ),
)


@pytest.mark.parametrize(("table", "row", "column"), NEVER)
def test_what_is_never_changed_the_database_itself_refuses_to_change(
    store: Store, address: str, table: sa.Table, row: dict[str, Any], column: str
) -> None:
    with store.write(ONE, AT) as unit:
        if table is BOOK_FILE:
            _close_november(unit.connection, str(row["name"]))
        if row:
            unit.connection.execute(sa.insert(table), [row])
    with store.read(ONE, AT) as unit:
        before = unit.connection.execute(sa.select(table).where(table.c.tenant == 1)).all()
    own = table.c.tenant == 1
    bare = open_engine(address, owner=True)
    orders: list[Any] = [sa.update(table).where(own).values({column: "z"})]
    orders.append(sa.delete(table).where(own))
    if bare.dialect.name == "sqlite":
        same = dict(before[0]._mapping)  # noqa: SLF001 - its public way to tell names
        orders.append(sa.insert(table).prefix_with("OR REPLACE").values({**same, column: "z"}))
    for order in orders:
        with bare.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            with pytest.raises(sa.exc.IntegrityError, match="never changed"), connection.begin():
                connection.execute(order)
    bare.dispose()
    with store.read(ONE, AT) as unit:
        after = unit.connection.execute(sa.select(table).where(table.c.tenant == 1)).all()
    assert after == before


def _close_november(connection: sa.Connection, but: str) -> None:
    name = "closed/2026-11-01/closing.json"
    if but != name:
        told = {"tenant": 1, "name": name, "sha256": "0", "bytes": b"1"}
        connection.execute(sa.insert(BOOK_FILE), [told])


def test_the_ledger_of_an_open_month_can_still_change(store: Store) -> None:
    name = "ledger/2026-12-01/entries.csv"
    with store.write(ONE, AT) as unit:
        _close_november(unit.connection, "")
        told = {"tenant": 1, "name": name, "sha256": "0", "bytes": b"1"}
        unit.connection.execute(sa.insert(BOOK_FILE), [told])
        own = (BOOK_FILE.c.tenant == 1, BOOK_FILE.c.name == name)
        assert unit.connection.execute(sa.delete(BOOK_FILE).where(*own)).rowcount == 1


def test_writers_at_once_make_one_chain(store: Store) -> None:
    def work(name: str) -> None:
        for _ in range(5):
            with store.write(ONE if name != "stranger" else OTHER, AT) as unit:
                unit.note(name, "x")

    names = ["a", "b", "c", "d", "stranger"]
    threads = [Thread(target=work, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read(ONE, AT) as unit:
        head = head_of(unit.connection, 1)
        assert broken_at(unit.connection, 1, store.audit_key, head) is None
        assert head.number == 1 + 4 * 5


def test_who_was_looked_at_is_on_record_after_a_reading_unit(store: Store) -> None:
    with store.read(ONE, AT) as unit:
        unit.note("look", "client/C1")
    with store.read(ONE, AT) as unit:
        own = AUDIT.c.tenant == 1
        row = unit.connection.execute(
            sa.select(AUDIT).where(own).order_by(AUDIT.c.number.desc())
        ).first()
    assert row is not None
    assert (row.actor, row.action, row.about, row.at) == (ONE.name, "look", "client/C1", AT)
