"""Failed attempts to sign in: after a few the next must wait, longer each time.

Counted for an account and for an address, by hashes with a key of the house. An attempt is counted
before it is tried, so that a thousand at once get no more tries than one after the other.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from api.security.seal import Key
from api.store.engine import is_sqlite
from api.store.schema import FAILURE

FREE_OF_ACCOUNT, FREE_OF_ADDRESS = 5, 10
"""Failures before the first wait: people mistype, and a whole office has one address."""
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN = timedelta(hours=24)
DOUBLINGS = 16


@dataclass(frozen=True, slots=True)
class Counter:
    """Whose failures are counted, and how many are free."""

    about: str
    free: int


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    last: datetime


def count_account(key: Key, login: str) -> Counter:
    """The counter of an account, known or not, by what was typed."""
    return Counter(_about(key, "account", login), FREE_OF_ACCOUNT)


def count_address(key: Key, address: str) -> Counter:
    """The counter of an address of the network."""
    return Counter(_about(key, "address", address), FREE_OF_ADDRESS)


def wait_after(count: int, free: int) -> timedelta:
    """How long after the last of so many failures the next attempt must wait."""
    if count < free:
        return timedelta(0)
    doubled: int = 2 ** min(count - free, DOUBLINGS)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def must_wait(connection: sa.Connection, counters: Iterable[Counter], at: datetime) -> timedelta:
    """How long an attempt must wait, by what is known now; 0: not at all."""
    return _longest(_held(connection, counters, hold=False), counters, at)


def ask_leave(connection: sa.Connection, counters: Iterable[Counter], at: datetime) -> timedelta:
    """How long an attempt must wait; where it need not (0), it is counted as one that failed.

    What must wait is not counted: whoever keeps knocking does not lock others out for longer.
    """
    asked = sorted(counters, key=lambda one: one.about)
    insert = sqlite.insert if is_sqlite(connection) else postgresql.insert
    new = [{"about": one.about, "count": 0, "last": at} for one in asked]
    connection.execute(insert(FAILURE).on_conflict_do_nothing(), new)
    held = _held(connection, asked, hold=True)
    wait = _longest(held, asked, at)
    if wait:
        return wait
    connection.execute(
        sa.update(FAILURE)
        .where(FAILURE.c.about == sa.bindparam("of_about"))
        .values(count=sa.bindparam("to_count"), last=at),
        [{"of_about": about, "to_count": _count(held[about], at) + 1} for about in sorted(held)],
    )
    return timedelta(0)


def _held(
    connection: sa.Connection, counters: Iterable[Counter], *, hold: bool
) -> dict[str, _Failures]:
    asked = (
        sa.select(FAILURE.c.about, FAILURE.c.last, FAILURE.c.count.label("failures"))
        .where(FAILURE.c.about.in_([one.about for one in counters]))
        .order_by(FAILURE.c.about)
    )
    rows = connection.execute(asked.with_for_update() if hold else asked)
    return {row.about: _Failures(row.failures, row.last) for row in rows}


def _longest(held: Mapping[str, _Failures], counters: Iterable[Counter], at: datetime) -> timedelta:
    """The longest wait; a clock that was set back counts as one that went on."""
    waits = [
        wait_after(_count(held[one.about], at), one.free) - abs(at - held[one.about].last)
        for one in counters
        if one.about in held
    ]
    return max([*waits, timedelta(0)])


def _count(failures: _Failures, at: datetime) -> int:
    return 0 if at - failures.last > FORGOTTEN else failures.count


def forget_account(connection: sa.Connection, account: Counter) -> int:
    """After a sign-in: the account's failures are over; how many there were before it."""
    held = connection.execute(
        sa.delete(FAILURE)
        .where(FAILURE.c.about == account.about)
        .returning(FAILURE.c.count.label("failures"))
    ).scalar()
    return max((held or 1) - 1, 0)


def give_back(connection: sa.Connection, counter: Counter) -> None:
    """One attempt did not fail after all."""
    connection.execute(
        sa.update(FAILURE)
        .where(FAILURE.c.about == counter.about, FAILURE.c.count > 0)
        .values(count=FAILURE.c.count - 1)
    )


def forget_failures(connection: sa.Connection, at: datetime) -> int:
    """Drop counters that count no more; how many."""
    return connection.execute(sa.delete(FAILURE).where(FAILURE.c.last < at - FORGOTTEN)).rowcount


def _about(key: Key, kind: str, value: str) -> str:
    return hmac.new(key.secret, f"{kind}|{value}".encode("utf-8", "replace"), sha256).hexdigest()
