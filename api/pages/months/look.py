"""Months looked at: the list of all, and the page of one."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import BeforeValidator

from api.journeys.look_at_line import trace_of
from api.journeys.look_at_month import MonthSeen, look_at_month, look_at_months
from api.journeys.month_rows import TOGETHER
from api.journeys.month_told import in_words
from api.pages.kept import Kept
from api.pages.listing import Address, turn, turning
from api.pages.months.asked import NONE, TABS, Chosen, MonthAsked
from api.pages.months.kind_names import KIND_NAMES, VERDICT_NAMES
from api.pages.months.money import write_cents, write_difference, write_signed_euros
from api.pages.months.view import (
    SUMS,
    caps_shown,
    find_result,
    found_of,
    funders_of,
    groups_of,
    programme_name,
    total_of,
)
from api.pages.page import Page, Visit
from api.routes.doors import Reply
from api.routes.month_models import Month
from api.routes.problems import Refused, told_finding
from api.security.rights import Right
from api.store.unit import Unit
from domain.finding import Finding
from domain.funders import funder_name
from domain.programme import programmes
from domain.words import Language

HERE = "/months"
KEPT = Kept()
FIRST_CAPS = 4


def _whole(told: Any) -> Any:
    """A month as addresses name it, 2026-10, as its first day."""
    return f"{told}-01" if isinstance(told, str) else told


InAddress = Annotated[Month, BeforeValidator(_whole)]
IDS = {"month": InAddress}


@dataclass(frozen=True, slots=True)
class Link:
    """One choice of a facet."""

    words: str
    address: str
    on: bool
    many: int
    value: str
    code: str = ""


def month_address(month: date, more: str = "", **asked: str) -> str:
    """Where a month is found."""
    path = f"{HERE}/{month:%Y-%m}{more}"
    return f"{path}?{urlencode(asked)}" if asked else path


def seen_month(unit: Unit, visit: Visit) -> MonthSeen:
    """The month of a visit; Refused where there is none."""
    seen, findings = look_at_month(unit, visit.path["month"], KEPT)
    if findings:
        raise Refused(422, "faults", in_words(findings))
    if seen is None:
        raise Refused(404)
    return seen


def show_month(
    visit: Visit, template: str, seen: MonthSeen, status: int = 200, **facts: Any
) -> Reply:
    """A page of a month, with what all of them show."""
    return visit.show(
        f"months/{template}.html.j2",
        status,
        seen=seen,
        at=partial(month_address, seen.month),
        may=visit.who.may(Right.MONTH_CHANGE),
        **money_of(visit.language),
        **facts,
    )


def money_of(language: Language) -> dict[str, Any]:
    """How pages of months write sums."""
    return {
        "cents": partial(write_cents, language),
        "difference": partial(write_difference, language),
        "signed_euros": partial(write_signed_euros, language),
    }


def told(visit: Visit, findings: list[Finding] | tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Findings in words."""
    return [told_finding(visit.language, one) for one in in_words(findings)]


def _list(unit: Unit, visit: Visit) -> Reply:
    seen, findings = look_at_months(unit, KEPT)
    if seen is None:
        raise Refused(422, "faults", in_words(findings))
    return visit.show(
        "months/list.html.j2",
        months=seen.months,
        next=seen.next,
        at=month_address,
        may=visit.who.may(Right.MONTH_CHANGE),
        **money_of(visit.language),
    )


def _month(unit: Unit, visit: Visit) -> Reply:
    return month_page(visit, seen_month(unit, visit))


def month_page(visit: Visit, seen: MonthSeen, status: int = 200, **facts: Any) -> Reply:
    """The page of a month; ``facts``: a form as it was sent, and what is wrong with it."""
    asked = visit.query if isinstance(visit.query, MonthAsked) else MonthAsked()
    address = asked.address(month_address(seen.month))
    chosen = Chosen(seen, asked)
    language = visit.language
    opened = find_result(chosen, asked.finding, language) if asked.finding else None
    kept = ("month", visit.who.tenant, seen.month.isoformat(), language)
    total, groups, funders = KEPT(
        kept,
        seen.mark,
        visit.at,
        lambda: (total_of(seen), groups_of(seen, language), funders_of(seen)),
    )
    lists = {tab: chosen.results(tab) for tab in TABS}
    mine = lists[chosen.tab]
    return show_month(
        visit,
        "month",
        seen,
        status,
        asked=asked,
        here=chosen.tab,
        address=address,
        total=total,
        groups=groups,
        sums=SUMS,
        tabs={tab: len(found) for tab, found in lists.items()},
        listed=found_of(chosen, turn(mine.tolist(), asked.page), language),
        pages=turning(address, len(mine), asked.page),
        opened=opened,
        trace=trace_of(seen, str(opened.result.finding.facts["line"])) if opened else None,
        facets=facets_of(visit, chosen, address, ("kind", "programme"), results=True),
        kinds=KIND_NAMES,
        verdicts=VERDICT_NAMES,
        caps=caps_shown(seen, seen.base.caps[:FIRST_CAPS], language),
        funders=funders,
        against=told(visit, seen.against),
        **{"found": (), "form": None, **facts},
    )


def facets_of(
    visit: Visit,
    chosen: Chosen,
    address: Address,
    names: tuple[str, ...],
    *,
    results: bool = False,
) -> dict[str, list[Link]]:
    """The choices of each facet with their counts (of rows, or of results), those in use marked."""
    return {name: _links(visit, chosen, address, name, results=results) for name in names}


def _links(
    visit: Visit, chosen: Chosen, address: Address, name: str, *, results: bool
) -> list[Link]:
    asked = getattr(chosen.asked, name)
    if name == "kind":
        counted = chosen.kind_counts(results=results)
        words = {one: visit._(KIND_NAMES[one]) for one, _ in counted}
    else:
        counted = chosen.counts(name, results=results)
        words = {one: _facet_name(visit, name, one) for one, _ in counted}
    links = []
    for one, many in counted:
        value = one or NONE
        on = asked == value
        there = address.but(**{name: None if on else value, "finding": None})
        code = programmes()[one].code if name == "programme" and one else ""
        links.append(Link(words[one], there, on, many, value, code))
    return links


def _facet_name(visit: Visit, facet: str, one: str) -> str:
    if not one:
        return visit._("not known")
    if facet == "programme":
        return programme_name(one, visit.language)
    return payers_name(one, visit.language) if facet == "payer" else one


def payers_name(payers: str, language: Language) -> str:
    """What those are called who pay for a row; what stands in brackets at the end is left out."""
    names = [funder_name(one, language) for one in payers.split(TOGETHER)]
    return TOGETHER.join(one.partition(" (")[0] if one.endswith(")") else one for one in names)


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.MONTH_LOOK, _list, "All months", "read"),
    Page("GET", f"{HERE}/{{month}}", Right.MONTH_LOOK, _month, "A month", "read",
         ids=IDS, asks=MonthAsked),
)  # fmt: skip
