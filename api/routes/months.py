"""Finance's month: hand it in, compare it, decide about what was found, close it.

What is large is put into the queue (202): it is read and priced by a worker, outside of requests.
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from api.imports.misread import is_warning
from api.jobs.kind import JobKind
from api.jobs.kinds import ask_for
from api.jobs.month_work import (
    CLOSE_MONTH,
    DELIVER_MONTH,
    RECONCILE_MONTH,
    CloseMonthAsked,
    DeliverAsked,
    ReconcileAsked,
    hand_on,
)
from api.journeys.handed_in import Part
from api.journeys.month_close import close_month
from api.journeys.month_decide import AtOnce
from api.journeys.month_deliver import deliver_month
from api.journeys.month_json import closed_document, compared_document, delivered_document
from api.journeys.month_reconcile import reconcile_month
from api.journeys.month_results import (
    Decided,
    MonthState,
    ToldResult,
    decide_results,
    state_of_month,
    tell_kept,
)
from api.journeys.month_told import in_words
from api.routes.doors import MEGABYTE, Ask, Door, Reply, answer
from api.routes.jobs import JobTold, accepted
from api.routes.month_files import one_of, optional, refused_month
from api.routes.month_models import (
    CloseAsked,
    Closed,
    Compared,
    DecideAsked,
    DecisionsAsked,
    DecisionTold,
    LaterAsked,
    Month,
    MonthAsked,
    MonthTold,
    Priced,
    ResultsAsked,
    ResultsTold,
    ResultTold,
)
from api.routes.problems import FindingTold, told_finding
from api.routes.uploads import FORM, laid_out, refuse_strange
from api.security.rights import Right
from api.store.sealed_shelf import draft_bytes
from api.store.unit import Unit
from domain.clock import ZONE
from domain.finding import Finding

HERE = "/api/v1/months"
MOST = 400 * MEGABYTE
AT_ONCE = 1_000_000
"""Bytes of files up to which a month is worked on while whoever asks waits: about a second."""
CLOSED_AT_ONCE = 100_000
"""Bytes of a draft, pressed as it lies in the books, up to which it is closed so."""


def _look(unit: Unit, ask: Ask) -> Reply:
    found, findings = state_of_month(unit, ask.path["month"])
    if found is None:
        raise refused_month(findings)
    unit.note("look", f"month/{found.month.isoformat()}")
    return answer(_state(found))


def _deliver(unit: Unit, ask: Ask) -> Reply:
    query, parts = ask.query, ask.body
    _need_month(parts)
    if _is_long(ask, sum(len(part.content) for part in parts)):
        asked = DeliverAsked(hand_on(parts), query.month, ask.language)
        return _later(unit, DELIVER_MONTH, asked)
    with laid_out(parts) as files:
        book, people = one_of(files, "month"), optional(files, "people")
        found, findings = deliver_month(book, unit, query.month, people)
    if found is None:
        raise refused_month(findings)
    unit.note("deliver", found.priced.opened.month.isoformat())
    told = delivered_document(found, ask.language) | {"warnings": _told(ask, findings)}
    return answer(Priced.model_validate(told))


def _reconcile(unit: Unit, ask: Ask) -> Reply:
    query, parts, today = ask.query, ask.body, _today(ask)
    rules: tuple[AtOnce, ...] = ()
    if query.kind and query.verdict:
        rules = (AtOnce(query.kind, query.verdict, query.reason, ask.who.name, today),)
    _need_month(parts)
    if _is_long(ask, sum(len(part.content) for part in parts)):
        asked = ReconcileAsked(hand_on(parts), today, query.month, rules, ask.language)
        return _later(unit, RECONCILE_MONTH, asked)
    with laid_out(parts) as files:
        found, findings = reconcile_month(
            one_of(files, "month"),
            files.get("invoice", []),
            unit,
            query.month,
            optional(files, "decisions"),
            today,
            rules,
            optional(files, "people"),
        )
    if found is None:
        raise refused_month(findings)
    month = found.delivered.priced.opened.month
    unit.note("reconcile", month.isoformat(), undecided=found.undecided)
    told = compared_document(found, ask.language) | {"warnings": _told(ask, findings)}
    return answer(Compared.model_validate(told))


def _close(unit: Unit, ask: Ask) -> Reply:
    month, today = ask.path["month"], _today(ask)
    if _is_long(ask, draft_bytes(unit, month), CLOSED_AT_ONCE):
        return _later(unit, CLOSE_MONTH, CloseMonthAsked(month, today, ask.body.early))
    closed, findings = close_month(unit, month, today, ask.who.name, early=ask.body.early)
    if closed is None:
        raise refused_month(findings)
    unit.note("close", month.isoformat(), entries=closed.entries)
    told = closed_document(closed) | {"warnings": _told(ask, findings)}
    return answer(Closed.model_validate(told))


def _results(unit: Unit, ask: Ask) -> Reply:
    month, query = ask.path["month"], ask.query
    found, findings = tell_kept(unit, month, ask.language)
    if found is None:
        raise refused_month(findings, missing="decide.not_compared")
    unit.note("look", f"results/{month.isoformat()}", count=len(found))
    chosen = (
        one
        for one in found
        if query.kind in (None, one.result.kind) and query.decided in (None, one.held is not None)
    )
    return answer(ResultsTold(month=month, items=[_result(one) for one in chosen]))


def _decide(unit: Unit, ask: Ask) -> Reply:
    month: date = ask.path["month"]
    decided = [Decided(**one.model_dump()) for one in ask.body.decisions]
    found, findings = decide_results(unit, month, decided, ask.who.name, _today(ask))
    if found is None:
        raise refused_month(findings, missing="decide.not_compared")
    unit.note("decide", month.isoformat(), count=len(decided), undecided=found.undecided)
    return answer(_state(found))


def _state(found: MonthState) -> MonthTold:
    return MonthTold.model_validate(asdict(found) | {"invoices": list(found.invoices)})


def _result(told: ToldResult) -> ResultTold:
    one, held = told.result, told.held
    facts = one.finding.facts
    return ResultTold(
        key=one.key,
        kind=one.kind,
        cents=one.cents,
        primary=one.primary,
        sentence=told.sentence,
        line=str(facts.get("line", "")),
        document=str(facts.get("document", "")),
        number=str(facts.get("number", "")),
        decision=DecisionTold(
            verdict=held.verdict, reason=held.reason, person=held.person, on=held.on
        )
        if held
        else None,
    )


def _need_month(parts: tuple[Part, ...]) -> None:
    """Refused where a file is strange, or the month's workbook is not there once."""
    refuse_strange(parts)
    fields = [part.field for part in parts]
    for field in ("month", "people", "decisions"):
        if fields.count(field) > 1 or (field == "month" and field not in fields):
            facts = {"field": field}
            raise refused_month([Finding("request.missing_field", field, facts)])


