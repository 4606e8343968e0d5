"""The steps make the tables of the program, all of them or none, and never of another program."""

import os
import random
import signal
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from api.store.engine import WRITES, open_engine
from api.store.guard import TENANT
from api.store.migrate import (
    UnknownSchemaError,
    differences,
    held_step,
    known_steps,
    migrate,
    newest_step,
)
from api.store.schema import DOORS, META
from tests.api.store.places import AT

KILLS = 20


def _look(address: str) -> tuple[str | None, list[object], set[str]]:
    """The step, what differs from the program's tables, and the tables there are."""
    engine = open_engine(address, owner=True)
    with engine.connect() as connection:
        found = held_step(connection), differences(connection)
        names = set(sa.inspect(connection).get_table_names())
    engine.dispose()
    return *found, names


def test_the_steps_make_the_very_tables_of_the_program(address: str) -> None:
    step, other, names = _look(address)
    assert other == []
    assert step == newest_step() == max(known_steps())
    assert names == META.tables.keys() | {"alembic_version"}


def test_a_column_that_a_step_forgot_would_be_told(address: str) -> None:
    engine = open_engine(address, owner=True)
    with engine.connect() as plain, plain.execution_options(**{WRITES: True}).begin():
        plain.exec_driver_sql("ALTER TABLE setting DROP COLUMN revision")
    engine.dispose()
    assert "revision" in str(_look(address)[1])


def test_bringing_up_what_is_up_changes_nothing(address: str) -> None:
    assert migrate(address) == (newest_step(), newest_step())


def test_a_database_of_a_newer_program_is_refused_and_left_alone(address: str) -> None:
    engine = open_engine(address, owner=True)
    with engine.connect() as plain, plain.execution_options(**{WRITES: True}).begin():
        plain.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(UnknownSchemaError, match="9999"):
        migrate(address)
    engine = open_engine(address, owner=True)
    with engine.connect() as connection:
        assert held_step(connection) == "9999"
    engine.dispose()


def test_every_table_of_providers_is_cut_off_for_everybody_on_postgresql(address: str) -> None:
    engine = open_engine(address, owner=True)
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, "
                "p.qual, p.with_check "
                "FROM pg_class c LEFT JOIN pg_policies p ON p.tablename = c.relname "
                "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
            ).all()
            granted = connection.exec_driver_sql(
                "SELECT DISTINCT privilege_type FROM information_schema.role_table_grants "
                "WHERE grantee = 'tugiplaan_app'"
            ).scalars()
            assert set(granted) == {"SELECT", "INSERT", "UPDATE", "DELETE"}
        cut = {name: (using, check) for name, forced, using, check in rows if forced}
        assert cut.keys() == {table.name for table in META.sorted_tables if TENANT in table.c}
        assert all(using == check for using, check in cut.values())
        assert {name for name, (using, _) in cut.items() if "'all'" in using} == DOORS
    engine.dispose()


def test_a_file_that_holds_something_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    file = tmp_path / "house.db"
    first = min(known_steps())
    assert migrate(f"sqlite:///{file}", first) == (None, first)
    assert not list(tmp_path.glob("*.before-*"))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "INSERT INTO provider (id, name, registry, founded) VALUES (7, 'x', '7', ?)",
            [AT.replace(tzinfo=None).isoformat(" ")],
        )
        connection.commit()
    assert migrate(f"sqlite:///{file}") == (first, newest_step())
    (copy,) = tmp_path.glob("*.before-*")
    assert copy.name == f"house.db.before-{first}"
    assert stat.S_IMODE(copy.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    for path, step in ((copy, first), (file, newest_step())):
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT id FROM provider").fetchall() == [(7,)]
            (held,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            assert held == step


def _triggers(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        told = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        return int(connection.execute(told).fetchone()[0])


def _statements(file: Path, start: str | None) -> int:
    """How many statements a migration sends."""
    sent: list[str] = []

    def count(*told: Any) -> None:
        sent.append(told[2])

    if start:
        migrate(f"sqlite:///{file}", start)
    event.listen(sa.Engine, "before_cursor_execute", count)
    try:
        migrate(f"sqlite:///{file}")
    finally:
        event.remove(sa.Engine, "before_cursor_execute", count)
    return len(sent)


def _killed_at(file: Path, number: int) -> None:
    """Migrate in a process of its own that is killed before its n-th statement."""
    child = os.fork()
    if child == 0:
        left = [number]

        def kill(*_told: Any) -> None:
            left[0] -= 1
            if left[0] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(sa.Engine, "before_cursor_execute", kill)
        try:
            migrate(f"sqlite:///{file}")
        finally:
            os._exit(7)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is forked to be killed")
@pytest.mark.parametrize("start", [None, "0001"])
def test_whoever_is_killed_on_the_way_finds_the_old_database_or_the_new(
    start: str | None, tmp_path: Path
) -> None:
    total = _statements(tmp_path / "count.db", start)
    assert total > 20
    dice = random.Random(3)  # noqa: S311 - dice of a test
    for number in sorted({total, *(dice.randint(2, total) for _ in range(KILLS // 2))}):
        file = tmp_path / f"{start}-{number}.db"
        if start:
            migrate(f"sqlite:///{file}", start)
        _killed_at(file, number)
        step, other, names = _look(f"sqlite:///{file}")
        assert step in {start, newest_step()}
        assert (other == []) == (step is not None), number
        assert bool(names) == (step is not None)
        assert _triggers(file) == (_triggers(tmp_path / "count.db") if step != start else 0)
        assert migrate(f"sqlite:///{file}")[1] == newest_step()
        assert _look(f"sqlite:///{file}")[1] == []
