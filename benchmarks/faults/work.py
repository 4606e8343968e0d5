"""What the writers do: take people in, publish rosters, count, close months, each by its own key.

They go through the product's own store, as a request of a program with an idempotency key does.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from api.store.kinds import CLIENT, REFERRAL, WORKER
from api.store.operations import Answer, once
from api.store.repository import Repository
from api.store.rosters import newest_number, publish
from api.store.schema import ISSUED
from api.store.sealed_shelf import open_sealed
from api.store.settings_of import read_setting, write_setting
from api.store.unit import Actor, Store, Unit
from domain.people import Client, Contract, Worker
from domain.provider import PublishedMeeting
from domain.referral import Referral

PEOPLE = 10
"""Clients, and as many referrals, that an import brings."""
WEEKS = 3
MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SELLER, SERIES = "10000001", "2026"
CHAIN = "chain.json"
Work = Callable[[Unit, str], Answer]


def take_in(unit: Unit, key: str) -> Answer:
    """People and their referrals, all or none."""
    clients = [Client(f"{key}-{n}", f"Name {n}", "tartu", ("et",)) for n in range(PEOPLE)]
    referrals = [Referral(f"R-{one.id}", "sample", one.id, MONDAY) for one in clients]
    Repository[Client](unit, CLIENT).put(clients)
    Repository[Referral](unit, REFERRAL).put(referrals)
    return Answer(201, str(len(clients)).encode())


def publish_week(unit: Unit, key: str) -> Answer:
    """The next roster of a week, with a meeting that carries the key."""
    monday = MONDAY + timedelta(days=7 * (hash_of(key) % WEEKS))
    meeting = PublishedMeeting(monday, 600, 60, "sample", key, None, ("W1",))
    roster = publish(
        unit, monday, newest_number(unit, monday), (meeting,), cost=1, bound=1, left_out=0
    )
    return Answer(201, str(roster.number).encode())


def count_up(unit: Unit, _key: str) -> Answer:
    """One more: what rests on what was read before."""
    held = read_setting(unit, "count")
    told = (held.told if held else 0) + 1
    write_setting(unit, "count", told, held.revision if held else 0)
    counter = Worker("W-count", "Count", frozenset(), Contract.EMPLOYEE, "tartu", caseload=told)
    Repository[Worker](unit, WORKER).put([counter], {"W-count": told - 1})
    return Answer(200, str(told).encode())


def close_month(unit: Unit, key: str) -> Answer:
    """The next month closed, chained, and its invoice numbered."""
    shelf = open_sealed(unit)
    chain: list[str] = json.loads(shelf.read(CHAIN)) if shelf.has(CHAIN) else []
    month = f"{2026 + len(chain) // 12}-{len(chain) % 12 + 1:02}-01"
    body = json.dumps({"key": key, "month": month}).encode()
    shelf.put(
        {f"closed/{month}/closing.json": body, CHAIN: json.dumps([*chain, key]).encode()},
    )
    position = len(chain) + 1
    unit.connection.execute(
        sa.insert(ISSUED).values(
            tenant=unit.tenant,
            seller=SELLER,
            series=SERIES,
            position=position,
            number=f"{SERIES}-{position}",
            month=date.fromisoformat(month),
            gross=100,
        )
    )
    return Answer(201, month.encode())


WORKS: tuple[tuple[str, Work], ...] = (
    ("import", take_in),
    ("publish", publish_week),
    ("count", count_up),
    ("close", close_month),
)


@dataclass(frozen=True, slots=True)
class Task:
    """One request: what, and its key."""

    work: str
    key: str


def carry_out(store: Store, task: Task) -> Answer:
    """Do a task once, however often it comes."""
    work = dict(WORKS)[task.work]
    actor = Actor(1, "faults")
    return once(store, actor, AT, task.key, task.work.encode(), lambda unit: work(unit, task.key))


def hash_of(key: str) -> int:
    """A number that is the same in every process."""
    return sum(ord(letter) * (at + 1) for at, letter in enumerate(key))


def told_of(answer: Answer) -> dict[str, Any]:
    """An answer for the writer's diary."""
    return {"status": answer.status, "body": answer.body.decode()}
