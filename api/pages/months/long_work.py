"""Which work on a month is done while whoever asks waits, and which becomes a job with a page.

A usual provider's month is answered at once; a large one would hold the page for a minute. The
bounds are those of the other doors (``api.routes.months``): about a second.
"""

from datetime import date
from typing import Any

from api.jobs.kind import JobKind
from api.jobs.kinds import ask_for
from api.pages.months.look import HERE
from api.pages.page import Visit
from api.routes.doors import Reply
from api.routes.months import AT_ONCE, CLOSED_AT_ONCE
from api.store.sealed_shelf import draft_bytes
from api.store.unit import Unit

WORK = f"{HERE}/work"


def is_long(unit: Unit, month: date | None, size: int = 0) -> bool:
    """Whether so many bytes of files, or the month as it lies in the books, are a job."""
    if size > AT_ONCE:
        return True
    return month is not None and draft_bytes(unit, month) > CLOSED_AT_ONCE


def ask_and_follow(unit: Unit, visit: Visit, kind: JobKind[Any], asked: Any) -> Reply:
    """Ask for a job and lead to the page that shows how far it is."""
    return visit.go(work_address(ask_for(unit, kind, asked).id))


def work_address(job: str, more: str = "") -> str:
    """Where work on a month is followed."""
    return f"{WORK}/{job}{more}"
