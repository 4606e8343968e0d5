"""Work on a month that goes on: how far it is, how it is called off, and what came of it.

It ends where the same would have ended at once: at a look at what would change, at the month, at
its papers; or at the form with everything that is wrong, of which nothing was kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from api.jobs.kind import read_findings
from api.jobs.month_files import KEEP_FILES, LOOK_AT_FILES, read_look
from api.jobs.month_work import CLOSE_MONTH
from api.pages.catalogue import later
from api.pages.months.bring import import_address, said_of, show_look, show_refused
from api.pages.months.close import close_page, closed_words
from api.pages.months.long_work import WORK, work_address
from api.pages.months.look import month_address
from api.pages.page import Page, Visit
from api.routes.doors import Reply
from api.routes.jobs import JobId
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.jobs import (
    ENDED,
    STOPPED,
    Job,
    State,
    ask_to_stop,
    find_job,
    read_answer,
    read_asked,
)
from api.store.unit import Unit
from domain.finding import Finding

BEFORE = (
    ("reading", later("Reading")),
    ("pricing", later("Pricing")),
    ("reading invoices", later("Reading invoices")),
    ("comparing", later("Comparing")),
)
WRITE = ("writing", later("Writing"))
STEPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    LOOK_AT_FILES.name: BEFORE,
    KEEP_FILES.name: (*BEFORE, WRITE),
    CLOSE_MONTH.name: (("reading", later("Reading")), ("closing", later("Closing")), WRITE),
}
"""Kind of work -> its steps, as it tells them and in people's words."""
TITLES: Mapping[str, str] = {
    LOOK_AT_FILES.name: later("The files are being looked at"),
    KEEP_FILES.name: later("The files are being kept"),
    CLOSE_MONTH.name: later("The month is being closed"),
}


@dataclass(frozen=True, slots=True)
class _Work:
    """A piece of work on a month."""

    job: Job
    asked: dict[str, Any]

    @property
    def month(self) -> date | None:
        """Which month it is for; None: that of the workbook."""
        told = self.asked["month"]
        return date.fromisoformat(told) if told else None

    @property
    def back(self) -> str:
        """The page it was asked for on."""
        if self.job.kind == CLOSE_MONTH.name and self.month is not None:
            return month_address(self.month, "/close")
        return import_address(self.month)

    @property
    def stopped(self) -> bool:
        """Whether somebody called it off, before it was begun or after."""
        return self.job.state is State.STOPPED or self.job.reason == STOPPED


def _follow(unit: Unit, visit: Visit) -> Reply:
    work = _found(unit, visit)
    if work.stopped:
        return visit.go(work.back, visit._("It was called off; nothing was kept."))
    if work.job.state in ENDED:
        unit.note("look", f"job/{work.job.id}")
        return _ended(unit, visit, work, read_answer(unit, work.job.id))
    steps = STEPS[work.job.kind]
    names = [name for name, _ in steps]
    status = work.job.progress.get("status")
    return visit.show(
        "months/work.html.j2",
        job=work.job,
        month_of=work.month,
        title=TITLES[work.job.kind],
        steps=steps,
        at=names.index(status) if status in names else -1,
        here=work_address(work.job.id),
        back=work.back,
    )


def _ended(unit: Unit, visit: Visit, work: _Work, answer: Any) -> Reply:
    """What the page would have answered, had it worked on it itself."""
    closes = work.job.kind == CLOSE_MONTH.name
    if work.job.reason:
        found = read_findings(answer) or [Finding(work.job.reason, "")]
        if closes:
            here = replace(visit, path={**visit.path, "month": work.month})
            return close_page(unit, here, found=found)
        return show_refused(visit, found, 200, month_of=work.month)
    if closes and work.month is not None:
        return visit.go(month_address(work.month, "/papers"), closed_words(visit))
    seen = read_look(answer)
    if work.job.kind == KEEP_FILES.name:
        return visit.go(month_address(seen.month), said_of(visit, seen))
    return show_look(visit, seen, work.asked["laid"], read_findings(answer))


def _stop(unit: Unit, visit: Visit) -> Reply:
    work = _found(unit, visit)
    ask_to_stop(unit, work.job.id)
    return visit.go(work_address(work.job.id))


def _found(unit: Unit, visit: Visit) -> _Work:
    job = find_job(unit, visit.path["id"])
    if job is None or job.kind not in STEPS:
        raise Refused(404)
    return _Work(job, read_asked(unit, job.id))


_IDS = {"id": JobId}
PAGES: tuple[Page, ...] = (
    Page("GET", f"{WORK}/{{id}}", Right.MONTH_CHANGE, _follow, "How far work on a month is",
         "read", ids=_IDS),
    Page("POST", f"{WORK}/{{id}}/stop", Right.MONTH_CHANGE, _stop, "Call work on a month off",
         "write", ids=_IDS),
)  # fmt: skip
