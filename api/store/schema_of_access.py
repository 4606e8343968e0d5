"""The tables of who comes in: accounts, logins, keys of programs, addresses of calendars."""

import sqlalchemy as sa

from api.store.forms import Moment
from api.store.schema_base import HASH, META, NAME, tenant_column

ACCOUNT = sa.Table(
    "account",
    META,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("login", NAME, nullable=False, unique=True),
    sa.Column("name", NAME, nullable=False),
    sa.Column("password", sa.String(200), nullable=True),
    sa.Column("second_factor", sa.LargeBinary, nullable=True),
    sa.Column("second_factor_step", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("recovery", sa.JSON(none_as_null=True), nullable=True),
    sa.Column("disabled", sa.Boolean, nullable=False),
    sa.Column("created", Moment(), nullable=False),
)
"""People who sign in. ``second_factor_step``: last time step used, so that no code works twice.

``recovery``: hashes of the codes that serve in place of a lost telephone, each once.
"""

IDENTITY = sa.Table(
    "identity",
    META,
    sa.Column("issuer", NAME, primary_key=True),
    sa.Column("subject", NAME, primary_key=True),
    sa.Column("account", sa.ForeignKey("account.id"), nullable=False),
)
"""An account as a signing-in service of others knows it."""

MEMBERSHIP = sa.Table(
    "membership",
    META,
    tenant_column(),
    sa.Column("account", sa.ForeignKey("account.id"), primary_key=True),
    sa.Column("role", sa.String(20), primary_key=True),
    sa.Column("person", NAME, nullable=False, server_default=""),
    sa.Column("since", Moment(), nullable=False),
)
"""What an account may be at a provider; ``person``: the worker, or the case manager, it is."""

LOGIN = sa.Table(
    "login",
    META,
    sa.Column("sha256", HASH, primary_key=True),
    sa.Column("account", sa.ForeignKey("account.id"), nullable=False, index=True),
    sa.Column("stage", sa.String(20), nullable=False),
    sa.Column("tenant_chosen", sa.Integer, nullable=True),
    sa.Column("way", sa.String(200), nullable=False),
    sa.Column("created", Moment(), nullable=False),
    sa.Column("seen", Moment(), nullable=False),
    sa.Column("ends", Moment(), nullable=False),
)
"""Somebody signed in, or on the way to it (``stage``); only the hash of the cookie is kept.

``way``: how they showed who they are. Gone when revoked.
"""

FAILURE = sa.Table(
    "failure",
    META,
    sa.Column("about", HASH, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("last", Moment(), nullable=False),
)
"""Failed attempts to sign in, by the hash of an account or an address."""

API_KEY = sa.Table(
    "api_key",
    META,
    tenant_column(),
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("sha256", HASH, nullable=False, unique=True),
    sa.Column("name", NAME, nullable=False),
    sa.Column("scopes", sa.JSON, nullable=False),
    sa.Column("by", NAME, nullable=False),
    sa.Column("created", Moment(), nullable=False),
    sa.Column("ends", Moment(), nullable=False),
    sa.Column("revoked", Moment(), nullable=True),
)
"""Keys by which programs come in."""

FEED = sa.Table(
    "feed",
    META,
    tenant_column(),
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("sha256", HASH, nullable=False, unique=True),
    sa.Column("worker", NAME, nullable=False),
    sa.Column("created", Moment(), nullable=False),
    sa.Column("revoked", Moment(), nullable=True),
)
"""Secret addresses of workers' calendars."""
