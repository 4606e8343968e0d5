"""Minutes of interpreting that a provider has at hand in a week, by language."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from api.journeys.set_interpreting import MOST, read_interpreting, set_interpreting
from api.routes.doors import Ask, Door, Reply, answer
from api.routes.models import Strict
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.unit import Unit

HERE = "/api/v1/settings/interpreting"
MOST_LANGUAGES = 200
Code = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Minutes = Annotated[int, Field(ge=0, le=MOST)]


class InterpretingAsked(Strict):
    """Minutes a week by language; those without any are left away."""

    minutes: Annotated[dict[Code, Minutes], Field(max_length=MOST_LANGUAGES)]


class InterpretingTold(BaseModel):
    """Minutes a week by language, and how often they were set."""

    minutes: dict[str, int]
    revision: int


def _look(unit: Unit, _ask: Ask) -> Reply:
    minutes, revision = read_interpreting(unit)
    return answer(InterpretingTold(minutes=minutes, revision=revision), ETag=f'"{revision}"')


def _keep(unit: Unit, ask: Ask) -> Reply:
    found = set_interpreting(unit, ask.body.minutes, ask.expected())
    if found:
        raise Refused(422, "faults", found)
    return _look(unit, ask)


DOORS: tuple[Door, ...] = (
    Door("GET", HERE, Right.SETTINGS_LOOK, _look, "Minutes of interpreting at hand", "read",
         gives=InterpretingTold),
    Door("PUT", HERE, Right.SETTINGS_CHANGE, _keep, "Set the minutes of interpreting", "write",
         gives=InterpretingTold, takes=InterpretingAsked, rests=True,
         example={"minutes": {"uk": 600}}),
)  # fmt: skip
