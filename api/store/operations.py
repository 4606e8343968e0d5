"""Requests by their key: what was done once is answered again, not done again.

The answer is kept in the transaction that did the work: after a crash there are both or neither.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from api.store.engine import is_sqlite
from api.store.schema import OPERATION
from api.store.unit import Actor, Store, Unit

KEPT = timedelta(days=30)
GONE = 410
UNDER_WAY = 0
"""Status of a key whose work is not committed: nobody else ever sees it."""


class OtherRequestError(RuntimeError):
    """A key that was used for another request."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered."""

    status: int
    body: bytes


def answered(unit: Unit, key: str, request: bytes) -> Answer | None:
    """What the request of a key was answered; None where it is new.

    OtherRequestError where the key came with other words.
    """
    row = unit.connection.execute(
        sa.select(OPERATION.c.request, OPERATION.c.status, OPERATION.c.answer).where(
            OPERATION.c.tenant == unit.tenant, OPERATION.c.key == key
        )
    ).first()
    if row is None:
        return None
    if row.request != sha256(request).hexdigest():
        raise OtherRequestError(key)
    return Answer(row.status, unit.keys.own().open(row.answer, _place(unit, key)))


def once(
    store: Store,
    actor: Actor,
    at: datetime,
    key: str,
    request: bytes,
    work: Callable[[Unit], Answer],
) -> Answer:
    """Do a piece of work once, however often its key comes; each time the same answer.

    OtherRequestError where the key came with other words. Of several at the same moment one does
    the work and the others wait for its answer.
    """
    with store.write(actor, at) as unit:
        if reserve(unit, key, request):
            done = work(unit)
            keep_answer(unit, key, done)
            return done
        found = answered(unit, key, request)
    if found is None:
        with store.read(actor, at) as unit:
            found = answered(unit, key, request)
    if found is None:
        message = f"the answer of {key} is gone"
        raise RuntimeError(message)
    return found


def reserve(unit: Unit, key: str, request: bytes) -> bool:
    """Take a key for this transaction; False where another one took it, which then has ended."""
    row = {
        "tenant": unit.tenant,
        "key": key,
        "request": sha256(request).hexdigest(),
        "at": unit.at,
        "status": UNDER_WAY,
        "answer": b"",
    }
    # Without an error that would end the transaction; where another one is under way with the
    # same key, PostgreSQL waits for its end.
    insert = sqlite.insert if is_sqlite(unit.connection) else postgresql.insert
    order = insert(OPERATION).values(row).on_conflict_do_nothing().returning(OPERATION.c.key)
    return unit.connection.execute(order).first() is not None


def keep_answer(unit: Unit, key: str, answer: Answer) -> None:
    """Keep the answer of a reserved key with the work."""
    sealed = unit.keys.own().seal(answer.body, _place(unit, key))
    unit.connection.execute(
        sa.update(OPERATION)
        .where(OPERATION.c.tenant == unit.tenant, OPERATION.c.key == key)
        .values(status=answer.status, answer=sealed)
    )


def blank_answers(unit: Unit) -> int:
    """Keep of every answer only that there was one (410, no words); how many.

    For when somebody is erased whom any of them might name: what was done once is still not done
    again.
    """
    chosen = sa.select(OPERATION.c.key).where(OPERATION.c.tenant == unit.tenant)
    keys = list(unit.connection.execute(chosen).scalars())
    own = unit.keys.own()
    order = (
        sa.update(OPERATION)
        .where(OPERATION.c.tenant == unit.tenant, OPERATION.c.key == sa.bindparam("of_key"))
        .values(status=GONE, answer=sa.bindparam("to_answer"))
    )
    told = [{"of_key": key, "to_answer": own.seal(b"", _place(unit, key))} for key in keys]
    if told:
        unit.connection.execute(order, told)
    return len(keys)


def forget_answers(unit: Unit) -> int:
    """Drop answers older than they need to be; how many."""
    done = unit.connection.execute(
        sa.delete(OPERATION).where(
            OPERATION.c.tenant == unit.tenant, OPERATION.c.at < unit.at - KEPT
        )
    )
    return done.rowcount


def _place(unit: Unit, key: str) -> str:
    return f"{unit.tenant}|operation|{key}"
