"""Questions and notices as plain data, for programs and for the command line alike."""

from datetime import date
from typing import Any

from api.journeys.look_at_letters import Noticed, Question


def question_document(found: Question) -> dict[str, Any]:
    """A question, its answer, and how long there is for one."""
    one = found.stored.record
    return {
        "id": found.stored.id,
        "revision": found.stored.revision,
        "changed": found.stored.changed.isoformat(),
        "record": {
            "referral": one.referral,
            "client": one.client,
            "received": one.received.isoformat(),
            "asked": one.asked,
            "answered": _written(one.answered),
            "answer": one.answer,
        },
        "due": _written(found.due),
        "days": found.days,
    }


def notice_document(found: Noticed) -> dict[str, Any]:
    """A change, when it was noticed, and when the municipality was told."""
    one = found.stored.record
    return {
        "id": found.stored.id,
        "revision": found.stored.revision,
        "changed": found.stored.changed.isoformat(),
        "record": {
            "referral": one.referral,
            "client": one.client,
            "noticed": one.noticed.isoformat(),
            "what": one.what,
            "better": one.better,
            "told": _written(one.told),
        },
        "due": found.due.isoformat(),
        "days": found.days,
    }


def _written(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None
