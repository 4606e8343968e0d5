"""Backups: every table as it stood at one moment, sealed as it is; keys in a file of their own.

The file of the data carries no keys, so that a person whose key was forgotten since stays erased
when an old backup comes back with the key file of today. Both are sealed with keys derived from
the master key, which stands in neither. The heads of the records of acts are told in the manifest
and to whoever makes the backup: rows cut off a chain's end are found by them.
"""

import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa

from api.security.seal import Key
from api.store.audit import Head, head_of
from api.store.container import read_container, write_container
from api.store.engine import is_sqlite, open_engine
from api.store.guard import TENANT
from api.store.health import STEP
from api.store.rows_as_text import write_row
from api.store.schema import META, PERSON_KEY, PROVIDER
from api.store.unit import ANYBODY, Store

DATA, KEYS = "data", "keys"
SUFFIX = {DATA: ".backup", KEYS: ".keys"}
MANIFEST = "manifest.json"
NOT_KEPT = frozenset({"login", "failure", "named"})
"""Who is signed in, and who failed to, is nothing to come back to; marks are made anew."""
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of a table, and the sha256 of their lines."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds."""

    made: datetime
    step: str
    """Of the migrations at which the database stood."""
    tables: dict[str, Counted]
    heads: dict[int, Head]
    """End of the record of acts, by provider."""


@dataclass(frozen=True, slots=True)
class Backup:
    """The two files of a backup."""

    data: Path
    keys: Path
    manifest: Manifest


def tables_of(part: str) -> list[sa.Table]:
    """Tables of the data or of the keys, in the order in which they can be filled."""
    if part == KEYS:
        return [PERSON_KEY]
    left_out = NOT_KEPT | {PERSON_KEY.name}
    return [table for table in META.sorted_tables if table.name not in left_out]


def make_backup(store: Store, folder: Path, at: datetime) -> Backup:
    """Write a backup into a folder while others go on working; OSError where it cannot be."""
    name = f"tugiplaan-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    with _still(store) as connection:
        step = str(connection.execute(sa.select(STEP.c.version_num)).scalar_one())
        tenants = _tenants(connection)
        heads = {one: head_of(speak_for(connection, one), one) for one in tenants}
        paths: dict[str, Path] = {}
        tables: dict[str, Counted] = {}
        for part in (KEYS, DATA):
            paths[part] = folder / f"{name}{SUFFIX[part]}"
            with write_container(paths[part], store.master.derive(part), part) as parts:
                counted = {
                    table.name: _write(connection, table, tenants, parts)
                    for table in tables_of(part)
                }
                manifest = Manifest(at, step, counted, heads)
                parts.writestr(MANIFEST, _manifest_text(manifest))
            tables |= counted
    return Backup(paths[DATA], paths[KEYS], Manifest(at, step, tables, heads))


def read_manifest(parts: zipfile.ZipFile) -> Manifest:
    """What a backup says of itself; ValueError or KeyError where it says nothing of the kind."""
    told = json.loads(parts.read(MANIFEST))
    return Manifest(
        datetime.fromisoformat(told["made"]),
        told["step"],
        {name: Counted(**one) for name, one in told["tables"].items()},
        {int(tenant): Head(**one) for tenant, one in told["heads"].items()},
    )


def look_into(path: Path, master: Key, part: str = DATA) -> Manifest:
    """The manifest of a file of a backup; DamagedFileError where it is not whole."""
    with read_container(path, master.derive(part), part) as parts:
        return read_manifest(parts)


def speak_for(connection: sa.Connection, tenant: int | None) -> sa.Connection:
    """A connection that speaks for a provider from now on; None: for those at the doors."""
    connection.info[TENANT] = tenant
    if not is_sqlite(connection):
        said = ANYBODY if tenant is None else str(tenant)
        connection.execute(sa.select(sa.func.set_config("app.tenant", said, True)))  # noqa: FBT003
    return connection


def _manifest_text(manifest: Manifest) -> str:
    told = asdict(manifest) | {"made": manifest.made.astimezone(UTC).isoformat()}
    return json.dumps(told, indent=1)


@contextmanager
def _still(store: Store) -> Iterator[sa.Connection]:
    """A connection that sees everything as it stood at one moment, whoever goes on writing."""
    if store.engine.dialect.name == "sqlite":
        # A long read would keep writers waiting; a copy of the pages takes a moment.
        with tempfile.TemporaryDirectory(prefix="tugiplaan-") as folder:
            copy = Path(folder) / "copy.db"
            with (
                closing(sqlite3.connect(str(store.engine.url.database))) as source,
                closing(sqlite3.connect(copy)) as target,
            ):
                source.execute("PRAGMA busy_timeout=15000")
                source.backup(target)
            engine = open_engine(f"sqlite:///{copy}")
            try:
                with engine.connect() as connection, connection.begin():
                    yield connection
            finally:
                engine.dispose()
        return
    with store.engine.connect() as plain:
        connection = plain.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        with connection.begin():
            try:
                yield connection
            finally:
                connection.info.pop(TENANT, None)


def _tenants(connection: sa.Connection) -> list[int]:
    return sorted(connection.execute(sa.select(PROVIDER.c.id)).scalars())


def _write(
    connection: sa.Connection, table: sa.Table, tenants: list[int], parts: zipfile.ZipFile
) -> Counted:
    """Write a table's rows, provider by provider."""
    count, seen = 0, sha256()
    with parts.open(f"{table.name}.jsonl", "w") as file:
        for tenant in tenants if TENANT in table.c else [None]:
            speak_for(connection, tenant)
            own = [table.c[TENANT] == tenant] if tenant is not None else []
            order = sa.select(table).where(*own).order_by(*table.primary_key.columns)
            rows = connection.execute(order, execution_options={"yield_per": AT_ONCE})
            for row in rows.mappings():
                line = write_row(table, dict(row))
                seen.update(line)
                file.write(line)
                count += 1
    return Counted(count, seen.hexdigest())
