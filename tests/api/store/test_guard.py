"""One provider never sees another, however the database is asked."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

import api
from api.security.seal import Key
from api.store.engine import open_engine
from api.store.guard import TENANT, UNSCOPED, ScopeError
from api.store.schema import FEED, PROVIDER, SCENARIO, SETTING
from api.store.unit import Actor, Store, found_provider, open_store
from tests.api.store.conftest import NewAddress
from tests.api.store.places import AT, MASTER, ONE, OTHER, REGISTRIES
from tests.api.store.shapes import MINE, NEW, RAW, SHAPES, THEIRS, Shape

MARK = "MARK-1"
pytestmark = [
    pytest.mark.filterwarnings("ignore:.* statement has a cartesian product"),
    pytest.mark.filterwarnings("ignore:Column 'setting.tenant' is marked"),
]
HOUSE = Path(api.__file__).parent
UNWATCHED = ("engine.py", "migrations")


class _UndoneError(Exception):
    """Nothing of this is kept."""


@dataclass(frozen=True)
class House:
    """A store with two providers, and the same database without the guard."""

    store: Store
    bare: Store

    @property
    def is_sqlite(self) -> bool:
        return self.store.engine.dialect.name == "sqlite"


@pytest.fixture(scope="module")
def house(new_address: NewAddress, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    address = new_address(tmp_path_factory.mktemp("guard"))
    store = open_store(address, Key(MASTER))
    for actor, registry in zip((ONE, OTHER), REGISTRIES, strict=True):
        assert found_provider(store, "Provider", registry, AT, "test") == actor.tenant
        _furnish(store, actor)
    bare = Store(open_engine(address), Key(MASTER))
    yield House(store, bare)
    store.close()
    bare.close()


def _furnish(store: Store, actor: Actor) -> None:
    mark = f"MARK-{actor.tenant}"
    own = {"tenant": actor.tenant, "revision": 1, "changed": AT, "by": mark, "told": mark}
    names = ["colour", *(["theirs alone"] if actor.tenant == THEIRS else [])]
    with store.write(actor, AT) as unit:
        unit.connection.execute(sa.insert(SETTING), [own | {"name": name} for name in names])
        asked = own | {"id": "theirs" if actor.tenant == THEIRS else "mine", "job": "colour"}
        unit.connection.execute(sa.insert(SCENARIO), [asked])
        feed = {"tenant": actor.tenant, "id": mark, "sha256": mark, "worker": mark, "created": AT}
        unit.connection.execute(sa.insert(FEED), [feed])


@contextmanager
def _undone(store: Store) -> Iterator[sa.Connection]:
    """A transaction of provider 2 of which nothing is kept."""
    with suppress(_UndoneError), store.write(OTHER, AT) as unit:
        yield unit.connection
        raise _UndoneError


def _leaks(store: Store, shape: Shape) -> bool:
    """Whether provider 2 saw something of provider 1, or changed it."""
    before = _all_of_one(store)
    try:
        with _undone(store) as connection:
            seen = repr(shape(connection))
            connection.info[TENANT] = THEIRS
            if connection.dialect.name != "sqlite":
                said = sa.func.set_config("app.tenant", str(THEIRS), True)  # noqa: FBT003
                connection.execute(sa.select(said))
            after = _rows(connection)
    except (ScopeError, sa.exc.SQLAlchemyError, AttributeError, NotImplementedError):
        return False
    return MARK in seen or after != before


def _all_of_one(store: Store) -> Any:
    with store.read(ONE, AT) as unit:
        return _rows(unit.connection)


def _rows(connection: sa.Connection) -> Any:
    return [
        connection.execute(sa.select(table).where(table.c.tenant == THEIRS).order_by(*order)).all()
        for table, order in ((SETTING, [SETTING.c.name]), (SCENARIO, [SCENARIO.c.id]))
    ]


def test_no_shape_of_a_statement_leaks(house: House) -> None:
    leaks = [name for name, shape in SHAPES if _leaks(house.store, shape)]
    assert leaks == []


def test_there_are_many_shapes_and_the_guard_alone_refuses_each(house: House) -> None:
    assert len(SHAPES) >= 26
    assert len({name for name, _ in SHAPES}) == len(SHAPES)
    passed = []
    for name, shape in SHAPES:
        try:
            with _undone(house.store) as connection:
                shape(connection)
            passed.append(name)
        except ScopeError:
            continue
        except sa.exc.SQLAlchemyError as fault:
            passed.append(f"{name}: {fault}")
    assert passed == []


def test_shapes_do_leak_where_nobody_looks(house: House) -> None:
    """Else the tests above would say nothing: on SQLite without the guard most of them leak."""
    leaks = [name for name, shape in SHAPES if _leaks(house.bare, shape)]
    if house.is_sqlite:
        assert len(leaks) > len(SHAPES) * 2 // 3, leaks
    else:
        assert leaks == [], "row-level security alone holds all of them"


def test_a_raw_cursor_is_held_by_postgresql_itself(house: House) -> None:
    assert _leaks(house.bare, RAW) == house.is_sqlite


def _insert(connection: sa.Connection) -> Any:
    made = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(SETTING)
    values = {**NEW, "tenant": MINE, "name": "colour"}
    told = made.values(values).on_conflict_do_update(
        index_elements=["tenant", "name"], set_={"told": "new"}
    )
    return connection.execute(told).rowcount


s, a = SETTING, SETTING.alias("a")
BOTH = (s.c.tenant == MINE, a.c.tenant == MINE)
GOOD: tuple[tuple[str, Callable[[sa.Connection], Any]], ...] = (
    ("select", lambda c: len(c.execute(sa.select(s).where(s.c.tenant == MINE)).all())),
    (
        "either way round",
        lambda c: len(c.execute(sa.select(s).where(sa.literal(MINE) == s.c.tenant)).all()),
    ),
    ("join", lambda c: len(c.execute(sa.select(s).join_from(s, a, sa.and_(*BOTH))).all())),
    (
        "outer join with the other side in its condition",
        lambda c: len(c.execute(sa.select(s).outerjoin_from(s, a, BOTH[1]).where(BOTH[0])).all()),
    ),
    (
        "number given later",
        lambda c: len(
            c.execute(sa.select(s).where(s.c.tenant == sa.bindparam("of")), {"of": MINE}).all()
        ),
    ),
    ("upsert of one's own", _insert),
    (
        "update by rows",
        lambda c: (
            c.execute(
                sa.update(s)
                .where(s.c.tenant == MINE, s.c.name == sa.bindparam("of"))
                .values(told=sa.bindparam("to")),
                [{"of": "colour", "to": "red"}],
            ).rowcount
        ),
    ),
    ("insert of many", lambda c: c.execute(sa.insert(s), [{"tenant": MINE, **NEW}]).rowcount),
    ("delete", lambda c: c.execute(sa.delete(s).where(s.c.tenant == MINE)).rowcount),
    ("a table without providers", lambda c: len(c.execute(sa.select(PROVIDER)).all()) - 1),
)


@pytest.mark.parametrize(("name", "good"), GOOD, ids=[name for name, _ in GOOD])
def test_what_names_its_provider_passes(house: House, name: str, good: Any) -> None:
    with _undone(house.store) as connection:
        assert abs(good(connection)) == 1, name


@pytest.mark.parametrize("good", [good for _, good in GOOD[:-1]])
def test_what_passes_for_one_provider_is_refused_for_the_other(house: House, good: Any) -> None:
    """The same shape, remembered as one that was let through, with the number of another."""
    for _ in range(2):
        with _undone(house.store) as connection:
            good(connection)
    with pytest.raises(ScopeError), house.store.write(ONE, AT) as unit:
        good(unit.connection)


def test_what_passes_at_a_door_is_refused_within_a_provider(house: House) -> None:
    reason, order = {UNSCOPED: "a calendar is looked up"}, sa.select(FEED.c.worker)
    with house.store.door() as connection:
        for _ in range(2):
            connection.execute(order, execution_options=reason)
    for options in (reason, {}):
        with pytest.raises(ScopeError), house.store.read(OTHER, AT) as unit:
            unit.connection.execute(order, execution_options=options)


def test_before_it_is_known_whose_only_the_doors_are_open(house: House) -> None:
    reason = {UNSCOPED: "a calendar is looked up by its secret address"}
    with house.store.door() as connection:
        found = connection.execute(sa.select(FEED.c.worker), execution_options=reason).all()
        assert {row.worker for row in found} == {"MARK-1", "MARK-2"}
        with pytest.raises(ScopeError, match="feed without"):
            connection.execute(sa.select(FEED.c.worker))
        with pytest.raises(ScopeError, match="setting of all providers"):
            connection.execute(sa.select(SETTING), execution_options=reason)
    with house.bare.door() as connection:
        seen = connection.execute(sa.select(SETTING), execution_options=reason).all()
        assert bool(seen) == house.is_sqlite


def _strange(path: Path) -> list[str]:
    """Where a file passes the guard by: text as a statement, or a cursor of the driver."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            of = ast.unparse(called.value) if isinstance(called, ast.Attribute) else ""
            if name in {"exec_driver_sql", "raw_connection", "literal_column"} or (
                name == "text" and of in {"", "sa", "sqlalchemy", "sql"}
            ):
                found.append(f"{path.name}:{node.lineno} {name}")
        if isinstance(node, ast.Attribute) and node.attr in {"driver_connection", "cursor"}:
            found.append(f"{path.name}:{node.lineno} {node.attr}")
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "connection"
            and isinstance(node.value, (ast.Attribute, ast.Name))
            and ast.unparse(node.value).endswith("connection")
        ):
            found.append(f"{path.name}:{node.lineno} connection.connection")
    return found


def test_no_file_passes_the_guard_by() -> None:
    files = [path for path in sorted(HOUSE.rglob("*.py")) if not _is_unwatched(path)]
    assert len(files) > 50
    assert [one for path in files for one in _strange(path)] == []


def _is_unwatched(path: Path) -> bool:
    parts = path.relative_to(HOUSE).parts
    return parts[0] == "store" and parts[1] in UNWATCHED


@pytest.mark.parametrize(
    "line",
    [
        "connection.execute(text('select 1'))",
        "connection.execute(sa.text('select 1'))",
        "connection.exec_driver_sql('select 1')",
        "unit.connection.connection.execute('select 1')",
        "connection.connection.cursor()",
        "engine.raw_connection()",
    ],
)
def test_a_file_that_would_pass_the_guard_by_is_found(line: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text(line, "utf-8")
    assert _strange(path)
