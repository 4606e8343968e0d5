"""Requests by their key: what was done once is answered again, not done again.

The answer is kept in the transaction that did the work: after a crash there are both or neither.
"""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

import sqlalchemy as sa

from api.store.schema import OPERATION
from api.store.unit import Unit

KEPT = timedelta(days=30)


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
    return Answer(row.status, unit.keys.own().open(row.answer, f"{unit.tenant}|operation|{key}"))


def keep_answer(unit: Unit, key: str, request: bytes, answer: Answer) -> None:
    """Keep an answer with the work; IntegrityError where another transaction was first."""
    sealed = unit.keys.own().seal(answer.body, f"{unit.tenant}|operation|{key}")
    unit.connection.execute(
        sa.insert(OPERATION).values(
            tenant=unit.tenant,
            key=key,
            request=sha256(request).hexdigest(),
            at=unit.at,
            status=answer.status,
            answer=sealed,
        )
    )


def forget_answers(unit: Unit) -> int:
    """Drop answers older than they need to be; how many."""
    done = unit.connection.execute(
        sa.delete(OPERATION).where(
            OPERATION.c.tenant == unit.tenant, OPERATION.c.at < unit.at - KEPT
        )
    )
    return done.rowcount
