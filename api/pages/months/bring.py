"""Deliveries and invoices brought in: everything that is wrong at once, or a look at what would be.

Nothing is kept before somebody has seen what would change and says so. What is large is looked at
and kept by jobs, and ends on the same pages (``work.py``).
"""

from datetime import date
from typing import Annotated, Any

from pydantic import StringConstraints

from api.imports.misread import is_warning
from api.jobs.month_files import (
    GONE,
    KEEP_FILES,
    LAID,
    LAID_LONG,
    LOOK_AT_FILES,
    MOST_TOLD,
    FilesAsked,
    lay_files,
    take_files,
)
from api.journeys.brought_in import INVOICE, MONTH, PEOPLE, lay_out_named
from api.journeys.handed_in import SAFE, suffix_of
from api.journeys.month_import import ImportTold, bring_in, look_at_files
from api.pages.months.kind_names import KIND_NAMES
from api.pages.months.long_work import ask_and_follow, is_long
from api.pages.months.look import HERE, IDS, InAddress, money_of, month_address, told
from api.pages.page import Page, Visit
from api.routes.doors import Reply
from api.routes.models import Loose
from api.routes.months import MOST
from api.routes.problems import Refused
from api.routes.uploads import FORM
from api.security.rights import Right
from api.store.jobs import find_job
from api.store.laid_by import let_go
from api.store.unit import Unit
from domain.finding import Finding

FIELDS = (MONTH, INVOICE, PEOPLE)


class BringForm(Loose):
    """Files, and for which month; none: the last of which the workbook tells more than plans."""

    for_month: InAddress | None = None


class KeepForm(Loose):
    """Files that were looked at."""

    laid: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{0,40}$")] = ""


def _ask(unit: Unit, visit: Visit) -> Reply:
    unit.note("look", "import")
    return _page(visit)


def _page(visit: Visit, status: int = 200, **facts: Any) -> Reply:
    month = visit.path.get("month") or (visit.body.for_month if _brings(visit) else None)
    nothing = {"found": (), "many": 0, "preview": None, "files": "", "warnings": ()}
    return visit.show(
        "months/import.html.j2",
        status,
        at=month_address,
        kinds=KIND_NAMES,
        **money_of(visit.language),
        **{"month_of": month, **nothing, **facts},
    )


def _brings(visit: Visit) -> bool:
    return isinstance(visit.body, BringForm)


def _look(visit: Visit) -> Reply:
    parts = tuple(one for one in visit.fields.files if one.field in FIELDS)
    if not parts:
        return show_refused(visit, [Finding("page.no_files", "")])
    if any(suffix_of(one) not in SAFE for one in parts):
        raise Refused(415)
    store, month = visit.house.store, visit.body.for_month
    size = sum(len(one.content) for one in parts)
    with store.read(visit.actor, visit.at) as unit:
        long = is_long(unit, month, size)
    if long:
        with store.write(visit.actor, visit.at) as unit:
            asked = FilesAsked(lay_files(unit, LAID_LONG, parts, month), month)
            return ask_and_follow(unit, visit, LOOK_AT_FILES, asked)
    with lay_out_named(parts) as brought:
        found, findings = look_at_files(store, visit.actor, visit.at, brought, month)
    if found is None:
        return show_refused(visit, findings)
    with store.write(visit.actor, visit.at) as unit:
        files = lay_files(unit, LAID, parts, month)
    return show_look(visit, found, files, [*filter(is_warning, findings), *found.told])


def show_look(visit: Visit, found: ImportTold, files: str, warnings: list[Finding]) -> Reply:
    """What would change, with the form that has it kept; ``files`` as they were laid by."""
    shown = told(visit, warnings[:MOST_TOLD])
    return _page(visit, preview=found, files=files, month_of=found.month, warnings=shown)


def show_refused(visit: Visit, findings: list[Finding], status: int = 422, **facts: Any) -> Reply:
    """The form again, with everything that is wrong."""
    wrong = [one for one in findings if not is_warning(one)] or findings
    shown = told(visit, wrong[:MOST_TOLD])
    return _page(visit, status, found=shown, many=len(wrong), **facts)


def _keep(visit: Visit) -> Reply:
    store, laid = visit.house.store, visit.body.laid
    with store.write(visit.actor, visit.at) as unit:
        job = find_job(unit, laid)
        if job is not None and job.kind == LAID_LONG:
            return ask_and_follow(unit, visit, KEEP_FILES, FilesAsked(laid))
        held = take_files(unit, LAID, laid)
    if held is None:
        return show_refused(visit, [Finding(GONE, "")])
    parts, month = held
    with lay_out_named(parts) as brought:
        found, findings = bring_in(store, visit.actor, visit.at, brought, month)
    if found is None:
        return show_refused(visit, findings)
    with store.write(visit.actor, visit.at) as unit:
        let_go(unit, LAID, laid)
    return visit.go(month_address(found.month), said_of(visit, found))


def said_of(visit: Visit, found: ImportTold) -> str:
    """That files are in, and how much of it waits for somebody."""
    if found.undecided:
        return visit.ngettext(
            "The files are in; %(num)d finding waits for a decision.",
            "The files are in; %(num)d findings wait for a decision.",
            found.undecided,
        )
    return visit._("The files are in.")


def import_address(month: date | None) -> str:
    """Where files are brought in; for a month, where one is meant."""
    return month_address(month, "/import") if month else f"{HERE}/import"


CHANGE = Right.MONTH_CHANGE
PAGES: tuple[Page, ...] = (
    Page("GET", f"{HERE}/import", CHANGE, _ask, "Bring files into a month", "read"),
    Page("POST", f"{HERE}/import", CHANGE, _look, "Look at files before they are kept", "free",
         takes=BringForm, uploads=FORM, most=MOST),
    Page("POST", f"{HERE}/import/keep", CHANGE, _keep, "Keep files that were looked at", "free",
         takes=KeepForm, keyed=True),
    Page("GET", f"{HERE}/{{month}}/import", CHANGE, _ask, "Bring files into this month", "read",
         ids=IDS),
)  # fmt: skip
