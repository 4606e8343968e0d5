"""What if, for programs: scenarios kept, played by a job, compared, and what came of them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from api.jobs.ask_to_play import ask_to_play
from api.jobs.play_scenario import SECONDS, ScenariosAsked
from api.journeys.scenario_keep import GONE, keep_scenario
from api.journeys.scenario_told import FOR_PAGES
from api.routes.doors import Ask, Door, Reply, answer
from api.routes.jobs import JobTold, accepted
from api.routes.models import Strict
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.scenarios import KeptScenario, drop_scenario, find_scenarios, list_scenarios
from api.store.unit import Unit
from domain.finding import Finding
from scenarios.library import questions, scenarios_of

HERE = "/api/v1/scenarios"
MOST_COMPARED = 12
OF_EXAMPLE = "five-days"
MOST_REPLICATIONS = 200
ScenarioId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,59}$")]


class ScenarioBody(Strict):
    """A scenario's fields, as a file would have them; its name is that of the address."""

    scenario: dict[str, JsonValue]


class ScenarioTold(BaseModel):
    """A scenario as it is kept."""

    id: str
    revision: int
    changed: datetime
    by: str
    scenario: dict[str, Any]


class ScenarioListed(BaseModel):
    """A scenario in short."""

    id: str
    revision: int
    changed: datetime
    by: str
    title: str
    question: str


class ScenariosListed(BaseModel):
    """Every scenario of a provider, by id."""

    items: list[ScenarioListed]


class RunBody(Strict):
    """How a scenario is to be played."""

    replications: Annotated[int, Field(ge=2, le=MOST_REPLICATIONS)] | None = None
    seconds: Annotated[int, Field(ge=5, le=3600)] = SECONDS


class CompareBody(RunBody):
    """Which scenarios are to be compared, the base first."""

    ids: Annotated[tuple[ScenarioId, ...], Field(min_length=2, max_length=MOST_COMPARED)]


class ScenarioResult(BaseModel):
    """What came of a scenario when it was played last: differences, values, how it was done."""

    model_config = ConfigDict(extra="allow")

    question: str
    replications: int
    narrow: bool
    revisions: dict[str, int]
    """Of the scenarios that were played; an older one than holds now is no answer to it."""
    scenarios: list[dict[str, Any]]
    figures: list[dict[str, Any]]


def _list(unit: Unit, _ask: Ask) -> Reply:
    return answer(ScenariosListed(items=[_listed(one) for one in list_scenarios(unit)]))


def _listed(one: KeptScenario) -> ScenarioListed:
    return ScenarioListed(
        id=one.id,
        revision=one.revision,
        changed=one.changed,
        by=one.by,
        title=str(one.told.get("title", "")),
        question=str(one.told.get("question", "")),
    )


def _told(one: KeptScenario, status: int = 200) -> Reply:
    told = ScenarioTold(
        id=one.id,
        revision=one.revision,
        changed=one.changed,
        by=one.by,
        scenario=dict(one.told),
    )
    return answer(told, status, ETag=f'"{one.revision}"')


def _look(unit: Unit, ask: Ask) -> Reply:
    return _told(_found(unit, ask))


def _keep(unit: Unit, ask: Ask) -> Reply:
    kept, faults = keep_scenario(unit, ask.path["id"], ask.body.scenario, ask.expected())
    if kept is None:
        raise Refused(422, "faults", faults)
    return _told(kept)


def _drop(unit: Unit, ask: Ask) -> Reply:
    if not drop_scenario(unit, ask.path["id"], ask.expected()):
        raise Refused(404)
    return Reply(204)


def _run(unit: Unit, ask: Ask) -> Reply:
    return _play(unit, ask, (_found(unit, ask).id,))


def _compare(unit: Unit, ask: Ask) -> Reply:
    ids = tuple(dict.fromkeys(ask.body.ids))
    held = find_scenarios(unit, ids)
    gone = [Finding(GONE, one) for one in ids if one not in held]
    if gone:
        raise Refused(422, "faults", gone)
    return _play(unit, ask, ids)


def _play(unit: Unit, ask: Ask, ids: tuple[str, ...]) -> Reply:
    asked = ScenariosAsked(ids, ask.body.replications, ask.body.seconds, ask.language)
    return accepted(ask_to_play(unit, asked))


def _result(unit: Unit, ask: Ask) -> Reply:
    one = _found(unit, ask)
    if one.result is None:
        raise Refused(404)
    told = {name: value for name, value in one.result.items() if name not in FOR_PAGES}
    return answer(ScenarioResult.model_validate(told))


def _found(unit: Unit, ask: Ask) -> KeptScenario:
    found = find_scenarios(unit, [ask.path["id"]]).get(ask.path["id"])
    if found is None:
        raise Refused(404)
    return found


def _example() -> dict[str, Any]:
    """A ready question's base, as it would be handed in."""
    base = scenarios_of(questions()[OF_EXAMPLE])[0][0]
    told = base.model_dump(mode="json", exclude_defaults=True, exclude={"name"})
    return {"scenario": told}


_LOOKS, _CHANGES = Right.SCENARIO_LOOK, Right.SCENARIO_CHANGE
_IDS = {"id": ScenarioId}
DOORS: tuple[Door, ...] = (
    Door("GET", HERE, _LOOKS, _list, "Scenarios in short", "read", gives=ScenariosListed),
    Door("POST", f"{HERE}/compare", _CHANGES, _compare, "Have scenarios compared", "write",
         gives=JobTold, status=202, takes=CompareBody),
    Door("GET", f"{HERE}/{{id}}", _LOOKS, _look, "A scenario", "read",
         gives=ScenarioTold, ids=_IDS),
    Door("PUT", f"{HERE}/{{id}}", _CHANGES, _keep, "Keep a scenario", "write",
         gives=ScenarioTold, takes=ScenarioBody, ids=_IDS, rests=True, example=_example()),
    Door("DELETE", f"{HERE}/{{id}}", _CHANGES, _drop, "Take a scenario away", "write",
         status=204, ids=_IDS, rests=True),
    Door("POST", f"{HERE}/{{id}}/run", _CHANGES, _run, "Have a scenario played", "write",
         gives=JobTold, status=202, takes=RunBody, ids=_IDS),
    Door("GET", f"{HERE}/{{id}}/result", _LOOKS, _result, "What came of a scenario", "read",
         gives=ScenarioResult, ids=_IDS),
)  # fmt: skip
