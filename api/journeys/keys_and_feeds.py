"""Keys of programs and secret addresses of calendars: made, listed, revoked, each on record."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from api.security.rights import NOT_FOR_KEYS, Right
from api.store.api_keys import LONGEST, ApiKey, api_keys_of, keep_api_key, revoke_api_key
from api.store.feeds import Feed, feeds_of, keep_feed, revoke_feeds
from api.store.kinds import WORKER
from api.store.repository import Repository
from api.store.unit import Unit
from domain.finding import Finding
from domain.people import Worker

NAME_MOST = 100
FEEDS_MOST = 10
"""Addresses of one worker at a time: one for each of their devices."""


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key; its secret is told now and never again."""

    key: ApiKey
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MadeFeed:
    """A new address of a calendar; its secret is told now and never again."""

    feed: Feed
    secret: str = field(repr=False)


def make_key(
    unit: Unit, name: str, scopes: Iterable[Right], ends: datetime
) -> tuple[MadeKey | None, list[Finding]]:
    """A key for a program, with these rights and an end at most a year away.

    Findings: ``key.name``, ``key.no_scope``, ``key.scope`` for each right that no key has,
    ``key.ends``.
    """
    wanted = frozenset(scopes)
    found = [Finding("key.scope", right.value) for right in sorted(wanted & NOT_FOR_KEYS)]
    if not name.strip() or len(name) > NAME_MOST or not name.isprintable():
        found.append(Finding("key.name", ""))
    if not wanted:
        found.append(Finding("key.no_scope", name))
    if not unit.at < ends <= unit.at + LONGEST:
        found.append(Finding("key.ends", name, {"days": LONGEST.days}))
    if found:
        return None, found
    key, secret = keep_api_key(unit, name.strip(), wanted, ends)
    unit.note(
        "make key",
        f"key/{key.id}",
        scopes=sorted(right.value for right in key.scopes),
        ends=ends.isoformat(),
    )
    return MadeKey(key, secret), []


def list_keys(unit: Unit) -> list[ApiKey]:
    """Every key of the provider, the revoked and ended ones too."""
    return api_keys_of(unit)


def revoke_key(unit: Unit, key: str) -> list[Finding]:
    """Let nobody in by a key any more. Finding: ``key.unknown``."""
    if not revoke_api_key(unit, key):
        return [Finding("key.unknown", key)]
    unit.note("revoke key", f"key/{key}")
    return []


def make_feed(unit: Unit, worker: str) -> tuple[MadeFeed | None, list[Finding]]:
    """A secret address of a worker's calendar. Findings: ``feed.no_worker``, ``feed.too_many``."""
    if Repository[Worker](unit, WORKER).get(worker) is None:
        return None, [Finding("feed.no_worker", worker)]
    if sum(feed.revoked is None for feed in feeds_of(unit, worker)) >= FEEDS_MOST:
        return None, [Finding("feed.too_many", worker, {"most": FEEDS_MOST})]
    feed, secret = keep_feed(unit, worker)
    unit.note("make feed", f"feed/{feed.id}", worker=worker)
    return MadeFeed(feed, secret), []


def list_feeds(unit: Unit, worker: str | None = None) -> list[Feed]:
    """Addresses of a worker's calendar, or of all workers' (None)."""
    return feeds_of(unit, worker)


def revoke_feed(unit: Unit, worker: str, feed: str) -> list[Finding]:
    """Let nobody read a worker's calendar by this address. Finding: ``feed.unknown``."""
    if not revoke_feeds(unit, worker, feed):
        return [Finding("feed.unknown", feed)]
    unit.note("revoke feed", f"feed/{feed}", worker=worker)
    return []
