"""Before publishing: what would change and why, taken back by line, then published or dropped."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import Field

from api.exports.choices import write_why_changed
from api.journeys.look_at_week import WeekSeen
from api.journeys.week_drop import drop_draft
from api.journeys.week_edit import Assign, Edit, LeaveOut, edit_week
from api.journeys.week_publish import publish_week
from api.pages.page import Page, Visit
from api.pages.weeks.grid import (
    HERE,
    IDS,
    days_of,
    place_of,
    seen_week,
    view_week_of,
    week_address,
)
from api.pages.weeks.view import WeekView, say_fault
from api.routes.doors import Reply
from api.routes.models import Id, Loose
from api.routes.problems import Refused
from api.routes.week_models import Revision
from api.security.rights import Right
from api.store.unit import Unit
from domain.session import Meeting
from optimizer.differ import Difference, Fate


class PublishForm(Loose):
    """The draft that is published, and the roster that it follows."""

    revision: Revision
    after: int = Field(ge=0, le=1_000_000)


class DropForm(Loose):
    """The draft that is dropped."""

    revision: Revision


class BackForm(Loose):
    """Which changes are kept; the others of those listed are taken back."""

    revision: Revision
    listed: tuple[Id, ...] = ()
    keep: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting that would change."""

    line: Difference
    why: str


@dataclass(frozen=True, slots=True)
class Load:
    """A worker whose week would change: minutes with clients before and after."""

    name: str
    before: int
    after: int
    contract: int


def _look(unit: Unit, visit: Visit) -> Reply:
    seen = seen_week(unit, visit)
    return _show(visit, seen)


def _show(visit: Visit, seen: WeekSeen, status: int = 200, found: Iterable[str] = ()) -> Reply:
    view = view_week_of(visit, seen)
    if view is None or seen.state != "draft":
        return visit.go(week_address(seen.monday))
    comparison = view.comparison
    changed = [one for one in (comparison.lines if comparison else ()) if one.fate is not Fate.KEPT]
    return visit.show(
        "weeks/preview.html.j2",
        status,
        place=place_of(visit, seen.monday, view.roster.days),
        seen=seen,
        view=view,
        roster=view.roster,
        result=view.result,
        days=days_of(seen.monday),
        lines=[Line(one, write_why_changed(view.book, one)) for one in changed],
        gone=comparison.gone if comparison else (),
        kept=comparison.count(Fate.KEPT) if comparison else 0,
        before=comparison.before if comparison else None,
        loads=_loads(view, changed),
        told=_told(view, changed),
        held=sum(bool(one.pinned_workers) or one.pinned_start is not None
                 for one in view.book.problem.needs),
        found=list(found),
        may=visit.who.may(Right.WEEK_CHANGE),
    )  # fmt: skip


def _publish(unit: Unit, visit: Visit) -> Reply:
    monday, form = visit.path["monday"], visit.body
    published, found = publish_week(unit, monday, form.revision, form.after)
    if published is None:
        seen = seen_week(unit, visit)
        view = view_week_of(visit, seen)
        if view is None:
            raise Refused(409)
        return _show(visit, seen, 422, [say_fault(view.book, one) for one in found])
    words = visit._("Roster %(number)s is published.", number=published.number)
    return visit.go(week_address(monday), words)


def _drop(unit: Unit, visit: Visit) -> Reply:
    monday = visit.path["monday"]
    drop_draft(unit, monday, visit.body.revision)
    return visit.go(week_address(monday), visit._("The draft is dropped."))


def _take_back(unit: Unit, visit: Visit) -> Reply:
    monday, form = visit.path["monday"], visit.body
    seen = seen_week(unit, visit)
    published = {one.need: one for one in seen.week.published}
    back = [one for one in form.listed if one not in form.keep]
    edits = [_undo(need, published.get(need)) for need in back]
    if not edits:
        return visit.go(week_address(monday, "/preview"), visit._("Every change is kept."))
    draft, found = edit_week(unit, monday, form.revision, edits)
    if draft is None:
        view = view_week_of(visit, seen)
        told = [say_fault(view.book, one) for one in found] if view else []
        return _show(visit, seen, 422, told)
    words = visit.ngettext(
        "%(num)d change is taken back.", "%(num)d changes are taken back.", len(edits)
    )
    return visit.go(week_address(monday, "/preview"), words)


def _undo(need: str, before: Meeting | None) -> Edit:
    return Assign(need, before.workers, before.start) if before else LeaveOut(need)


def _loads(view: WeekView, changed: Iterable[Difference]) -> list[Load]:
    needs = view.book.needs
    before: dict[str, int] = {}
    moved: set[str] = set()
    for one in changed:
        for meeting, sign in ((one.before, 1), (one.after, -1)):
            for who in meeting.workers if meeting else ():
                moved.add(who)
                before[who] = before.get(who, 0) + sign * needs[one.need].minutes
    return [
        Load(row.row.name, row.row.minutes + before[row.row.id], row.row.minutes, row.row.contract)
        for row in view.rows
        if row.row.id in moved
    ]


def _told(view: WeekView, changed: Iterable[Difference]) -> tuple[int, int]:
    """How many clients and workers hear of the changes."""
    clients: set[str] = set()
    workers: set[str] = set()
    for one in changed:
        clients |= set(view.book.needs[one.need].clients)
        for meeting in (one.before, one.after):
            workers |= set(meeting.workers) if meeting else set()
    return len(clients), len(workers)


PAGES: tuple[Page, ...] = (
    Page("GET", f"{HERE}/preview", Right.WEEK_CHANGE, _look, "What publishing changes", "read",
         ids=IDS),
    Page("POST", f"{HERE}/publish", Right.WEEK_CHANGE, _publish, "Publish a week", "write",
         takes=PublishForm, ids=IDS),
    Page("POST", f"{HERE}/drop", Right.WEEK_CHANGE, _drop, "Drop a draft", "write",
         takes=DropForm, ids=IDS),
    Page("POST", f"{HERE}/back", Right.WEEK_CHANGE, _take_back, "Take changes back", "write",
         takes=BackForm, ids=IDS),
)  # fmt: skip
