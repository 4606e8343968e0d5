"""The tables of the database, on SQLite and PostgreSQL alike.

Whatever belongs to a provider has its number in ``tenant`` and a key that begins with it.
"""

from typing import Any

import sqlalchemy as sa

from api.store.forms import Kind, Moment
from api.store.kinds import KINDS
from api.store.schema_base import HASH, META, NAME, tenant_column
from api.store.schema_of_access import (
    ACCOUNT,
    API_KEY,
    FAILURE,
    FEED,
    IDENTITY,
    LOGIN,
    MEMBERSHIP,
)

__all__ = ["ACCOUNT", "API_KEY", "FAILURE", "FEED", "IDENTITY", "LOGIN", "MEMBERSHIP", "META"]

PROVIDER = sa.Table(
    "provider",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", NAME, nullable=False),
    sa.Column("registry", sa.String(20), nullable=False, unique=True),
    sa.Column("founded", Moment(), nullable=False),
    sa.Column("books", sa.Integer, nullable=False, server_default="0"),
)
"""Providers of services in this installation. ``books`` counts the changes of their books."""

PERSON_KEY = sa.Table(
    "person_key",
    META,
    tenant_column(),
    sa.Column("person", NAME, primary_key=True),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
)
"""Keys of people, wrapped; the person ``""`` is the provider itself. Never in a backup of data."""

HOUSE_KEY = sa.Table(
    "house_key",
    META,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
    sa.Column("replaced", Moment(), nullable=False),
)
"""Master keys that were replaced, from 0, each wrapped by the one of today."""


