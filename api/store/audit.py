"""Who did or saw what: a chain of rows, each sealing the one before with a key of the house.

A row that is edited, taken away, moved or put in breaks the chain. Rows cut off its end do not,
so the head (number and seal) is told to somebody outside: the backup's manifest and the
operator's log carry it, and ``verify`` holds the chain against it.
"""

import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from api.security.seal import Key
from api.store.engine import is_sqlite
from api.store.replaced import REPLACED
from api.store.schema import AUDIT

NOTHING_BEFORE = "0" * 64
_LOCK = 7_210_001


class KeyReplacedError(RuntimeError):
    """The master key was replaced: whoever still has the old one must begin anew."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something somebody did or looked at; ``told`` names fields, never what stands in them."""

    action: str
    about: str
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """An act, by whom and when."""

    actor: str
    at: datetime
    act: Act


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain."""

    number: int
    seal: str


def write_acts(
    connection: sa.Connection,
    tenant: int,
    actor: str,
    at: datetime,
    acts: Iterable[Act],
    key: Key,
) -> Head:
    """Add acts to the provider's chain, in their order; the new head."""
    return write_entries(connection, tenant, [Entry(actor, at, one) for one in acts], key)


def write_entries(
    connection: sa.Connection, tenant: int, entries: Iterable[Entry], key: Key
) -> Head:
    """Add acts of several people to the provider's chain, in their order; the new head."""
    if not is_sqlite(connection):
        # Two writers may not both follow the same head.
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK, tenant)))
    head = _head_to_follow(connection, tenant, key)
    rows = []
    for entry in entries:
        row = {
            "tenant": tenant,
            "number": head.number + 1,
            "at": entry.at,
            "actor": entry.actor,
            "action": entry.act.action,
            "about": entry.act.about,
            "told": json.loads(json.dumps(entry.act.told)),
            "previous": head.seal,
        }
        row["seal"] = _seal(row, key)
        head = Head(head.number + 1, str(row["seal"]))
        rows.append(row)
    if rows:
        connection.execute(sa.insert(AUDIT), rows)
    return head


def head_of(connection: sa.Connection, tenant: int) -> Head:
    """The end of a provider's chain."""
    found = connection.execute(
        sa.select(AUDIT.c.number, AUDIT.c.seal)
        .where(AUDIT.c.tenant == tenant)
        .order_by(AUDIT.c.number.desc())
        .limit(1)
    ).first()
    return Head(found.number, found.seal) if found else Head(0, NOTHING_BEFORE)


def _head_to_follow(connection: sa.Connection, tenant: int, key: Key) -> Head:
    """The end of a chain, for who adds to it; KeyReplacedError where the key is an old one."""
    found = connection.execute(
        sa.select(AUDIT.c.number, AUDIT.c.seal, REPLACED.label("replaced"))
        .where(AUDIT.c.tenant == tenant)
        .order_by(AUDIT.c.number.desc())
        .limit(1)
    ).first()
    if found and found.replaced != key.number:
        raise KeyReplacedError
    return Head(found.number, found.seal) if found else Head(0, NOTHING_BEFORE)


def broken_at(
    connection: sa.Connection,
    tenant: int,
    key: Key,
    told: Head | None = None,
    before: Sequence[Key] = (),
) -> int | None:
    """Number of the first link that does not hold; None: all do.

    ``told``: a head that was told outside earlier; the chain must still hold it. ``before``: keys
    that sealed before this one, the first one first: once one is followed, it seals no more.
    """
    keys = [*before, key]
    rows = connection.execute(
        sa.select(AUDIT).where(AUDIT.c.tenant == tenant).order_by(AUDIT.c.number)
    )
    head, seen = Head(0, NOTHING_BEFORE), told is None or told.number == 0
    for row in rows.mappings():
        number = head.number + 1
        if row["number"] != number or row["previous"] != head.seal:
            return number
        while keys and not hmac.compare_digest(row["seal"], _seal(dict(row), keys[0])):
            keys.pop(0)
        if not keys:
            return number
        head = Head(number, row["seal"])
        if told is not None and told.number == number:
            if told.seal != head.seal:
                return number
            seen = True
    return None if seen else head.number + 1


def _seal(row: Mapping[str, Any], key: Key) -> str:
    told = [
        row["tenant"],
        row["number"],
        row["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        row["actor"],
        row["action"],
        row["about"],
        row["told"],
        row["previous"],
    ]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key.secret, text.encode(), sha256).hexdigest()
