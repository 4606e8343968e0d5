"""A unit of work: everything that one step of somebody's work reads and writes, or none of it.

A unit speaks for one provider and one person; the time is given. What it changes, and whom it
looked at, is on record in the same transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import sqlalchemy as sa

from api.security.rights import STRONG, Role
from api.security.seal import Key
from api.store.audit import Act, Entry, write_acts, write_entries
from api.store.engine import WRITES, is_sqlite, open_engine
from api.store.guard import TENANT, guard
from api.store.keys import Keys
from api.store.replaced import keys_before
from api.store.schema import PROVIDER
from api.store.together import Together

WRITERS = 7_210_001
ANYBODY = "all"
"""In place of a provider's number, for the tables of ``schema.DOORS`` alone."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who works, and for which provider."""

    tenant: int
    name: str
    """Id of the account, or what else acts: ``worker:3``, ``command``."""


@dataclass
class Unit:
    """A transaction of one provider."""

    connection: sa.Connection
    actor: Actor
    at: datetime
    keys: Keys
    acts: list[Act] = field(default_factory=list)

    @property
    def tenant(self) -> int:
        """Number of the provider."""
        return self.actor.tenant

    def note(self, action: str, about: str, **told: str | int | list[str]) -> None:
        """Have an act on record with the commit; ``told`` names fields, not what stands in them."""
        self.acts.append(Act(action, about, told))


@dataclass(frozen=True)
class Store:
    """A database and the key that its keys are wrapped with."""

    engine: sa.Engine
    master: Key = field(repr=False)
    asked_twice: frozenset[Role] = STRONG
    """Roles that nobody has here without a second factor."""
    owned: dict[int, Key] = field(default_factory=dict, repr=False, compare=False)
    """Providers' own keys, once they were opened: they never change."""

    @cached_property
    def looks(self) -> Together:
        """Where those who only look go on record, together."""
        return Together(self._keep_looks)

    @contextmanager
    def write(self, actor: Actor, at: datetime) -> Iterator[Unit]:
        """A unit that is committed where the block ends well, and undone where it raises."""
        with self._begun(actor.tenant, writes=True) as connection:
            unit = Unit(connection, actor, at, self._keys(connection, actor.tenant))
            yield unit
            self._record(unit)

    @contextmanager
    def read(self, actor: Actor, at: datetime) -> Iterator[Unit]:
        """A unit that changes nothing; what was looked at is on record before it ends."""
        with self._begun(actor.tenant, writes=False) as connection:
            unit = Unit(connection, actor, at, self._keys(connection, actor.tenant))
            yield unit
        if unit.acts:
            self.looks.record(actor.tenant, [Entry(actor.name, at, act) for act in unit.acts])

    @contextmanager
    def door(self, *, writes: bool = False) -> Iterator[sa.Connection]:
        """A transaction before it is known whose: sign-in, keys, calendars and the queue of jobs.

        Statements on tables of providers need the option ``guard.UNSCOPED`` there, and PostgreSQL
        shows none but ``schema.DOORS``.
        """
        with self._begun(None, writes=writes) as connection:
            yield connection

    @property
    def audit_key(self) -> Key:
        """The key that seals the record of acts."""
        return self.master.derive("audit")

    @property
    def audit_keys_before(self) -> tuple[Key, ...]:
        """Keys that sealed it before the master key was replaced, the first one first."""
        return tuple(one.derive("audit") for one in self.masters[:-1])

    @cached_property
    def masters(self) -> tuple[Key, ...]:
        """Every master key of the house, the first one first, the one of today last."""
        with self.door() as connection:
            return (*keys_before(connection, self.master), self.master)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _keys(self, connection: sa.Connection, tenant: int) -> Keys:
        return Keys(connection, tenant, self.master, self.owned)

    def _keep_looks(self, tenant: int, entries: list[Entry]) -> None:
        with self._begun(tenant, writes=True) as connection:
            write_entries(connection, tenant, entries, self.audit_key)

    def _record(self, unit: Unit) -> None:
        if unit.acts:
            write_acts(
                unit.connection, unit.tenant, unit.actor.name, unit.at, unit.acts, self.audit_key
            )

    @contextmanager
    def _begun(self, tenant: int | None, *, writes: bool) -> Iterator[sa.Connection]:
        with self.engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: writes})
            with connection.begin():
                # The database's own connection outlives the unit: what it speaks for may not.
                # Where the database has gone meanwhile, nobody can be asked for ``info`` again.
                info = connection.info
                info[TENANT] = tenant
                try:
                    if not is_sqlite(connection):
                        said = ANYBODY if tenant is None else str(tenant)
                        connection.execute(sa.select(sa.func.set_config("app.tenant", said, True)))  # noqa: FBT003
                        if writes and tenant is not None:
                            # As on SQLite, a provider has one writer at a time: whatever a unit
                            # has read still holds when it is committed.
                            lock = sa.func.pg_advisory_xact_lock(WRITERS, tenant)
                            connection.execute(sa.select(lock))
                    yield connection
                finally:
                    info.pop(TENANT, None)


def open_store(address: str, master: Key) -> Store:
    """The store at a database's address (see ``api.store.engine``); its tables must be there."""
    engine = open_engine(address)
    guard(engine)
    return Store(engine, master)


def found_provider(store: Store, name: str, registry: str, at: datetime, by: str) -> int:
    """A new provider's number; IntegrityError where the registry code is known already."""
    with store.door(writes=True) as connection:
        row = connection.execute(
            sa.insert(PROVIDER)
            .values(name=name, registry=registry, founded=at)
            .returning(PROVIDER.c.id)
        ).one()
    tenant: int = row.id
    with store.write(Actor(tenant, by), at) as unit:
        unit.keys.own()
        unit.note("found", registry)
    return tenant
