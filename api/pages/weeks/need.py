"""One meeting: who comes when, what another choice would break; assigned, held fast, left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import Field

from api.exports.names import NameBook
from api.exports.reasons import Nearest, Reason, write_miss, write_nearest, write_reason
from api.journeys.look_at_need import Choices, look_at_choices, try_change
from api.journeys.look_at_week import WeekSeen
from api.journeys.week_edit import edit_week
from api.pages.page import Page, Visit
from api.pages.sign_in import said
from api.pages.weeks.changing import EditForm, write_state
from api.pages.weeks.clash import show_clash
from api.pages.weeks.grid import (
    HERE,
    KEPT,
    days_of,
    place_of,
    seen_week,
    view_week_of,
    week_address,
)
from api.pages.weeks.view import WeekView, say_fault
from api.routes.doors import Reply
from api.routes.models import Id, Loose, Text
from api.routes.problems import Refused
from api.routes.week_models import Monday
from api.security.rights import Right
from api.store.repository import ChangedMeanwhileError
from api.store.unit import Unit
from domain.finding import Finding
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting, Need
from optimizer.check import Checked
from optimizer.policy import default_policy

IDS = {"monday": Monday, "need": Id}
GRID = 30
"""Minutes between times that are offered."""


class NeedAsked(Loose):
    """A choice that is weighed, before anybody makes it: workers with commas between, a start."""

    worker: Text = ""
    start: int | None = Field(default=None, ge=0, lt=WEEK_DAYS * DAY_MINUTES)


@dataclass(frozen=True, slots=True)
class Offered:
    """Somebody who may come, and what that would break at best."""

    id: str
    name: str
    misses: int
    """Rules; 0: nothing is broken."""
    chosen: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """A choice that somebody weighs."""

    workers: tuple[str, ...]
    start: int
    misses: tuple[str, ...]
    cost: int


def _look(unit: Unit, visit: Visit) -> Reply:
    seen = seen_week(unit, visit)
    return show_need(visit, seen, visit.path["need"], visit.query)


def show_need(
    visit: Visit, seen: WeekSeen, need: str, asked: NeedAsked, status: int = 200, **facts: Any
) -> Reply:
    """The page of a meeting; Refused (404) where the week does not know it."""
    view = view_week_of(visit, seen)
    wanted = view.book.needs.get(need) if view else None
    if view is None or wanted is None or seen.told is None:
        raise Refused(404)
    planned = seen.told.planned
    meetings = planned.result.roster.meetings
    held = next((one for one in meetings if one.need == need), None)
    choices = KEPT(
        ("need", visit.who.tenant, seen.monday.isoformat(), need),
        seen.mark,
        visit.at,
        lambda: look_at_choices(planned.problem, default_policy(), meetings, need),
    )
    weighed = _weigh(visit, view, wanted, held, asked)
    workers = weighed.workers if weighed else held.workers if held else ()
    start = weighed.start if weighed else held.start if held else None
    told = {"found": (), **facts}
    return visit.show(
        "weeks/need.html.j2",
        status,
        place=place_of(visit, seen.monday),
        seen=seen,
        view=view,
        need=wanted,
        held=held,
        was=write_state(held),
        pinned=_pinned(wanted),
        weighed=weighed,
        seats=[
            _offered(view, choices, rank, workers[rank] if rank < len(workers) else "")
            for rank in range(len(wanted.seats))
        ],
        times=_times(seen.monday, wanted, start),
        start=start,
        reason=_reason(view, choices, served=held is not None),
        ways=_ways(view, choices, held),
        days=days_of(seen.monday),
        may=visit.who.may(Right.WEEK_CHANGE),
        **told,
    )


def _edit(unit: Unit, visit: Visit) -> Reply:
    monday, need, form = visit.path["monday"], visit.path["need"], visit.body
    try:
        draft, found = edit_week(unit, monday, form.revision, [form.edit(need)])
    except ChangedMeanwhileError:
        return show_clash(unit, visit, form)
    if draft is None:
        seen = seen_week(unit, visit)
        asked = NeedAsked(worker=",".join(form.worker), start=form.start)
        return show_need(visit, seen, need, asked, 422, found=_said(visit, seen, found))
    words = {
        "assign": visit._("The meeting is assigned."),
        "pin": visit._("The meeting is held fast."),
        "unpin": visit._("The meeting may be planned anew."),
        "leave_out": visit._("The meeting is left out."),
    }
    return visit.go(week_address(monday), words[form.do])


def _said(visit: Visit, seen: WeekSeen, found: Sequence[Finding]) -> list[str]:
    """Why a change cannot be, with names."""
    if seen.told is None:
        return [one["sentence"] for one in said(visit, found)]
    planned = seen.told.planned
    book = NameBook(planned.provider, planned.problem, visit.language)
    return list(dict.fromkeys(say_fault(book, one) for one in found))


def _weigh(
    visit: Visit, view: WeekView, need: Need, held: Meeting | None, asked: NeedAsked
) -> Weighed | None:
    """What a choice would break; None where none is asked about, or it is how it stands."""
    if view.seen.told is None or (not asked.worker and asked.start is None):
        return None
    workers = tuple(filter(None, asked.worker.split(","))) or (held.workers if held else ())
    start = asked.start if asked.start is not None else held.start if held else None
    known = {worker.id for worker in view.book.problem.workers}
    if start is None or len(workers) != len(need.seats) or not known.issuperset(workers):
        return None
    change = Meeting(need.id, start, workers)
    if change == held:
        return None
    planned = view.seen.told.planned
    meetings = planned.result.roster.meetings
    checked = Checked(view.seen.told.faults, planned.result.costs)
    tried = KEPT(
        ("tried", visit.who.tenant, view.seen.monday.isoformat(), need.id, start, *workers),
        view.seen.mark,
        visit.at,
        lambda: try_change(planned.problem, default_policy(), checked, meetings, change),
    )
    misses = tuple(
        write_miss(view.book, one.rule, one.about, one.missed) for one in tried.obstacles
    )
    return Weighed(workers, start, misses, tried.cost)


def _offered(view: WeekView, choices: Choices, rank: int, chosen: str) -> list[Offered]:
    """Everybody for one seat: who suits first, the nearest to possible before the others."""
    found: dict[str, int] = {}
    for way in choices.ways:
        found.setdefault(way.workers[rank], len(way.obstacles))
    suits = [
        Offered(one, view.book.person(one), misses, one == chosen) for one, misses in found.items()
    ]
    others = [
        Offered(worker.id, worker.name, -1, worker.id == chosen)
        for worker in sorted(view.book.problem.workers, key=lambda one: one.name)
        if worker.id not in found
    ]
    return suits + others


def _times(monday: date, need: Need, chosen: int | None) -> list[tuple[date, list[int]]]:
    """Starts that are offered, by day."""
    starts = {
        start
        for window in need.windows
        for start in (*range(window.start, window.end + 1, GRID), window.end)
    }
    if chosen is not None:
        starts.add(chosen)
    by_day: dict[int, list[int]] = {}
    for start in sorted(starts):
        by_day.setdefault(start // DAY_MINUTES, []).append(start)
    return [(monday + timedelta(days=day), found) for day, found in by_day.items()]


def _ways(view: WeekView, choices: Choices, held: Meeting | None) -> list[tuple[Nearest, int]]:
    """The nearest ways in words, each worker once, without how it stands."""
    found: dict[tuple[str, ...], tuple[Nearest, int]] = {}
    for way in choices.ways:
        stands = held is not None and (way.workers, way.start) == (held.workers, held.start)
        if way.start is not None and not stands:
            found.setdefault(way.workers, (write_nearest(view.book, way), way.start))
    return list(found.values())


def _reason(view: WeekView, choices: Choices, *, served: bool) -> Reason | None:
    return None if served else write_reason(view.book, choices.why)


def _pinned(need: Need) -> str:
    """What is held fast of a meeting."""
    worker, time = any(need.pinned_workers), need.pinned_start is not None
    return "both" if worker and time else "worker" if worker else "time" if time else ""


PAGES: tuple[Page, ...] = (
    Page("GET", f"{HERE}/needs/{{need}}", Right.WEEK_LOOK, _look, "A meeting", "read",
         asks=NeedAsked, ids=IDS),
    Page("POST", f"{HERE}/needs/{{need}}", Right.WEEK_CHANGE, _edit, "Change a meeting", "write",
         takes=EditForm, ids=IDS),
)  # fmt: skip
