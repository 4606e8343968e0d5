"""All scenarios of a provider, and the ready questions from which others are copied."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from api.journeys.look_at_access import names_of_accounts
from api.journeys.look_at_scenarios import READY, ready_questions
from api.pages.page import Page, Visit
from api.routes.doors import Reply
from api.security.rights import Right
from api.store.jobs import ENDED, State
from api.store.scenarios import ListedScenario, survey_scenarios
from api.store.unit import Unit
from domain.words import Language
from scenarios.words import write_number, write_value

HERE = "/scenarios"


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
    if one.state is State.FAILED:
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


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.SCENARIO_LOOK, _list, "Scenarios and ready questions", "read"),
)