def _record_table(kind: Kind[Any]) -> sa.Table:
    return sa.Table(
        kind.name,
        META,
        tenant_column(),
        sa.Column("id", NAME, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("person", NAME, nullable=False),
        sa.Column("changed", Moment(), nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=True),
        *kind.columns(),
        *(sa.Index(None, "tenant", name) for name in kind.asked_by),
    )


RECORDS = {kind.name: _record_table(kind) for kind in KINDS}

PAST = sa.Table(
    "past",
    META,
    tenant_column(),
    sa.Column("kind", sa.String(40), primary_key=True),
    sa.Column("id", NAME, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("person", NAME, nullable=False),
    sa.Column("changed", Moment(), nullable=False),
    sa.Column("ended", Moment(), nullable=False),
    sa.Column("ended_by", NAME, nullable=False),
    sa.Column("taken_away", sa.Boolean, nullable=False),
    sa.Column("told", sa.JSON, nullable=False),
    sa.Column("secret", sa.LargeBinary, nullable=True),
)
"""Every version of a record that holds no more."""

NAMED = sa.Table(
    "named",
    META,
    tenant_column(),
    sa.Column("mark", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(40), primary_key=True),
    sa.Column("id", NAME, primary_key=True),
    sa.Index(None, "tenant", "kind", "id"),
)
"""Which records name what in their sealed fields, as marks that the provider's key alone makes.

Follows from the records (``api.store.named``): in no backup, made anew when one is brought back.
"""

ROSTER = sa.Table(
    "roster",
    META,
    tenant_column(),
    sa.Column("monday", sa.Date, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("published", Moment(), nullable=False),
    sa.Column("by", NAME, nullable=False),
    sa.Column("cost", sa.BigInteger, nullable=False),
    sa.Column("bound", sa.BigInteger, nullable=False),
    sa.Column("left_out", sa.Integer, nullable=False),
    sa.Column("told", sa.JSON, nullable=False),
)
"""Published rosters, numbered from 1 in their week; never changed."""

DRAFT = sa.Table(
    "draft",
    META,
    tenant_column(),
    sa.Column("monday", sa.Date, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("changed", Moment(), nullable=False),
    sa.Column("by", NAME, nullable=False),
    sa.Column("told", sa.JSON, nullable=False),
)
"""The roster of a week that a coordinator works on."""

BOOK_FILE = sa.Table(
    "book_file",
    META,
    tenant_column(),
    sa.Column("name", NAME, primary_key=True),
    sa.Column("sha256", HASH, nullable=False),
    sa.Column("bytes", sa.LargeBinary, nullable=False),
)
"""Columns of the books, a file a table and month (``api.store.shelf``)."""

ISSUED = sa.Table(
    "issued",
    META,
    tenant_column(),
    sa.Column("seller", sa.String(20), primary_key=True),
    sa.Column("series", sa.String(20), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("number", sa.String(60), nullable=False),
    sa.Column("month", sa.Date, nullable=False),
    sa.Column("gross", sa.BigInteger, nullable=False),
    sa.UniqueConstraint("tenant", "seller", "number"),
)
"""Numbers of issued invoices: one after the other, none twice, none left out."""

OPERATION = sa.Table(
    "operation",
    META,
    tenant_column(),
    sa.Column("key", sa.String(100), primary_key=True),
    sa.Column("request", HASH, nullable=False),
    sa.Column("at", Moment(), nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("answer", sa.LargeBinary, nullable=False),
)
"""What was answered to a request by its key: asked again, it is answered again, not done again."""

AUDIT = sa.Table(
    "audit",
    META,
    tenant_column(),
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", Moment(), nullable=False),
    sa.Column("actor", NAME, nullable=False),
    sa.Column("action", sa.String(40), nullable=False),
    sa.Column("about", NAME, nullable=False),
    sa.Column("told", sa.JSON, nullable=False),
    sa.Column("previous", HASH, nullable=False),
    sa.Column("seal", HASH, nullable=False),
    sa.Index(None, "tenant", "action", "number"),
    sa.Index(None, "tenant", "actor", "number"),
)
"""Who did or saw what: a chain in which each link seals the one before."""

SETTING = sa.Table(
    "setting",
    META,
    tenant_column(),
    sa.Column("name", sa.String(60), primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("changed", Moment(), nullable=False),
    sa.Column("by", NAME, nullable=False),
    sa.Column("told", sa.JSON, nullable=False),
)
"""What holds for a provider as a whole, such as the minutes of interpreting at hand."""

SCENARIO = sa.Table(
    "scenario",
    META,
    tenant_column(),
    sa.Column("id", NAME, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("changed", Moment(), nullable=False),
    sa.Column("by", NAME, nullable=False),
    sa.Column("told", sa.JSON, nullable=False),
    sa.Column("result", sa.JSON, nullable=True),
    sa.Column("job", sa.String(40), nullable=True),
)
"""A question of a planner, and its newest answer."""

COMPARISON = sa.Table(
    "comparison",
    META,
    tenant_column(),
    sa.Column("id", HASH, primary_key=True),
    sa.Column("played", Moment(), nullable=False),
    sa.Column("members", sa.JSON, nullable=False),
    sa.Column("result", sa.JSON, nullable=False),
)
"""What came of scenarios played together: which, the base first, and their newest answer."""

JOB = sa.Table(
    "job",
    META,
    tenant_column(),
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("asked", sa.LargeBinary, nullable=False),
    sa.Column("by", NAME, nullable=False),
    sa.Column("created", Moment(), nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("worker", NAME, nullable=True),
    sa.Column("leased_until", Moment(), nullable=True),
    sa.Column("stop_asked", sa.Boolean, nullable=False),
    sa.Column("progress", sa.JSON, nullable=True),
    sa.Column("finished", Moment(), nullable=True),
    sa.Column("reason", sa.String(400), nullable=True),
    sa.Column("answer", sa.LargeBinary, nullable=True),
    sa.Index(None, "state", "created"),
)
"""Long work: what is asked (sealed), who has leased it in which attempt, what came of it."""

DOORS = frozenset({"membership", "job", "api_key", "feed"})
"""Tables that are looked up before it is known whose they are: by a login, a key, a worker."""

PROVIDERS_OWN = frozenset(table.name for table in META.tables.values() if "tenant" in table.c)
"""Tables of which a provider sees its own rows alone."""
