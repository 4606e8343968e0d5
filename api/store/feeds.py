"""Secret addresses of workers' calendars: whoever has one reads that worker's meetings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from api.security.tokens import FEED_PREFIX, digest, new_id, new_secret
from api.store.guard import UNSCOPED
from api.store.schema import FEED
from api.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Feed:
    """An address of a worker's calendar, without its secret."""

    tenant: int
    id: str
    worker: str
    created: datetime
    revoked: datetime | None


def keep_feed(unit: Unit, worker: str) -> tuple[Feed, str]:
    """A new address and its secret, which is told once."""
    secret = new_secret(FEED_PREFIX)
    feed = Feed(unit.tenant, new_id("F"), worker, unit.at, None)
    unit.connection.execute(
        sa.insert(FEED).values(
            tenant=feed.tenant,
            id=feed.id,
            sha256=digest(secret),
            worker=worker,
            created=feed.created,
        )
    )
    return feed, secret


def feeds_of(unit: Unit, worker: str | None = None) -> list[Feed]:
    """Addresses of a worker, or of all (None), the newest first, the revoked ones too."""
    one = [] if worker is None else [FEED.c.worker == worker]
    rows = unit.connection.execute(
        sa.select(FEED)
        .where(FEED.c.tenant == unit.tenant, *one)
        .order_by(FEED.c.created.desc(), FEED.c.id)
    )
    return [_feed(row) for row in rows]


def revoke_feeds(unit: Unit, worker: str, feed: str | None = None) -> int:
    """Let nobody read a worker's calendar by an address, or by any (None); how many ended."""
    one = [] if feed is None else [FEED.c.id == feed]
    return unit.connection.execute(
        sa.update(FEED)
        .where(
            FEED.c.tenant == unit.tenant,
            FEED.c.worker == worker,
            FEED.c.revoked.is_(None),
            *one,
        )
        .values(revoked=unit.at)
    ).rowcount


def find_feed(connection: sa.Connection, secret: str) -> Feed | None:
    """The address of a secret; None where there is none, or it is revoked. Through the door."""
    row = connection.execute(
        sa.select(FEED).where(FEED.c.sha256 == digest(secret), FEED.c.revoked.is_(None)),
        execution_options={UNSCOPED: "a calendar's address says whose it is"},
    ).first()
    return _feed(row) if row else None


def _feed(row: sa.Row[*tuple[Any, ...]]) -> Feed:
    told = row._mapping  # noqa: SLF001 - the library's public name begins so
    return Feed(told["tenant"], told["id"], told["worker"], told["created"], told["revoked"])
