"""What comes of a closed month: invoices, credit notes, amendments, reports, explanations."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from api.exports.month_leaf import Form
from api.exports.packed import ZIP, pack_files
from api.exports.trace_words import trace_document
from api.journeys.handed_in import SIGNED
from api.journeys.month_amend import AmendAsked as Amending
from api.journeys.month_amend import amend_month
from api.journeys.month_credit import UNKNOWN, CreditAsked, credit_invoice
from api.journeys.month_einvoice import write_einvoices
from api.journeys.month_explain import explain_cent
from api.journeys.month_invoice import issue_invoices
from api.journeys.month_report import costs_of_month, report_month
from api.journeys.month_told import in_words
from api.routes.doors import MEGABYTE, Ask, Door, Reply, answer
from api.routes.models import Id
from api.routes.month_files import one_of, refused_month
from api.routes.month_models import Month
from api.routes.paper_models import (
    AmendAsked,
    AmendedTold,
    Costs,
    CostsAsked,
    CreditBody,
    CreditLine,
    CreditTold,
    Explained,
    FigureAsked,
    InvoiceAsked,
    InvoiceTold,
    IssuedTold,
    ReportAsked,
)
from api.routes.problems import Refused
from api.routes.uploads import FORM, laid_out
from api.security.rights import Right
from api.store.unit import Unit
from billing.invoice import Invoice
from domain.clock import ZONE

MONTHS, INVOICES = "/api/v1/months", "/api/v1/invoices"
MOST = 40 * MEGABYTE
XML = "application/xml"
NOT_HANDED_IN = "close.not_handed_in"


def _issue(unit: Unit, ask: Ask) -> Reply:
    month, today = ask.path["month"], ask.at.astimezone(ZONE).date()
    with laid_out(ask.body) as files:
        issued, findings = issue_invoices(unit, month, one_of(files, "contracts"), today)
    if issued is None:
        raise refused_month(findings)
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
            raise refused_month(findings)
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


def _credit(unit: Unit, ask: Ask) -> Reply:
    body = ask.body
    asked = CreditAsked(
        number=ask.path["number"],
        reason=body.reason,
        by=ask.who.name,
        on=ask.at.astimezone(ZONE).date(),
        lines=body.lines,
        quantity=body.quantity,
        cents=body.cents,
    )
    written, findings = credit_invoice(unit, asked)
    if written is None:
        raise refused_month(findings, missing=UNKNOWN[0])
    note = written.note
    unit.note("credit", f"invoice/{asked.number}", note=note.number)
    lines = [CreditLine(number=one.number, line=one.object, cents=one.net) for one in note.lines]
    told = CreditTold(
        note=_invoice(note),
        corrects=note.corrects,
        lines=lines,
        month=written.month,
        entries=written.entries,
        left=written.left,
    )
    return answer(told, 201)


def _amend(unit: Unit, ask: Ask) -> Reply:
    month, query = ask.path["month"], ask.query
    with laid_out(ask.body, SIGNED) as files:
        asked = Amending(
            month=month,
            line=query.line,
            cents=query.cents,
            reason=query.reason,
            by=ask.who.name,
            on=ask.at.astimezone(ZONE).date(),
            signed=one_of(files, "signed"),
        )
        done, findings = amend_month(unit, asked)
    if done is None:
        raise refused_month(findings, missing="amend.not_closed")
    link = done.link
    unit.note("amend", month.isoformat())
    told = AmendedTold(
        month=month,
        line=asked.line,
        cents=asked.cents,
        booked_in=done.entry.period,
        reason=link.reason,
        by=link.by,
        on=link.on,
        signature=link.signature,
        seal=link.seal,
        left=done.left,
    )
    return answer(told, 201)


def _report(unit: Unit, ask: Ask) -> Reply:
    month: date = ask.path["month"]
    with TemporaryDirectory(prefix="tugiplaan-") as name:
        found, findings = report_month(unit, month, Path(name) / "out", ask.query.language)
        if found is None:
            raise refused_month(findings, missing=NOT_HANDED_IN)
        packed = pack_files(found.files)
    unit.note("export", f"report/{month.isoformat()}")
    told = f'attachment; filename="report-{month:%Y-%m}.zip"'
    return Reply(200, packed, ZIP, {"Content-Disposition": told})


def _costs(unit: Unit, ask: Ask) -> Reply:
    month, wanted = ask.path["month"], ask.query.municipality
    leaf, findings = costs_of_month(unit, month)
    if leaf is None:
        raise refused_month(findings, missing=NOT_HANDED_IN)
    unit.note("look", f"costs/{month.isoformat()}")
    names = [field.key for field in leaf.fields]
    days = {field.key for field in leaf.fields if field.form in (Form.DAY, Form.MONTH)}
    rows: list[dict[str, Any]] = [
        {name: _plain(value, day=name in days) for name, value in zip(names, row, strict=True)}
        for row in zip(*(leaf.columns[name] for name in names), strict=True)
    ]
    some = [row for row in rows if wanted in (None, row["municipality"])]
    return answer(
        Costs.model_validate(
            {"month": month, "items": some, "cents": sum(row["cents"] for row in some)}
        )
    )


def _plain(value: Any, *, day: bool) -> Any:
    return date.fromordinal(value) if day else value


_LOOK, _CHANGE = Right.MONTH_LOOK, Right.MONTH_CHANGE
_IDS = {"month": Month, "number": Id}
DOORS: tuple[Door, ...] = (
    Door("POST", f"{MONTHS}/{{month}}/invoices", _CHANGE, _issue, "Issue invoices: contracts",
         "write", gives=IssuedTold, uploads=FORM, ids=_IDS, most=MOST),
    Door("GET", f"{INVOICES}/{{number}}.xml", _LOOK, _einvoice, "An invoice as XML", "read",
         media=XML, asks=InvoiceAsked, ids=_IDS),
    Door("POST", f"{INVOICES}/{{number}}/credits", _CHANGE, _credit,
         "Write a credit note about an invoice", "write", gives=CreditTold, status=201,
         takes=CreditBody, ids=_IDS, example={"reason": "Billed twice", "lines": ["2"]}),
    Door("POST", f"{MONTHS}/{{month}}/amendments", _CHANGE, _amend,
         "Amend a line of a closed month: signed", "write", gives=AmendedTold, status=201,
         uploads=FORM, asks=AmendAsked, ids=_IDS, most=MOST),
    Door("GET", f"{MONTHS}/{{month}}/report.zip", _LOOK, _report,
         "Claims, costs, journal and ledger for funders", "read", media=ZIP, asks=ReportAsked,
         ids=_IDS),
    Door("GET", f"{MONTHS}/{{month}}/costs", _LOOK, _costs,
         "The cost report, of one municipality or all", "read", gives=Costs, asks=CostsAsked,
         ids=_IDS),
    Door("GET", "/api/v1/explain", _LOOK, _explain, "Explain a cent", "read",
         gives=Explained, asks=FigureAsked, also=(404,)),
)  # fmt: skip
