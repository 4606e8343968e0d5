"""One scenario: have it played, see how far it is, call it off, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.exports.phrases import PHRASES, phrase
from api.jobs.ask_to_play import ask_to_play
from api.jobs.kind import read_findings
from api.jobs.play_scenario import ScenariosAsked
from api.journeys.look_at_scenarios import ScenarioSeen, look_at_scenario
from api.journeys.scenario_name import size_of
from api.pages.page import Page, Visit
from api.pages.scenarios.edit import HERE, IDS
from api.pages.scenarios.filled import MOST_REPLICATIONS
from api.pages.scenarios.view import (
    counties_of,
    figures_of,
    headlines_of,
    helps_of,
    places_shown,
)
from api.pages.sent import Sent, wrong_in
from api.pages.sign_in import said
from api.routes.doors import Reply
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.jobs import STOPPED, ask_to_stop
from api.store.scenarios import drop_scenario, list_scenarios
from api.store.unit import Unit
from domain.words import Language
from scenarios.reading import scenario_from
from scenarios.report import Report
from scenarios.report_words import write_operation


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison in which a scenario took part: where it is, with whom, and when."""

    address: str
    others: str
    played: datetime


def seen_scenario(unit: Unit, visit: Visit) -> ScenarioSeen:
    """The scenario of an address; Refused (404) where there is none."""
    seen = look_at_scenario(unit, visit.path["id"], visit.language)
    if seen is None:
        raise Refused(404)
    return seen


def _look(unit: Unit, visit: Visit) -> Reply:
    return _page(unit, visit, seen_scenario(unit, visit))


def _page(unit: Unit, visit: Visit, seen: ScenarioSeen, status: int = 200, **facts: Any) -> Reply:
    scenario, _ = scenario_from(seen.kept.told)
    language, report = visit.language, seen.report
    told: dict[str, Any] = {"wrong": wrong_in(language, ()), "sent": Sent(), **facts}
    changes = scenario.changes if scenario else ()
    return visit.show(
        "scenarios/one.html.j2",
        status,
        seen=seen,
        scenario=scenario,
        size=size_of(scenario) if scenario else None,
        changes=[write_operation(language, one) for one in changes],
        **_why(visit, seen),
        may=visit.who.may(Right.SCENARIO_CHANGE),
        compared=_compared(unit, seen),
        **result_of(report, seen.result, f"{HERE}/{seen.kept.id}/files", language),
        headlines=headlines_of(report, seen.kept.id) if report else (),
        **told,
    )


def _why(visit: Visit, seen: ScenarioSeen) -> dict[str, Any]:
    """Why the newest attempt came to nothing: what is wrong, or what became of the work."""
    found = said(visit, read_findings(seen.answer))
    reason = seen.job.reason if seen.job and seen.failed and not found else ""
    known = reason in PHRASES and reason != STOPPED
    return {"found": found, "why": phrase(visit.language, reason) if known else ""}


def _compared(unit: Unit, seen: ScenarioSeen) -> list[Compared]:
    """What it was played together with, the newest first."""
    kept = list_scenarios(unit) if seen.comparisons else ()
    titles = {one.id: str(one.told.get("title") or one.id) for one in kept}
    return [
        Compared(
            address_of(one.members),
            ", ".join(titles.get(each, each) for each in one.members if each != seen.kept.id),
            one.played,
        )
        for one in seen.comparisons
    ]


def address_of(ids: tuple[str, ...]) -> str:
    """Where some scenarios stand side by side."""
    return f"{HERE}/compare?" + "&".join(f"of={one}" for one in ids)


def result_of(
    report: Report | None, result: Mapping[str, Any], files: str, language: Language
) -> dict[str, Any]:
    """What a page shows of a result; empty parts where there is none. ``files``: where they are."""
    played = result.get("played")
    return {
        "report": report,
        "figures": figures_of(report) if report else (),
        "places": places_shown(result, language) if report else [],
        "tiles": counties_of(result) if report else (),
        "helps": helps_of(result, language) if report else None,
        "played": datetime.fromisoformat(played) if played else None,
        "target": (result.get("headline") or {}).get("target", 0),
        "files": files,
    }


def _play(unit: Unit, visit: Visit) -> Reply:
    seen = seen_scenario(unit, visit)
    sent = Sent(visit.fields)
    many = sent.number("replications", 2, MOST_REPLICATIONS) if sent("replications") else None
    if sent.faults:
        return _page(unit, visit, seen, 422, sent=sent, wrong=wrong_in(visit.language, sent.faults))
    helps = sent("helps") == "yes"
    ids = (seen.kept.id,)
    ask_to_play(unit, ScenariosAsked(ids, many, language=visit.language, helps=helps))
    return visit.go(f"{HERE}/{seen.kept.id}")


def _stop(unit: Unit, visit: Visit) -> Reply:
    seen = seen_scenario(unit, visit)
    if seen.job is not None and seen.live:
        ask_to_stop(unit, seen.job.id)
    return visit.go(f"{HERE}/{seen.kept.id}")


def _drop(unit: Unit, visit: Visit) -> Reply:
    sent = Sent(visit.fields)
    expected = sent.number("revision", 0, 10**9)
    if sent.faults or not drop_scenario(unit, visit.path["id"], expected):
        raise Refused(404)
    return visit.go(HERE, visit._("The scenario is taken away."))


_LOOK, _CHANGE = Right.SCENARIO_LOOK, Right.SCENARIO_CHANGE
PAGES: tuple[Page, ...] = (
    Page("GET", f"{HERE}/{{id}}", _LOOK, _look, "A scenario and what came of it", "read", ids=IDS),
    Page("POST", f"{HERE}/{{id}}/play", _CHANGE, _play, "Have a scenario played", "write",
         ids=IDS, keyed=True),
    Page("POST", f"{HERE}/{{id}}/stop", _CHANGE, _stop, "Call the playing off", "write", ids=IDS),
    Page("POST", f"{HERE}/{{id}}/drop", _CHANGE, _drop, "Take a scenario away", "write", ids=IDS),
)  # fmt: skip
