"""A month closed: what still stands against it, the close itself, its seal, and amendments."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import StringConstraints

from api.jobs.month_work import CLOSE_MONTH, CloseMonthAsked
from api.journeys.handed_in import SIGNED, lay_out
from api.journeys.month_amend import AmendAsked, amend_month
from api.journeys.month_close import close_month
from api.pages.months.decide import person_of
from api.pages.months.long_work import ask_and_follow, is_long
from api.pages.months.look import HERE, IDS, month_address, seen_month, show_month, told
from api.pages.months.money import MINUS
from api.pages.page import Page, Visit
from api.routes.doors import MEGABYTE, Reply
from api.routes.models import Loose, Text
from api.routes.uploads import FORM, refuse_strange
from api.security.rights import Right
from api.store.unit import Unit
from domain.clock import ZONE
from domain.finding import Finding

MOST = 20 * MEGABYTE
EARLY = "close.early"
EUROS = rf"^ *[+\-{MINUS}]?\d{{1,9}}([.,]\d{{1,2}})? *$"


class CloseForm(Loose):
    """Whether to close although the last day is yet to come."""

    early: bool = False


class AmendForm(Loose):
    """Which line claims how much more or less, and why."""

    line: Text = ""
    euros: Annotated[str, StringConstraints(pattern=EUROS)] = "0"
    reason: Text = ""


def _ask(unit: Unit, visit: Visit) -> Reply:
    return close_page(unit, visit)


def close_page(
    unit: Unit,
    visit: Visit,
    status: int = 200,
    found: Sequence[Finding] = (),
    form: Any = None,
) -> Reply:
    """What stands against closing the month of a visit, and what was found wrong with a form."""
    seen = seen_month(unit, visit)
    against = told(visit, seen.against)
    return show_month(
        visit,
        "close",
        seen,
        status,
        against=against,
        blocked=any(one["rule"] != EARLY for one in against),
        early=any(one["rule"] == EARLY for one in against),
        amendments=tuple(one for one in seen.links if one.kind == "amendment"),
        found=told(visit, list(found)),
        form=form,
    )


def _close(unit: Unit, visit: Visit) -> Reply:
    month, today = visit.path["month"], visit.at.astimezone(ZONE).date()
    if is_long(unit, month):
        asked = CloseMonthAsked(month, today, visit.body.early, person_of(visit))
        return ask_and_follow(unit, visit, CLOSE_MONTH, asked)
    closed, findings = close_month(unit, month, today, person_of(visit), early=visit.body.early)
    if closed is None:
        return close_page(unit, visit, 422, findings)
    unit.note("close", month.isoformat(), entries=closed.entries)
    return visit.go(month_address(month, "/papers"), closed_words(visit))


def closed_words(visit: Visit) -> str:
    """What is said of a month that was closed."""
    return visit._("The month is closed and sealed.")


def _amend(unit: Unit, visit: Visit) -> Reply:
    form: AmendForm = visit.body
    month = visit.path["month"]
    signed = tuple(one for one in visit.fields.files if one.field == "signed")
    if len(signed) != 1 or not form.reason.strip():
        rule = "page.no_reason" if signed else "page.no_files"
        return close_page(unit, visit, 422, [Finding(rule, "")], form)
    refuse_strange(signed, SIGNED)
    with lay_out(signed) as files:
        asked = AmendAsked(
            month=month,
            line=form.line,
            cents=cents_of(form.euros),
            reason=form.reason,
            by=person_of(visit),
            on=visit.at.astimezone(ZONE).date(),
            signed=files["signed"][0],
        )
        done, findings = amend_month(unit, asked)
    if done is None:
        return close_page(unit, visit, 422, findings, form)
    unit.note("amend", month.isoformat())
    return visit.go(month_address(month, "/close"), visit._("The amendment is chained and booked."))


def cents_of(euros: str) -> int:
    """Euros as somebody types them, in whole cents."""
    plain = euros.strip().replace(MINUS, "-").replace(",", ".")
    sign = -1 if plain.startswith("-") else 1
    whole, _, rest = plain.lstrip("+-").partition(".")
    return sign * (int(whole) * 100 + int(rest.ljust(2, "0") or 0))


PAGES: tuple[Page, ...] = (
    Page("GET", f"{HERE}/{{month}}/close", Right.MONTH_LOOK, _ask, "What stands against closing",
         "read", ids=IDS),
    Page("POST", f"{HERE}/{{month}}/close", Right.MONTH_CHANGE, _close, "Close a month", "write",
         takes=CloseForm, ids=IDS, keyed=True),
    Page("POST", f"{HERE}/{{month}}/amend", Right.MONTH_CHANGE, _amend, "Amend a closed month",
         "write", takes=AmendForm, uploads=FORM, ids=IDS, most=MOST, keyed=True),
)  # fmt: skip
