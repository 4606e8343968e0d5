"""Have a roster found, or a week re-planned because somebody is ill; see how far it is; enough."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from api.imports.happened import Happened
from api.jobs.kind import CHANGED_MEANWHILE, read_findings
from api.jobs.kinds import ask_for
from api.jobs.replan_week import REPLAN_WEEK, ReplanAskedHere
from api.jobs.solve_week import SOLVE_WEEK
from api.journeys.look_at_week import WeekSeen, draft_revision
from api.journeys.look_at_work import WorkSeen, look_at_work
from api.journeys.week_replan import ReplanStored
from api.journeys.week_solve import SolveAsked
from api.pages.page import Page, Visit
from api.pages.sign_in import said
from api.pages.weeks.grid import (
    HERE,
    IDS,
    days_of,
    place_of,
    seen_week,
    view_week_of,
    week_address,
)
from api.routes.doors import Reply
from api.routes.jobs import JobId
from api.routes.models import Id, Loose
from api.routes.problems import Refused
from api.routes.week_models import Revision
from api.security.rights import Right
from api.store.jobs import ask_to_stop
from api.store.unit import Unit
from domain.clock import ZONE
from domain.session import WEEK_DAYS

SECONDS = (15, 60, 180, 600)
"""Longest searches that are offered."""
Weekday = Annotated[int, Field(ge=0, lt=WEEK_DAYS)]


class SolveForm(Loose):
    """How long to look, and from where."""

    revision: Revision
    seconds: Annotated[int, Field(ge=1, le=3600)] = 60
    begin: Literal["here", "afresh"] = "here"


class IllForm(Loose):
    """Who is away, from which day to which."""

    revision: Revision
    worker: Id
    first: Weekday
    last: Weekday


def _ask_solve(unit: Unit, visit: Visit) -> Reply:
    seen = seen_week(unit, visit)
    wanted = len(seen.week.opened.problem.needs)
    return visit.show(
        "weeks/solve.html.j2",
        place=place_of(visit, seen.monday),
        seen=seen,
        wanted=wanted,
        seconds=SECONDS,
    )


def _solve(unit: Unit, visit: Visit) -> Reply:
    monday, form = visit.path["monday"], visit.body
    asked = SolveAsked(
        monday=monday,
        seconds=form.seconds,
        revision=form.revision,
        afresh=form.begin == "afresh",
    )
    job = ask_for(unit, SOLVE_WEEK, asked)
    return visit.go(week_address(monday, f"/work/{job.id}"))


def _ask_ill(unit: Unit, visit: Visit) -> Reply:
    return _ill_page(visit, seen_week(unit, visit))


def _ill_page(visit: Visit, seen: WeekSeen, status: int = 200, **facts: Any) -> Reply:
    if not seen.number:
        return visit.go(week_address(seen.monday))
    view = view_week_of(visit, seen)
    today = (visit.at.astimezone(ZONE).date() - seen.monday).days
    told = {"worker": "", "first": min(max(today, 0), 4), "last": 4, "found": (), **facts}
    return visit.show(
        "weeks/ill.html.j2",
        status,
        place=place_of(visit, seen.monday),
        seen=seen,
        days=days_of(seen.monday),
        rows=view.rows if view else (),
        **told,
    )


def _ill(unit: Unit, visit: Visit) -> Reply:
    monday, form = visit.path["monday"], visit.body
    if form.last < form.first:
        seen = seen_week(unit, visit)
        found = [visit._("The last day is before the first.")]
        return _ill_page(
            visit, seen, 422,
            worker=form.worker, first=form.first, last=form.last, found=found,
        )  # fmt: skip
    days = days_of(monday)
    span = f"{days[form.first].isoformat()}..{days[form.last].isoformat()}"
    asked = ReplanStored(
        monday=monday,
        clock=visit.at.astimezone(ZONE),
        happened=Happened(absent=(f"{form.worker}:{span}",)),
        revision=form.revision,
    )
    job = ask_for(unit, REPLAN_WEEK, ReplanAskedHere(asked, visit.language))
    return visit.go(week_address(monday, f"/work/{job.id}"))


def _follow(unit: Unit, visit: Visit) -> Reply:
    work = _found(unit, visit)
    if work.ended and not work.job.reason:
        preview = work.job.kind == REPLAN_WEEK.name
        words = visit._("The roster is found; it is a draft until you publish it.")
        return visit.go(week_address(work.monday, "/preview" if preview else ""), words)
    revision, _, _ = draft_revision(unit, work.monday)
    return visit.show(
        "weeks/work.html.j2",
        place=place_of(visit, work.monday),
        work=work,
        revision=revision,
        replans=work.job.kind == REPLAN_WEEK.name,
        clash=work.job.reason == CHANGED_MEANWHILE,
        found=said(visit, read_findings(work.answer)),
        progress=_plain(work.job.progress),
    )


def _enough(unit: Unit, visit: Visit) -> Reply:
    work = _found(unit, visit)
    ask_to_stop(unit, work.job.id)
    return visit.go(week_address(work.monday, f"/work/{work.job.id}"))


def _found(unit: Unit, visit: Visit) -> WorkSeen:
    work = look_at_work(unit, visit.path["id"])
    if work is None or work.monday != visit.path["monday"]:
        raise Refused(404)
    return work


def _plain(told: Mapping[str, Any]) -> dict[str, Any]:
    """What a job told last, whatever of it is there yet."""
    return {name: told.get(name) for name in ("seconds", "left_out", "cost", "gap")}


_CHANGE = Right.WEEK_CHANGE
_JOB = {**IDS, "id": JobId}
PAGES: tuple[Page, ...] = (
    Page("GET", f"{HERE}/solve", _CHANGE, _ask_solve, "Have a roster found", "read", ids=IDS),
    Page("POST", f"{HERE}/solve", _CHANGE, _solve, "Begin to look for a roster", "write",
         takes=SolveForm, ids=IDS, keyed=True),
    Page("GET", f"{HERE}/ill", _CHANGE, _ask_ill, "Somebody is ill", "read", ids=IDS),
    Page("POST", f"{HERE}/ill", _CHANGE, _ill, "Re-plan without somebody", "write",
         takes=IllForm, ids=IDS, keyed=True),
    Page("GET", f"{HERE}/work/{{id}}", Right.WEEK_LOOK, _follow, "How far it is", "read",
         ids=_JOB),
    Page("POST", f"{HERE}/work/{{id}}/enough", _CHANGE, _enough, "Enough, keep the best", "write",
         ids=_JOB),
)  # fmt: skip
