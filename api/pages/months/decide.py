"""Decisions about findings: those that are ticked, or all of one kind that still wait."""

from typing import Annotated

from pydantic import StringConstraints

from api.journeys.month_results import Decided, decide_results
from api.pages.frame import own_address
from api.pages.months.look import HERE, IDS, month_address, month_page, seen_month, told
from api.pages.page import Page, Visit
from api.routes.doors import Reply
from api.routes.models import Loose, Text
from api.security.rights import Right
from api.store.unit import Unit
from billing.decisions import Verdict
from domain.clock import ZONE
from domain.finding import Finding

Pick = Annotated[str, StringConstraints(max_length=1000, pattern=r"^-?\d{1,15} .+$")]


class DecideForm(Loose):
    """What is decided of which findings, and why."""

    pick: tuple[Pick, ...] = ()
    """Cents that were shown, a blank, and the key of the finding."""
    verdict: Verdict = Verdict.DISPUTED
    reason: Text = ""
    every: Text = ""
    """A kind, of which all that wait are decided."""
    back: Text = ""


def person_of(visit: Visit) -> str:
    """Who decides or closes, by the name that people know."""
    return visit.known.name if visit.known else visit.who.name


def _decide(unit: Unit, visit: Visit) -> Reply:
    form: DecideForm = visit.body
    month = visit.path["month"]
    decided = list(_decided(form))
    findings = []
    if not decided:
        findings.append(Finding("page.nothing_ticked", ""))
    if not form.reason.strip():
        findings.append(Finding("page.no_reason", ""))
    if not findings:
        today = visit.at.astimezone(ZONE).date()
        _, findings = decide_results(unit, month, decided, person_of(visit), today)
    if findings:
        return month_page(
            visit, seen_month(unit, visit), 422, found=told(visit, findings), form=form
        )
    unit.note("decide", f"month/{month.isoformat()}", count=len(decided))
    many = len(decided)
    words = visit.ngettext("%(num)d decision is kept.", "%(num)d decisions are kept.", many)
    said = visit._("All of the kind are decided.") if form.every else words
    return visit.go(f"{own_address(form.back or month_address(month))}#findings", said)


def _decided(form: DecideForm) -> list[Decided]:
    if form.every:
        return [Decided(form.verdict, form.reason, kind=form.every)]
    picked = (one.partition(" ") for one in form.pick)
    return [Decided(form.verdict, form.reason, key, int(cents)) for cents, _, key in picked]


PAGES: tuple[Page, ...] = (
    Page("POST", f"{HERE}/{{month}}/decide", Right.MONTH_CHANGE, _decide, "Decide about findings",
         "write", takes=DecideForm, ids=IDS),
)  # fmt: skip
