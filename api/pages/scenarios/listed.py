"""All scenarios of a provider, and the ready questions from which others are copied."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import StringConstraints

from api.jobs.ask_to_play import ask_to_play
from api.jobs.play_scenario import ScenariosAsked
from api.journeys.look_at_access import names_of_accounts
from api.journeys.look_at_scenarios import READY, ready_questions
from api.journeys.scenario_keep import keep_scenario
from api.journeys.scenario_name import name_for
from api.pages.page import Page, Visit
from api.pages.scenarios.edit import HERE
from api.pages.scenarios.one import address_of
from api.routes.doors import Reply
from api.routes.models import Loose
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.jobs import ENDED, STOPPED, State
from api.store.scenarios import ListedScenario, list_scenarios, survey_scenarios
from api.store.unit import Unit
from domain.words import Language
from scenarios.words import write_number, write_value


class ReadyForm(Loose):
    """Which ready question is played as it stands."""

    question: Annotated[str, StringConstraints(max_length=60)]


def _list(unit: Unit, visit: Visit) -> Reply:
    language = visit.language
    mine = sorted(survey_scenarios(unit), key=lambda one: one.kept.changed, reverse=True)
    return visit.show(
        "scenarios/list.html.j2",
        mine=[_row(one, language) for one in mine],
        live=next((one.kept.job for one in mine if _state(one) == "live"), ""),
        names=names_of_accounts(unit) if mine else {},
        ready=ready_questions(language),
        mark=READY,
        may=visit.who.may(Right.SCENARIO_CHANGE),
    )


def _row(one: ListedScenario, language: Language) -> dict[str, Any]:
    return {
        "id": one.kept.id,
        "title": str(one.kept.told.get("title") or one.kept.id),
        "question": str(one.kept.told.get("question", "")),
        "changes": len(one.kept.told.get("changes", ())),
        "by": one.kept.by,
        "changed": one.kept.changed,
        "state": _state(one),
        "job": one.kept.job,
        **_headline(one.headline, language),
    }


def _state(one: ListedScenario) -> str:
    """asked, live, failed or answered."""
    if one.state is not None and one.state not in ENDED:
        return "live"
    if one.state is State.FAILED and one.reason != STOPPED:
        return "failed"
    return "answered" if one.headline else "asked"


def _headline(told: Mapping[str, Any] | None, language: Language) -> dict[str, Any]:
    share = (told or {}).get("share") or {}
    if not told or share.get("mean") is None:
        return {"share": "", "half": "", "kept_promise": False, "played": None}
    return {
        "share": write_value(language, "share_in_time", share["mean"]),
        "half": f"± {write_number(language, share['half_width'] or 0)}",
        "kept_promise": share["mean"] >= told["target"],
        "played": datetime.fromisoformat(told["played"]),
    }


def _play_ready(unit: Unit, visit: Visit) -> Reply:
    """Keep a ready question with all its variants as one's own, and have them played together."""
    wanted = visit.body.question
    ready = next((o for o in ready_questions(visit.language) if o.question.name == wanted), None)
    if ready is None:
        raise Refused(404)
    taken, ids = {one.id for one in list_scenarios(unit)}, []
    for one in ready.scenarios:
        name = name_for(one.name, taken)
        told = one.model_dump(mode="json", exclude_defaults=True)
        kept, found = keep_scenario(unit, name, told, 0)
        if kept is None:
            raise Refused(422, "faults", found)
        taken.add(name)
        ids.append(name)
    ask_to_play(unit, ScenariosAsked(tuple(ids), language=visit.language))
    return visit.go(address_of(tuple(ids)), visit._("The question and its variants are yours now."))


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.SCENARIO_LOOK, _list, "Scenarios and ready questions", "read"),
    Page("POST", f"{HERE}/ready", Right.SCENARIO_CHANGE, _play_ready, "Play a ready question",
         "write", takes=ReadyForm, keyed=True),
)  # fmt: skip
