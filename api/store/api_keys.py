"""Keys by which programs come in: each with its rights, its end, and a hash in the place of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from api.security.rights import NOT_FOR_KEYS, Right
from api.security.tokens import KEY_PREFIX, digest, new_id, new_secret
from api.store.guard import UNSCOPED
from api.store.schema import API_KEY
from api.store.unit import Unit

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key of a program, without its secret."""

    tenant: int
    id: str
    name: str
    scopes: frozenset[Right]
    by: str
    created: datetime
    ends: datetime
    revoked: datetime | None


def keep_api_key(
    unit: Unit, name: str, scopes: Iterable[Right], ends: datetime
) -> tuple[ApiKey, str]:
    """A new key and its secret, which is told once."""
    secret = new_secret(KEY_PREFIX)
    kept = frozenset(scopes) - NOT_FOR_KEYS
    key = ApiKey(unit.tenant, new_id("K"), name, kept, unit.actor.name, unit.at, ends, None)
    unit.connection.execute(
        sa.insert(API_KEY).values(
            tenant=key.tenant,
            id=key.id,
            sha256=digest(secret),
            name=name,
            scopes=sorted(kept),
            by=key.by,
            created=key.created,
            ends=ends,
        )
    )
    return key, secret


def api_keys_of(unit: Unit) -> list[ApiKey]:
    """Every key of the provider, the newest first, the revoked ones too."""
    rows = unit.connection.execute(
        sa.select(API_KEY)
        .where(API_KEY.c.tenant == unit.tenant)
        .order_by(API_KEY.c.created.desc(), API_KEY.c.id)
    )
    return [_key(row) for row in rows]


def revoke_api_key(unit: Unit, key: str) -> bool:
    """Let nobody in by a key any more; False where there is none, or it is revoked already."""
    done = unit.connection.execute(
        sa.update(API_KEY)
        .where(API_KEY.c.tenant == unit.tenant, API_KEY.c.id == key, API_KEY.c.revoked.is_(None))
        .values(revoked=unit.at)
    )
    return done.rowcount == 1


def find_api_key(connection: sa.Connection, secret: str, at: datetime) -> ApiKey | None:
    """The key of a secret; None where there is none, or it has ended. Through the door."""
    row = connection.execute(
        sa.select(API_KEY).where(API_KEY.c.sha256 == digest(secret)),
        execution_options={UNSCOPED: "a key says whose it is"},
    ).first()
    if row is None or row.revoked is not None or at >= row.ends:
        return None
    return _key(row)


def _key(row: sa.Row[*tuple[Any, ...]]) -> ApiKey:
    told = row._mapping  # noqa: SLF001 - the library's public name begins so
    known = {one.value for one in Right}
    return ApiKey(
        told["tenant"],
        told["id"],
        told["name"],
        frozenset(Right(one) for one in told["scopes"] if one in known) - NOT_FOR_KEYS,
        told["by"],
        told["created"],
        told["ends"],
        told["revoked"],
    )
