"""Finance's month: hand it in, compare it, close it, issue its invoices, explain every cent."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from api.exports.trace_words import trace_document
from api.imports.misread import is_warning
from api.journeys.month_close import close_month
from api.journeys.month_decide import AtOnce
from api.journeys.month_deliver import deliver_month
from api.journeys.month_einvoice import write_einvoices
from api.journeys.month_explain import explain_cent
from api.journeys.month_invoice import issue_invoices
from api.journeys.month_json import advice_document, result_document, totals_document
from api.journeys.month_reconcile import reconcile_month
from api.journeys.month_told import in_words
from api.journeys.month_write import tell_delivered, tell_results
from api.routes.doors import MEGABYTE, Ask, Door, Reply, answer
from api.routes.models import Id
from api.routes.month_models import (
    CloseAsked,
    Closed,
    Compared,
    DecideAsked,
    Explained,
    FigureAsked,
    InvoiceAsked,
    InvoiceTold,
    IssuedTold,
    Month,
    MonthAsked,
    Priced,
    Totals,
)
from api.routes.problems import FindingTold, Refused, told_finding
from api.routes.uploads import FORM, laid_out
from api.security.rights import Right
from api.store.unit import Unit
from billing.invoice import Invoice
from domain.clock import ZONE
from domain.finding import Finding

HERE = "/api/v1/months"
MOST = 400 * MEGABYTE
XML = "application/xml"


def _deliver(unit: Unit, ask: Ask) -> Reply:
    with laid_out(ask.body) as files:
        book, people = _one(files, "month"), _optional(files, "people")
        found, findings = deliver_month(book, unit, ask.query.month, people)
    if found is None:
        raise _refused(findings)
    month = found.priced.opened.month
    unit.note("deliver", month.isoformat())
    told = Priced(
        month=month,
        lines=len(found.tables.attended),
        missing=found.missing,
        totals=Totals.model_validate(totals_document(found.priced.run.month.totals)),
        results=[result_document(one) for one in tell_delivered(found, ask.language)],
        advice=[advice_document(one, ask.language) for one in found.advice],
        warnings=_told(ask, findings),
    )
    return answer(told)


def _reconcile(unit: Unit, ask: Ask) -> Reply:
    query = ask.query
    today = ask.at.astimezone(ZONE).date()
    rules: list[AtOnce] = []
    if query.kind and query.verdict:
        rules = [AtOnce(query.kind, query.verdict, query.reason, ask.who.name, today)]
    with laid_out(ask.body) as files:
        found, findings = reconcile_month(
            _one(files, "month"),
            files.get("invoice", []),
            unit,
            query.month,
            _optional(files, "decisions"),
            today,
            rules,
            _optional(files, "people"),
        )
    if found is None:
        raise _refused(findings)
    delivered = found.delivered
    month = delivered.priced.opened.month
    unit.note("reconcile", month.isoformat(), undecided=found.undecided)
    told = Compared(
        month=month,
        lines=len(found.tables.attended),
        missing=delivered.missing,
        totals=Totals.model_validate(totals_document(delivered.priced.run.month.totals)),
        results=[result_document(one) for one in tell_results(found, ask.language)],
        advice=[advice_document(one, ask.language) for one in delivered.advice],
        warnings=_told(ask, findings),
        undecided=found.undecided,
        unexplained=found.found.identity.residue,
    )
    return answer(told)


def _close(unit: Unit, ask: Ask) -> Reply:
    month, today = ask.path["month"], ask.at.astimezone(ZONE).date()
    closed, findings = close_month(unit, month, today, ask.who.name, early=ask.body.early)
    if closed is None:
        raise _refused(findings)
    unit.note("close", month.isoformat(), entries=closed.entries)
    told = Closed(
        month=month,
        entries=closed.entries,
        totals=Totals.model_validate(totals_document(closed.totals)),
        content=closed.link.content,
        seal=closed.link.seal,
        warnings=_told(ask, findings),
    )
    return answer(told)


def _issue(unit: Unit, ask: Ask) -> Reply:
    month, today = ask.path["month"], ask.at.astimezone(ZONE).date()
    with laid_out(ask.body) as files:
        issued, findings = issue_invoices(unit, month, _one(files, "contracts"), today)
    if issued is None:
        raise _refused(findings)
    unit.note("issue", month.isoformat(), count=len(issued.invoices))
    invoices = [_invoice(one) for one in issued.invoices]
    return answer(IssuedTold(month=issued.month, new=issued.new, invoices=invoices))


def _einvoice(unit: Unit, ask: Ask) -> Reply:
    number: str = ask.path["number"]
    with TemporaryDirectory(prefix="tugiplaan-") as name:
        sent, findings = write_einvoices(unit, Path(name) / "out", ask.query.syntax, [number])
        if any(one.rule == "explain.unknown" for one in findings):
            raise Refused(404)
        if sent is None or not sent.files:
            raise _refused(findings)
        text = sent.files[0].read_bytes()
    unit.note("export", f"invoice/{number}")
    # The number is among those that were issued; what the program calls it is safe anywhere.
    named = "".join(one if one.isalnum() or one in "-_" else "-" for one in number)
    return Reply(200, text, XML, {"Content-Disposition": f'attachment; filename="{named}.xml"'})


def _explain(unit: Unit, ask: Ask) -> Reply:
    found, findings = explain_cent(unit, ask.query.figure, ask.query.number)
    if found is None:
        raise Refused(404, findings=in_words(findings))
    unit.note("look", "figure")
    told = Explained(
        asked=found.asked,
        lines=[trace_document(one, ask.language) for one in found.traces],
        billed=[
            {"document": one.document, "number": one.number, "net": one.net, "ours": one.ours}
            for one in found.billed
        ],
        parts=[{"line": line, "cents": cents} for line, cents in found.parts],
    )
    return answer(told)


def _invoice(one: Invoice) -> InvoiceTold:
    sign = -1 if one.kind == "credit" else 1
    return InvoiceTold(
        number=one.number,
        kind=one.kind,
        buyer=one.buyer.registry,
        issued=one.issued,
        due=one.due,
        lines=len(one.lines),
        net=sign * one.net,
        vat=sign * one.tax,
        gross=sign * one.gross,
    )


def _one(files: dict[str, list[Path]], field: str) -> Path:
    """The one file of a field; Refused where there is none, or are several."""
    found = files.get(field, [])
    if len(found) != 1:
        facts = {"field": field}
        raise Refused(422, "faults", [Finding("request.missing_field", field, facts)])
    return found[0]


def _optional(files: dict[str, list[Path]], field: str) -> Path | None:
    return _one(files, field) if field in files else None


def _refused(findings: Iterable[Finding]) -> Refused:
    """Refused with all that stands against it; 409 where somebody changed the books meanwhile."""
    found = in_words(findings)
    busy = any(one.rule == "books.busy" for one in found)
    return Refused(409 if busy else 422, "conflict" if busy else "faults", found)


def _told(ask: Ask, findings: Iterable[Finding]) -> list[FindingTold]:
    told = (told_finding(ask.language, one) for one in in_words(findings) if is_warning(one))
    return [FindingTold.model_validate(one) for one in told]


_LOOK, _CHANGE = Right.MONTH_LOOK, Right.MONTH_CHANGE
_IDS = {"month": Month, "number": Id}
DOORS: tuple[Door, ...] = (
    Door("POST", f"{HERE}/deliver", _CHANGE, _deliver, "Hand a month in: month, people", "write",
         gives=Priced, uploads=FORM, asks=MonthAsked, most=MOST),
    Door("POST", f"{HERE}/reconcile", _CHANGE, _reconcile,
         "Compare a month: month, invoice (several), decisions, people", "write",
         gives=Compared, uploads=FORM, asks=DecideAsked, most=MOST),
    Door("POST", f"{HERE}/{{month}}/close", _CHANGE, _close, "Close a month for good", "write",
         gives=Closed, takes=CloseAsked, ids=_IDS),
    Door("POST", f"{HERE}/{{month}}/invoices", _CHANGE, _issue, "Issue invoices: contracts",
         "write", gives=IssuedTold, uploads=FORM, ids=_IDS, most=MOST),
    Door("GET", "/api/v1/invoices/{number}.xml", _LOOK, _einvoice, "An invoice as XML", "read",
         media=XML, asks=InvoiceAsked, ids=_IDS),
    Door("GET", "/api/v1/explain", _LOOK, _explain, "Explain a cent", "read",
         gives=Explained, asks=FigureAsked, also=(404,)),
)  # fmt: skip