def _is_long(ask: Ask, size: int, most: int = AT_ONCE) -> bool:
    return ask.query.later or size > most


def _later(unit: Unit, kind: JobKind[Any], asked: Any) -> Reply:
    return accepted(ask_for(unit, kind, asked))


def _today(ask: Ask) -> date:
    return ask.at.astimezone(ZONE).date()


def _told(ask: Ask, findings: Iterable[Finding]) -> list[FindingTold]:
    told = (told_finding(ask.language, one) for one in in_words(findings) if is_warning(one))
    return [FindingTold.model_validate(one) for one in told]


_LOOK_RIGHT, _CHANGE = Right.MONTH_LOOK, Right.MONTH_CHANGE
_IDS = {"month": Month}
_EXAMPLE = {
    "decisions": [
        {"kind": "P03", "verdict": "corrected", "reason": "Our own record was wrong"},
        {"key": "P01:M0042", "cents": -500, "verdict": "disputed", "reason": "Billed twice"},
    ]
}
DOORS: tuple[Door, ...] = (
    Door("POST", f"{HERE}/deliver", _CHANGE, _deliver, "Hand a month in: month, people", "write",
         gives=Priced, accepts=JobTold, uploads=FORM, asks=MonthAsked, most=MOST),
    Door("POST", f"{HERE}/reconcile", _CHANGE, _reconcile,
         "Compare a month: month, invoice (several), decisions, people", "write",
         gives=Compared, accepts=JobTold, uploads=FORM, asks=DecideAsked, most=MOST),
    Door("GET", f"{HERE}/{{month}}", _LOOK_RIGHT, _look, "How far a month is", "read",
         gives=MonthTold, ids=_IDS),
    Door("POST", f"{HERE}/{{month}}/close", _CHANGE, _close, "Close a month for good", "write",
         gives=Closed, accepts=JobTold, takes=CloseAsked, asks=LaterAsked, ids=_IDS),
    Door("GET", f"{HERE}/{{month}}/results", _LOOK_RIGHT, _results,
         "What the last comparison found", "read", gives=ResultsTold, asks=ResultsAsked,
         ids=_IDS),
    Door("POST", f"{HERE}/{{month}}/decisions", _CHANGE, _decide,
         "Decide about results, each by its key, or all of a kind that wait", "write",
         gives=MonthTold, takes=DecisionsAsked, ids=_IDS, also=(404,), example=_EXAMPLE),
)  # fmt: skip
