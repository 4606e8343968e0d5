"""Copy a scenario or change one's own: a few fields, everything wrong told at once, none lost."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from api.journeys.look_at_scenarios import look_for_pattern
from api.journeys.scenario_keep import keep_scenario
from api.journeys.scenario_name import name_for, size_of
from api.pages.page import Page, Visit
from api.pages.scenarios.filled import Filled, fill, rows_of
from api.pages.scenarios.form import Slots, counted, number_of, plain_values
from api.pages.sent import Sent, wrong_in
from api.routes.doors import Reply
from api.routes.models import Loose
from api.routes.problems import Refused
from api.routes.scenarios import ScenarioId
from api.security.rights import Right
from api.store.repository import ChangedMeanwhileError
from api.store.scenarios import find_scenarios, list_scenarios
from api.store.unit import Unit
from domain.funders import funder_name
from domain.languages import languages
from domain.people import Role
from domain.words import Language
from scenarios.examine import payers
from scenarios.names import counties
from scenarios.reading import scenario_from
from scenarios.report_words import write_operation
from scenarios.scenario import Scenario
from scenarios.words import name_of

HERE = "/scenarios"
IDS = {"id": ScenarioId}
RESERVED = frozenset({"new", "compare"})
Pattern = Annotated[str, StringConstraints(pattern=r"^(q\.)?[A-Za-z0-9-]{1,120}$")]
FIRST = "q.five-days"


class NewAsked(Loose):
    """What is copied, and which of the proposals that would help it is added."""

    pattern: Annotated[Pattern, Field(alias="from")] = FIRST
    helps: Annotated[str, StringConstraints(max_length=2)] = ""


def _ask_new(unit: Unit, visit: Visit) -> Reply:
    base = _pattern(unit, visit, visit.query.pattern, visit.query.helps)
    return _form(visit, base, Sent(plain=plain_values(base)), pattern=visit.query.pattern)


def _new(unit: Unit, visit: Visit) -> Reply:
    told = Sent(visit.fields)
    pattern = told("from") or FIRST
    base = _pattern(unit, visit, pattern, told("helps"))
    sent = Sent(visit.fields)
    filled = fill(base, sent)
    if filled.scenario is None or sent("act"):
        return _form(visit, base, sent, filled, pattern=pattern)
    taken = {one.id for one in list_scenarios(unit)} | RESERVED
    one = name_for(filled.scenario.title, taken)
    return _keep(unit, visit, base, sent, filled, one, 0, pattern)


def _ask_edit(unit: Unit, visit: Visit) -> Reply:
    base, revision = _own(unit, visit)
    return _form(
        visit, base, Sent(plain=plain_values(base)), one=visit.path["id"], revision=revision
    )


def _edit(unit: Unit, visit: Visit) -> Reply:
    base, _ = _own(unit, visit)
    sent, one = Sent(visit.fields), visit.path["id"]
    expected = sent.number("revision", 0, 10**9)
    filled = fill(base, sent)
    if filled.scenario is None or sent("act"):
        return _form(visit, base, sent, filled, one=one, revision=expected)
    return _keep(unit, visit, base, sent, filled, one, expected)


def _keep(
    unit: Unit,
    visit: Visit,
    base: Scenario,
    sent: Sent,
    filled: Filled,
    one: str,
    expected: int,
    pattern: str = "",
) -> Reply:
    try:
        kept, found = keep_scenario(unit, one, filled.told, expected)
    except ChangedMeanwhileError:
        now = find_scenarios(unit, [one]).get(one)
        revision = now.revision if now else 0
        return _form(visit, base, sent, filled, one=one, revision=revision, clash=True, status=409)
    if kept is None:
        told = Filled(filled.told, None, found)
        return _form(visit, base, sent, told, one="" if pattern else one, pattern=pattern)
    words = visit._("The scenario is kept. Play it to see what comes of it.")
    return visit.go(f"{HERE}/{one}", words)


def _pattern(unit: Unit, visit: Visit, name: str, helps: str) -> Scenario:
    """What is copied; Refused (404) where there is nothing of that name."""
    told = look_for_pattern(unit, name, visit.language)
    if told is None:
        raise Refused(404)
    more = _proposal(unit, visit, name, helps) if helps else []
    scenario, _ = scenario_from({**told, "changes": [*told.get("changes", []), *more]})
    if scenario is None:
        raise Refused(404)
    return scenario


def _proposal(unit: Unit, visit: Visit, name: str, helps: str) -> list[Any]:
    kept = find_scenarios(unit, [name]).get(name)
    told = ((kept and kept.result) or {}).get("helps") or {}
    proposals = told.get(visit.language, {}).get("proposals", [])
    place = int(helps) if helps.isascii() and helps.isdecimal() else -1
    return [proposals[place]["operation"]] if 0 <= place < len(proposals) else []


def _own(unit: Unit, visit: Visit) -> tuple[Scenario, int]:
    kept = find_scenarios(unit, [visit.path["id"]]).get(visit.path["id"])
    scenario = scenario_from(kept.told)[0] if kept else None
    if kept is None or scenario is None:
        raise Refused(404)
    return scenario, kept.revision


def _form(
    visit: Visit,
    base: Scenario,
    sent: Sent,
    filled: Filled | None = None,
    *,
    status: int = 200,
    **place: Any,
) -> Reply:
    """The form as it was sent, with everything that is wrong with it."""
    slots, language = Slots(base), visit.language
    checks = sent("act").startswith("row")
    found = [] if filled is None or checks else filled.found
    told = {"one": "", "pattern": "", "revision": 0, "clash": False, **place}
    played = filled.scenario if filled else base
    return visit.show(
        "scenarios/edit.html.j2",
        422 if found else status,
        sent=sent,
        wrong=wrong_in(language, found),
        base=base,
        demands=[
            (component, name_of(language, "component", component), counted(one), number_of(one))
            for component, one in slots.demands.items()
        ],
        rows={kind: rows_of(sent, base, kind) for kind in ("more", "hire")},
        budgets=[(funder, one) for funder, one in slots.budgets.items()],
        funders=[
            (one, funder_name(one, visit.language))
            for one in payers(base)
            if one not in slots.budgets
        ],
        kept=[(place, write_operation(language, one)) for place, one in slots.kept()],
        counties=[(one, one) for one in counties()],
        roles=_named(language, "role", (one.value for one in Role)),
        languages=_named(language, "language", languages()),
        size=size_of(played) if played else None,
        before=size_of(base.model_copy(update={"changes": ()})),
        helps=visit.fields.one("helps") or getattr(visit.query, "helps", ""),
        checked=sent("act") == "check" and not found,
        **told,
    )


def _named(language: Language, family: str, codes: Any) -> list[tuple[str, str]]:
    named = [(code, name_of(language, family, code)) for code in codes]
    return sorted(named, key=lambda one: one[1].casefold())


_CHANGE = Right.SCENARIO_CHANGE
PAGES: tuple[Page, ...] = (
    Page("GET", f"{HERE}/new", _CHANGE, _ask_new, "A scenario to be copied", "read",
         asks=NewAsked),
    Page("POST", f"{HERE}/new", _CHANGE, _new, "Keep a new scenario", "write", keyed=True),
    Page("GET", f"{HERE}/{{id}}/edit", _CHANGE, _ask_edit, "A scenario to be changed", "read",
         ids=IDS),
    Page("POST", f"{HERE}/{{id}}/edit", _CHANGE, _edit, "Change a scenario", "write", ids=IDS),
)  # fmt: skip
