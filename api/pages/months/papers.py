"""What comes of a month: our invoices and credit notes, e-invoices, reports, files."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from pydantic import StringConstraints

from api.exports.packed import pack_files
from api.journeys.brought_in import lay_out_named
from api.journeys.handed_in import Part
from api.journeys.look_at_month import MonthSeen
from api.journeys.month_credit import CreditAsked, credit_invoice
from api.journeys.month_einvoice import Syntax, write_einvoices
from api.journeys.month_invoice import issue_invoices
from api.journeys.month_report import report_month
from api.journeys.month_told import in_words
from api.journeys.month_workbook import RESULT, write_month_result
from api.pages.months.close import EUROS, cents_of
from api.pages.months.decide import person_of
from api.pages.months.look import HERE, IDS, month_address, seen_month, show_month, told
from api.pages.page import Page, Visit
from api.routes.doors import MEGABYTE, Reply
from api.routes.models import Loose, Text
from api.routes.problems import Refused
from api.routes.uploads import FORM
from api.security.rights import Right
from api.store.unit import Unit
from billing.invoice import Invoice
from billing.papers import rows_of
from domain.clock import ZONE
from domain.finding import Finding

MOST = 20 * MEGABYTE
MEDIA = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".beancount": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
INVOICES: dict[str, Syntax] = {"ubl.zip": "ubl", "earve.zip": "earve"}
File = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,80}$")]


class CreditForm(Loose):
    """Which invoice is given back, what of it, and why."""

    number: Text = ""
    line: Text = ""
    euros: Annotated[str, StringConstraints(pattern=f"{EUROS}|^ *$")] = ""
    reason: Text = ""


def _ask(unit: Unit, visit: Visit) -> Reply:
    return _page(unit, visit)


def _page(unit: Unit, visit: Visit, status: int = 200, **facts: Any) -> Reply:
    seen = seen_month(unit, visit)
    return show_month(
        visit,
        "papers",
        seen,
        status,
        invoices=seen.issued,
        numbers=tuple((one.number, one.number) for one in seen.issued if one.kind == "invoice"),
        received=tuple(rows_of(seen.base.received.documents)),
        **{"found": (), "form": None, "wrong_in": "", **facts},
    )


def _issue(unit: Unit, visit: Visit) -> Reply:
    month, today = visit.path["month"], visit.at.astimezone(ZONE).date()
    parts = [Part("month", one.name, one.content) for one in visit.fields.files]
    if len(parts) != 1:
        return _page(unit, visit, 422, found=told(visit, [Finding("page.no_files", "")]))
    with lay_out_named(parts) as brought:
        issued, findings = issue_invoices(unit, month, brought.month or Path(), today)
    if issued is None:
        return _page(unit, visit, 422, found=told(visit, findings))
    unit.note("issue", month.isoformat(), count=len(issued.invoices))
    many = len(issued.invoices)
    words = visit.ngettext("%(num)d invoice is issued.", "%(num)d invoices are issued.", many)
    return visit.go(month_address(month, "/papers"), words)


def _credit(unit: Unit, visit: Visit) -> Reply:
    form: CreditForm = visit.body
    if not form.reason.strip():
        found = told(visit, [Finding("page.no_reason", "")])
        return _page(unit, visit, 422, found=found, form=form)
    whole = not form.line.strip()
    asked = CreditAsked(
        number=form.number.strip(),
        reason=form.reason,
        by=person_of(visit),
        on=visit.at.astimezone(ZONE).date(),
        lines=() if whole else (form.line.strip(),),
        cents=None if whole or not form.euros.strip() else abs(cents_of(form.euros)),
    )
    written, findings = credit_invoice(unit, asked)
    if written is None:
        return _page(unit, visit, 422, found=told(visit, findings), form=form)
    unit.note("credit", f"invoice/{asked.number}", note=written.note.number)
    words = visit._("Credit note %(number)s is written.", number=written.note.number)
    return visit.go(month_address(visit.path["month"], "/papers"), words)


def _file(unit: Unit, visit: Visit) -> Reply:
    seen, name = seen_month(unit, visit), visit.path["name"]
    make = _maker(unit, visit, seen, name)
    if make is None:
        raise Refused(404)
    with TemporaryDirectory(prefix="tugiplaan-") as folder:
        content = make(Path(folder) / "out")
    unit.note("export", f"{name}/{seen.month.isoformat()}")
    whole = f"{seen.month:%Y-%m}-{name}"
    media = MEDIA[Path(name).suffix]
    return Reply(200, content, media, {"Content-Disposition": f'attachment; filename="{whole}"'})


def _maker(unit: Unit, visit: Visit, seen: MonthSeen, name: str) -> Callable[[Path], bytes] | None:
    """How a file is made; None where there is none of that name."""
    if name in INVOICES:
        return lambda out: _einvoices(unit, out, INVOICES[name], seen.issued)
    for one in seen.issued:
        if name in (f"{one.number}.xml", f"{one.number}-earve.xml"):
            syntax: Syntax = "ubl" if name == f"{one.number}.xml" else "earve"
            return lambda out: _written(unit, out, syntax, (one,))[0].read_bytes()
    if name == RESULT:
        return lambda out: write_month_result(seen, out / RESULT, visit.language).read_bytes()
    if name in REPORTS:
        return lambda out: _report(unit, visit, seen, out, name)
    return None


REPORTS = frozenset({"report.xlsx", "costs.csv", "journal.csv", "ledger.beancount"})


def _report(unit: Unit, visit: Visit, seen: MonthSeen, out: Path, name: str) -> bytes:
    found, findings = report_month(unit, seen.month, out, visit.language)
    if found is None:
        raise Refused(422, "faults", in_words(findings))
    return next(path for path in found.files if path.name == name).read_bytes()


def _einvoices(unit: Unit, out: Path, syntax: Syntax, invoices: tuple[Invoice, ...]) -> bytes:
    return pack_files(_written(unit, out, syntax, invoices))


def _written(
    unit: Unit, out: Path, syntax: Syntax, invoices: tuple[Invoice, ...]
) -> tuple[Path, ...]:
    sent, findings = write_einvoices(unit, out, syntax, [one.number for one in invoices])
    if sent is None or not sent.files:
        raise Refused(422, "faults", in_words(findings)) if findings else Refused(404)
    return sent.files


LOOK, CHANGE = Right.MONTH_LOOK, Right.MONTH_CHANGE
PAGES: tuple[Page, ...] = (
    Page("GET", f"{HERE}/{{month}}/papers", LOOK, _ask, "Invoices and files of a month", "read",
         ids=IDS),
    Page("POST", f"{HERE}/{{month}}/invoices", CHANGE, _issue, "Issue invoices", "write",
         uploads=FORM, ids=IDS, most=MOST),
    Page("POST", f"{HERE}/{{month}}/credit", CHANGE, _credit, "Write a credit note", "write",
         takes=CreditForm, ids=IDS, keyed=True),
    Page("GET", f"{HERE}/{{month}}/files/{{name}}", LOOK, _file, "A file of a month", "read",
         ids={**IDS, "name": File}),
)  # fmt: skip
