"""Deliveries and invoices brought in: everything that is wrong at once, or a look at what would be.

Nothing is kept before somebody has seen what would change and says so.
"""

from base64 import b64decode, b64encode
from datetime import date
from typing import Annotated, Any

from pydantic import StringConstraints

from api.imports.misread import is_warning
from api.journeys.brought_in import INVOICE, MONTH, PEOPLE, lay_out_named
from api.journeys.handed_in import SAFE, Part, suffix_of
from api.journeys.month_import import Imported, bring_in, look_at_files
from api.pages.months.kind_names import KIND_NAMES
from api.pages.months.look import HERE, IDS, InAddress, money_of, month_address, told
from api.pages.page import Page, Visit
from api.routes.doors import MEGABYTE, Reply
from api.routes.models import Loose
from api.routes.problems import Refused
from api.routes.uploads import FORM
from api.security.rights import Right
from api.store.laid_by import lay_by, let_go, take_up
from api.store.unit import Unit
from domain.finding import Finding

KIND = "files_of_month"
MOST = 40 * MEGABYTE
FIELDS = (MONTH, INVOICE, PEOPLE)
MOST_SHOWN = 500
"""Findings of a page; all are counted."""


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
    return visit.show(
        "months/import.html.j2",
        status,
        at=month_address,
        kinds=KIND_NAMES,
        **money_of(visit.language),
        **{"month_of": month, "found": (), "preview": None, "files": "", "warnings": (), **facts},
    )


def _brings(visit: Visit) -> bool:
    return isinstance(visit.body, BringForm)


def _look(visit: Visit) -> Reply:
    parts = tuple(one for one in visit.fields.files if one.field in FIELDS)
    if not parts:
        return _refuse(visit, [Finding("page.no_files", "")])
    if any(suffix_of(one) not in SAFE for one in parts):
        raise Refused(415)
    month = visit.body.for_month
    with lay_out_named(parts) as brought:
        found, findings = look_at_files(visit.house.store, visit.actor, visit.at, brought, month)
    if found is None:
        return _refuse(visit, findings)
    held = [
        {"field": one.field, "name": one.name, "content": b64encode(one.content).decode()}
        for one in parts
    ]
    with visit.house.store.write(visit.actor, visit.at) as unit:
        files = lay_by(unit, KIND, {"month": month.isoformat() if month else "", "files": held})
    return _page(
        visit,
        preview=found,
        files=files,
        month_of=found.month,
        warnings=told(visit, [*filter(is_warning, findings), *found.told][:MOST_SHOWN]),
    )


def _refuse(visit: Visit, findings: list[Finding]) -> Reply:
    wrong = [one for one in findings if not is_warning(one)] or findings
    return _page(visit, 422, found=told(visit, wrong[:MOST_SHOWN]), many=len(wrong))


def _keep(visit: Visit) -> Reply:
    store, laid = visit.house.store, visit.body.laid
    with store.read(visit.actor, visit.at) as unit:
        held = take_up(unit, KIND, laid) if laid else None
    if held is None:
        return _refuse(visit, [Finding("page.laid_by_gone", "")])
    parts = [Part(one["field"], one["name"], b64decode(one["content"])) for one in held["files"]]
    month = date.fromisoformat(held["month"]) if held["month"] else None
    with lay_out_named(parts) as brought:
        found, findings = bring_in(store, visit.actor, visit.at, brought, month)
    if found is None:
        return _refuse(visit, findings)
    with store.write(visit.actor, visit.at) as unit:
        let_go(unit, KIND, laid)
    return visit.go(month_address(found.month), _said(visit, found))


def _said(visit: Visit, found: Imported) -> str:
    if found.undecided:
        return visit.ngettext(
            "The files are in; %(num)d finding waits for a decision.",
            "The files are in; %(num)d findings wait for a decision.",
            found.undecided,
        )
    return visit._("The files are in.")


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
