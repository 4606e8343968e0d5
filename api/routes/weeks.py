"""The coordinator's week: find a roster, look at it, change it, publish it, re-plan it."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from api.exports.choices import comparison_document
from api.exports.names import NameBook
from api.exports.roster_json import roster_document
from api.exports.roster_rows import view_week
from api.imports.happened import Happened
from api.jobs.kinds import ask_for
from api.jobs.replan_week import REPLAN_WEEK, ReplanAskedHere
from api.jobs.solve_week import SOLVE_WEEK
from api.journeys.plan_week import Engine
from api.journeys.week_edit import Assign, Edit, HoldFast, LeaveOut, LetGo, Move, edit_week
from api.journeys.week_publish import preview_week, publish_week
from api.journeys.week_replan import ReplanStored
from api.journeys.week_solve import SolveAsked
from api.journeys.week_stored import open_stored
from api.journeys.week_tell import ToldWeek, tell_draft, tell_published
from api.routes.doors import Ask, Door, Reply, answer
from api.routes.jobs import JobTold, accepted
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
from api.routes.problems import FindingTold, Refused, told_finding
from api.security.rights import Right
from api.store.unit import Unit
from domain.clock import ZONE
from domain.finding import Finding

HERE = "/api/v1/weeks/{monday}"
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
_EDITS: TypeAdapter[tuple[Edit, ...]] = TypeAdapter(tuple[Edit, ...])


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


def _look(unit: Unit, ask: Ask) -> Reply:
    monday: date = ask.path["monday"]
    week = open_stored(unit, monday)
    unit.note("look", f"week/{monday.isoformat()}")
    draft, roster = week.draft, week.draft.roster
    told = WeekTold(
        monday=monday,
        published=week.number,
        needs=len(week.opened.problem.needs),
        draft=DraftTold(
            revision=draft.revision,
            changed=draft.changed,
            by=draft.by,
            meetings=len(roster.meetings),
        )
        if roster
        else None,
    )
    return answer(told, ETag=f'"{draft.revision}"')


def _solve(unit: Unit, ask: Ask) -> Reply:
    told = ask.body
    asked = SolveAsked(
        monday=ask.path["monday"],
        seconds=told.seconds,
        seed=told.seed,
        engine=told.engine,
        revision=told.revision,
        afresh=told.afresh,
    )
    return accepted(ask_for(unit, SOLVE_WEEK, asked))


def _replan(unit: Unit, ask: Ask) -> Reply:
    told = ask.body
    asked = ReplanStored(
        monday=ask.path["monday"],
        clock=ask.at.astimezone(ZONE),
        happened=Happened(told.absent, told.back, told.cancelled, told.overrun, told.now),
        seconds=told.seconds,
        seed=told.seed,
        revision=told.revision,
    )
    return accepted(ask_for(unit, REPLAN_WEEK, ReplanAskedHere(asked, ask.language)))


def _draft(unit: Unit, ask: Ask) -> Reply:
    query = ask.query
    found = tell_draft(unit, ask.path["monday"], _today(ask), need=query.need, helps=query.helps)
    if found is None:
        raise Refused(404)
    return answer(_roster(ask, found), ETag=f'"{found.week.draft.revision}"')


def _edit(unit: Unit, ask: Ask) -> Reply:
    monday, revision = ask.path["monday"], _revision(ask)
    edits = _EDITS.validate_python(ask.body.model_dump()["edits"])
    draft, findings = edit_week(unit, monday, revision, edits)
    if draft is None or draft.roster is None:
        raise Refused(422, "faults", findings)
    told = DraftTold(
        revision=draft.revision,
        changed=draft.changed,
        by=draft.by,
        meetings=len(draft.roster.meetings),
    )
    return answer(told, ETag=f'"{draft.revision}"')


def _preview(unit: Unit, ask: Ask) -> Reply:
    monday: date = ask.path["monday"]
    found = preview_week(unit, monday)
    if found is None:
        raise Refused(404)
    week, comparison = found
    unit.note("look", f"preview/{monday.isoformat()}")
    book = NameBook(week.opened.provider, week.opened.problem, ask.language)
    told = Preview.model_validate(comparison_document(book, comparison))
    return answer(told, ETag=f'"{week.draft.revision}"')


def _publish(unit: Unit, ask: Ask) -> Reply:
    monday: date = ask.path["monday"]
    found, findings = publish_week(unit, monday, _revision(ask), ask.body.after)
    if found is None:
        raise Refused(422, "faults", findings)
    told = Published(
        monday=found.monday,
        number=found.number,
        published=found.published,
        by=found.by,
        cost=found.cost,
        bound=found.bound,
        left_out=found.left_out,
    )
    where = f"/api/v1/weeks/{monday.isoformat()}/rosters/{found.number}"
    return answer(told, 201, Location=where)


def _numbered(unit: Unit, ask: Ask) -> Reply:
    query = ask.query
    found = tell_published(
        unit,
        ask.path["monday"],
        _today(ask),
        ask.path["number"],
        need=query.need,
        helps=query.helps,
    )
    if found is None:
        raise Refused(404)
    week, roster = found
    return answer(_roster(ask, week, number=roster.number), ETag=f'"{roster.number}"')


def _roster(ask: Ask, found: ToldWeek, **more: int) -> RosterTold:
    document = roster_document(found.planned, view_week(found.planned, ask.language))
    return RosterTold.model_validate(
        document | more | {"findings": _told(ask, found.faults)}, strict=False
    )


def _told(ask: Ask, findings: Iterable[Finding]) -> list[FindingTold]:
    return [FindingTold.model_validate(told_finding(ask.language, one)) for one in findings]


def _revision(ask: Ask) -> int:
    """The draft's revision on which a change rests; it must be named."""
    expected = ask.expected()
    if expected is None:
        raise Refused(428, "rests_on")
    return expected


def _today(ask: Ask) -> date:
    return ask.at.astimezone(ZONE).date()


_LOOK, _CHANGE = Right.WEEK_LOOK, Right.WEEK_CHANGE
_IDS = {"monday": Monday, "number": Number}
DOORS: tuple[Door, ...] = (
    Door("GET", HERE, _LOOK, _look, "A week in short", "read", gives=WeekTold, ids=_IDS),
    Door("POST", f"{HERE}/solve", _CHANGE, _solve, "Have a roster found", "write",
         gives=JobTold, status=202, takes=SolveBody, ids=_IDS),
    Door("POST", f"{HERE}/replan", _CHANGE, _replan, "Have a published week re-planned", "write",
         gives=JobTold, status=202, takes=ReplanBody, ids=_IDS,
         example={"absent": ["W03@T"], "now": "T 8:00"}),
    Door("GET", f"{HERE}/draft", _LOOK, _draft, "The draft of a week", "read",
         gives=RosterTold, ids=_IDS, asks=NeedAsked),
    Door("POST", f"{HERE}/edits", _CHANGE, _edit, "Change the draft by hand", "write",
         gives=DraftTold, takes=EditsAsked, ids=_IDS, rests=True),
    Door("GET", f"{HERE}/preview", _LOOK, _preview, "What publishing would change", "read",
         gives=Preview, ids=_IDS),
    Door("POST", f"{HERE}/publish", _CHANGE, _publish, "Publish the draft", "write",
         gives=Published, status=201, takes=PublishAsked, ids=_IDS, rests=True),
    Door("GET", f"{HERE}/rosters/{{number}}", _LOOK, _numbered, "A published roster", "read",
         gives=RosterTold, ids=_IDS, asks=NeedAsked),
)  # fmt: skip
