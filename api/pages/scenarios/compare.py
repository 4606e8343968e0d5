"""Scenarios side by side: the differences first, each with its paired interval."""

from typing import Annotated

from pydantic import Field

from api.jobs.ask_to_play import ask_to_play
from api.jobs.play_scenario import ScenariosAsked
from api.journeys.look_at_scenarios import SideBySide, look_at_several
from api.pages.page import Page, Visit
from api.pages.scenarios.edit import HERE
from api.pages.scenarios.one import address_of, result_of
from api.routes.doors import Reply
from api.routes.models import Loose
from api.routes.problems import Refused
from api.routes.scenarios import MOST_COMPARED, ScenarioId
from api.security.rights import Right
from api.store.unit import Unit


class Compared(Loose):
    """Which scenarios, the base first."""

    of: Annotated[tuple[ScenarioId, ...], Field(max_length=MOST_COMPARED)] = ()


def _seen(unit: Unit, visit: Visit, ids: tuple[str, ...]) -> SideBySide:
    seen = look_at_several(unit, ids, visit.language)
    if seen is None:
        raise Refused(404)
    return seen


def _look(unit: Unit, visit: Visit) -> Reply:
    ids = tuple(dict.fromkeys(visit.query.of))
    if len(ids) < 2:  # noqa: PLR2004 - fewer cannot be compared
        return visit.go(HERE, visit._("Tick two scenarios or more to compare them."))
    seen = _seen(unit, visit, ids)
    files = f"{HERE}/compare/{seen.comparison}/files"
    return visit.show(
        "scenarios/compare.html.j2",
        seen=seen,
        all=[seen.first.kept, *seen.others],
        address=address_of(seen.ids),
        may=visit.who.may(Right.SCENARIO_CHANGE),
        elsewhere=address_of(seen.elsewhere.members) if seen.elsewhere else "",
        **result_of(seen.report, seen.result, files, visit.language),
    )


def _play(unit: Unit, visit: Visit) -> Reply:
    seen = _seen(unit, visit, visit.body.of)
    ask_to_play(unit, ScenariosAsked(seen.ids, language=visit.language))
    return visit.go(address_of(seen.ids))


PAGES: tuple[Page, ...] = (
    Page("GET", f"{HERE}/compare", Right.SCENARIO_LOOK, _look, "Scenarios side by side", "read",
         asks=Compared),
    Page("POST", f"{HERE}/compare", Right.SCENARIO_CHANGE, _play, "Play scenarios together",
         "write", takes=Compared, keyed=True),
)  # fmt: skip
