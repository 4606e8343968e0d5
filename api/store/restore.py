"""Bring a backup back into an empty database: all of it, or nothing."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL

from api.security.seal import Key
from api.store.audit import Head, head_of
from api.store.backup import AT_ONCE, DATA, KEYS, Counted, read_manifest, speak_for, tables_of
from api.store.container import DamagedFileError, read_container
from api.store.engine import WRITES, is_sqlite, open_engine
from api.store.guard import TENANT
from api.store.migrate import migrate, newest_step
from api.store.rows_as_text import read_row
from api.store.schema import META, PROVIDER


class NotEmptyError(RuntimeError):
    """A database that holds something already: nothing is written over."""


class OtherStepError(RuntimeError):
    """A backup of a database that stood at another step than this program's tables."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back."""

    rows: dict[str, int]
    heads: dict[int, Head]


def restore_backup(address: str | URL, master: Key, data: Path, keys: Path) -> Restored:
    """Fill an empty database from the files of a backup; the newest key file is the right one.

    NotEmptyError where it holds anything, DamagedFileError where a file is not whole,
    OtherStepError where its tables are others. Then the database is as empty as before.
    """
    with (
        read_container(data, master.derive(DATA), DATA) as told,
        read_container(keys, master.derive(KEYS), KEYS) as keyed,
    ):
        manifest = read_manifest(told)
        if not manifest.step == read_manifest(keyed).step == newest_step():
            raise OtherStepError(manifest.step)
        migrate(address)
        engine = open_engine(address, owner=True)
        try:
            with engine.connect() as plain:
                connection = plain.execution_options(**{WRITES: True})
                with connection.begin():
                    _must_be_empty(connection)
                    rows = {}
                    for part, parts in ((DATA, told), (KEYS, keyed)):
                        expected = read_manifest(parts).tables
                        for table in tables_of(part):
                            rows[table.name] = _fill(connection, table, parts, expected[table.name])
                    _count_on(connection)
                    heads = {
                        one: head_of(speak_for(connection, one), one) for one in manifest.heads
                    }
                    if heads != manifest.heads:
                        raise DamagedFileError(data.name)
        finally:
            engine.dispose()
    return Restored(rows, heads)


def _must_be_empty(connection: sa.Connection) -> None:
    for table in META.sorted_tables:
        if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
            raise NotEmptyError(table.name)


def _fill(
    connection: sa.Connection, table: sa.Table, parts: zipfile.ZipFile, expected: Counted
) -> int:
    """Insert a table's rows; DamagedFileError where they are not those of the manifest."""
    count, seen = 0, sha256()
    lines = _lines(parts, table)
    while some := list(islice(lines, AT_ONCE)):
        rows: list[dict[str, Any]] = []
        for line in some:
            seen.update(line)
            rows.append(read_row(table, line))
        tenants = sorted({row[TENANT] for row in rows}) if TENANT in table.c else [None]
        for tenant in tenants:
            speak_for(connection, tenant)
            mine = [row for row in rows if tenant is None or row[TENANT] == tenant]
            connection.execute(sa.insert(table), mine)
        count += len(rows)
    if expected != Counted(count, seen.hexdigest()):
        raise DamagedFileError(table.name)
    return count


def _lines(parts: zipfile.ZipFile, table: sa.Table) -> Iterator[bytes]:
    with parts.open(f"{table.name}.jsonl") as file:
        yield from file


def _count_on(connection: sa.Connection) -> None:
    """The next provider gets a number of its own."""
    if not is_sqlite(connection):
        last = sa.select(sa.func.max(PROVIDER.c.id)).scalar_subquery()
        sequence = sa.func.pg_get_serial_sequence(PROVIDER.name, "id")
        connection.execute(sa.select(sa.func.setval(sequence, last)))
