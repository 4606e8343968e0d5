"""The coordinator's week: find a roster, look at it, change it, publish it, re-plan it."""

from collections.abc import Iterable
from datetime import date

from pydantic import TypeAdapter

from api.exports.choices import comparison_document
from api.exports.names import NameBook
from api.exports.roster_json import roster_document
from api.exports.roster_rows import view_week
from api.imports.happened import Happened
from api.jobs.kinds import ask_for
from api.jobs.replan_week import REPLAN_WEEK, ReplanAskedHere
from api.jobs.solve_week import SOLVE_WEEK
from api.journeys.week_drop import drop_draft
from api.journeys.week_edit import Edit, edit_week
from api.journeys.week_publish import preview_week, publish_week
from api.journeys.week_replan import ReplanStored
from api.journeys.week_solve import SolveAsked
from api.journeys.week_stored import open_stored
from api.journeys.week_tell import ToldWeek, tell_draft, tell_published
from api.routes.doors import Ask, Door, Reply, answer
from api.routes.jobs import JobTold, accepted
from api.routes.problems import FindingTold, Refused, told_finding
from api.routes.week_models import (
    DraftTold,
    EditsAsked,
    Monday,
    NeedAsked,
    Number,
    Preview,
    PublishAsked,
    Published,
    ReplanBody,
    RosterTold,
    SolveBody,
    WeekTold,
)
from api.security.rights import Right
from api.store.drafts import read_draft
from api.store.unit import Unit
from domain.clock import ZONE
from domain.finding import Finding

HERE = "/api/v1/weeks/{monday}"


_EDITS: TypeAdapter[tuple[Edit, ...]] = TypeAdapter(tuple[Edit, ...])


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


def _drop(unit: Unit, ask: Ask) -> Reply:
    monday: date = ask.path["monday"]
    if read_draft(unit, monday).roster is None:
        raise Refused(404)
    drop_draft(unit, monday, _revision(ask))
    return Reply(204)


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
    Door("DELETE", f"{HERE}/draft", _CHANGE, _drop, "Drop the draft; what is published holds",
         "write", status=204, ids=_IDS, rests=True),
    Door("GET", f"{HERE}/preview", _LOOK, _preview, "What publishing would change", "read",
         gives=Preview, ids=_IDS),
    Door("POST", f"{HERE}/publish", _CHANGE, _publish, "Publish the draft", "write",
         gives=Published, status=201, takes=PublishAsked, ids=_IDS, rests=True),
    Door("GET", f"{HERE}/rosters/{{number}}", _LOOK, _numbered, "A published roster", "read",
         gives=RosterTold, ids=_IDS, asks=NeedAsked),
)  # fmt: skip
