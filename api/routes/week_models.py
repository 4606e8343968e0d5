"""What is asked for and told of a week."""

from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.journeys.plan_week import Engine
from api.journeys.week_edit import Assign, HoldFast, LeaveOut, LetGo, Move
from api.routes.models import (
    LARGEST,
    LONGEST_TEXT,
    MOST_ENTRIES,
    TEXT_PATTERN,
    Loose,
    Strict,
    Text,
    model_of,
)
from api.routes.problems import FindingTold

FIRST_WEEK, LAST_WEEK = date(2000, 1, 3), date(2100, 12, 27)
MOST_EDITS = 500
MOST_SECONDS = 3600
Words = Annotated[
    tuple[Annotated[str, Field(max_length=LONGEST_TEXT, pattern=TEXT_PATTERN)], ...],
    Field(max_length=MOST_ENTRIES),
]


def _is_monday(day: date) -> date:
    if day.weekday():
        message = "no Monday"
        raise ValueError(message)
    return day


Monday = Annotated[date, Field(ge=FIRST_WEEK, le=LAST_WEEK), AfterValidator(_is_monday)]
Number = Annotated[int, Field(ge=1, le=1_000_000)]
Revision = Annotated[int, Field(ge=0, le=LARGEST)]


class DraftTold(BaseModel):
    """How far the draft of a week is."""

    revision: int
    changed: datetime | None
    by: str
    meetings: int


class WeekTold(BaseModel):
    """A week in short."""

    monday: date
    published: int
    """Number of the roster that holds; 0: none was published."""
    needs: int
    """Meetings that are asked for."""
    draft: DraftTold | None


class RosterTold(BaseModel):
    """A roster as every output shows it; see the reference of ``roster.json``."""

    model_config = ConfigDict(extra="allow")

    week: str
    status: str
    served: int
    wanted: int
    cost: int
    bound: int
    meetings: list[dict[str, Any]]
    left_out: list[dict[str, Any]]
    findings: list[FindingTold]
    """Musts that it breaks as the records stand today."""


class Preview(BaseModel):
    """What would change if the draft were published."""

    model_config = ConfigDict(extra="allow")


EditAsked: Any = Annotated[
    reduce(or_, (model_of(one) for one in (Move, Assign, HoldFast, LetGo, LeaveOut))),
    Field(discriminator="do"),
]


class EditsAsked(Strict):
    """Changes by hand, all of them or none."""

    edits: Annotated[tuple[EditAsked, ...], Field(min_length=1, max_length=MOST_EDITS)]


class PublishAsked(Strict):
    """The number of the roster that holds now; 0: none was published."""

    after: Annotated[int, Field(ge=0, le=1_000_000)]


class Published(BaseModel):
    """A roster as it was published."""

    monday: date
    number: int
    published: datetime
    by: str
    cost: int
    bound: int
    left_out: int


class SolveBody(Strict):
    """How long to search for a roster, and from where."""

    seconds: Annotated[int, Field(ge=1, le=MOST_SECONDS)] = 60
    seed: Annotated[int, Field(ge=0, le=LARGEST)] = 1
    engine: Engine = "auto"
    revision: Revision | None = None
    """Of the draft that may be replaced; none: whichever there is then."""
    afresh: bool = False
    """Whether not to start from the draft."""


class ReplanBody(Strict):
    """What happened since the week was published, in words as on the command line."""

    absent: Words = ()
    back: Words = ()
    cancelled: Words = ()
    overrun: Words = ()
    now: Text | None = None
    seconds: Annotated[int, Field(ge=1, le=MOST_SECONDS)] = 5
    seed: Annotated[int, Field(ge=0, le=LARGEST)] = 1
    revision: Revision | None = None


class NeedAsked(Loose):
    """A need to say everything about, and whether to look for what would help."""

    need: Text | None = None
    helps: bool = False
