"""The week itself: workers by days, whoever is left out, what missing each wish costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from markupsafe import Markup

from api.jobs.replan_week import REPLAN_WEEK
from api.jobs.solve_week import SOLVE_WEEK
from api.journeys.look_at_week import WeekSeen, look_at_week
from api.pages.drawing import draw
from api.pages.kept import Kept
from api.pages.listing import Address, turn, turning
from api.pages.page import Page, Visit
from api.pages.weeks.asked import Choice, WeekAsked, counties_known
from api.pages.weeks.by_client import list_clients
from api.pages.weeks.by_county import tile_counties
from api.pages.weeks.view import Row, WeekView, view_of
from api.routes.doors import Reply
from api.routes.models import Loose
from api.routes.week_models import Monday
from api.security.rights import Right
from api.store.jobs import ENDED, Job, newest_jobs
from api.store.unit import Unit
from domain.clock import ZONE, monday_of
from domain.session import WEEK_DAYS

HERE = "/weeks/{monday}"
IDS = {"monday": Monday}
WEEK = timedelta(days=7)
ROWS = 20
"""Workers of a page."""
FIRST_MISSING = 6
MORE_MISSING = 20
"""How many more at once: why somebody is left out of a large week takes long to say."""
MOST_JOBS = 5
KINDS = frozenset({SOLVE_WEEK.name, REPLAN_WEEK.name})
KEPT = Kept()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in time a week is, and the links to its neighbours."""

    monday: date
    number: int
    first: date
    last: date
    before: str
    after: str
    this: str
    today: date


class NoWeek(Loose):
    """A week is not chosen yet."""


def week_address(monday: date, more: str = "") -> str:
    """Where a week is found."""
    return f"/weeks/{monday.isoformat()}{more}"


def days_of(monday: date) -> list[date]:
    """The seven days of a week."""
    return [monday + timedelta(days=day) for day in range(WEEK_DAYS)]


def seen_week(unit: Unit, visit: Visit) -> WeekSeen:
    """The week of a visit, as it is kept or looked at anew."""
    return look_at_week(unit, visit.path["monday"], KEPT)


def view_week_of(visit: Visit, seen: WeekSeen) -> WeekView | None:
    """A week in the visitor's language."""
    key = ("view", seen.week.draft.monday.isoformat(), visit.who.tenant, visit.language)
    return KEPT(key, seen.mark, visit.at, lambda: view_of(seen, visit.language))


def place_of(visit: Visit, monday: date, days: Sequence[date] = ()) -> Place:
    """Where a week is; links keep what is asked."""
    asked = visit.query if isinstance(visit.query, WeekAsked) else WeekAsked()
    today = visit.at.astimezone(ZONE).date()
    link = {
        name: asked.address(week_address(one)).but()
        for name, one in (
            ("before", monday - WEEK), ("after", monday + WEEK), ("this", monday_of(today)),
        )
    }  # fmt: skip
    return Place(
        monday,
        monday.isocalendar().week,
        days[0] if days else monday,
        days[-1] if days else monday + timedelta(days=4),
        link["before"],
        link["after"],
        link["this"],
        today,
    )


def _this(visit: Visit) -> Reply:
    today = visit.at.astimezone(ZONE).date()
    return visit.go(week_address(monday_of(today)))


def _look(unit: Unit, visit: Visit) -> Reply:
    seen = seen_week(unit, visit)
    jobs = [one for one in newest_jobs(unit, MOST_JOBS) if _goes_on(one)]
    view = view_week_of(visit, seen)
    may = visit.who.may(Right.WEEK_CHANGE)
    told: dict[str, Any] = {"seen": seen, "jobs": jobs, "may": may}
    if view is None:
        place = place_of(visit, seen.monday)
        wanted = len(seen.week.opened.problem.needs)
        return visit.show("weeks/empty.html.j2", place=place, wanted=wanted, **told)
    asked: WeekAsked = visit.query
    choice = Choice(asked, view)
    address = asked.address(week_address(seen.monday))
    missing = choice.missing()
    shown = missing[: max(asked.left, FIRST_MISSING)]
    place = place_of(visit, seen.monday, view.roster.days)
    return visit.show(
        f"weeks/{asked.view}.html.j2",
        place=place,
        view=view,
        roster=view.roster,
        result=view.result,
        asked=asked,
        address=address,
        counties=counties_known(),
        languages=sorted({code for row in view.rows for code in row.languages}),
        missing=shown,
        more=min(len(missing) - len(shown), MORE_MISSING),
        left=len(missing),
        **told,
        **_body(visit, choice, address),
    )


def _body(visit: Visit, choice: Choice, address: Address) -> dict[str, Any]:
    asked, view = choice.asked, choice.view
    if asked.view == "clients":
        return {"listing": list_clients(choice, address)}
    if asked.view == "counties":
        return {"tiles": tile_counties(choice)}
    rows = choice.rows()
    whole = choice.is_all
    return {
        "drawn": [draw_row(visit, view, row, keep=whole) for row in turn(rows, asked.page, ROWS)],
        "pages": turning(address, len(rows), asked.page, ROWS),
        "many": len(rows),
    }


def draw_row(visit: Visit, view: WeekView, row: Row, *, keep: bool) -> Markup:
    """A worker's row; whole rows are drawn once and kept with their week."""
    make = partial(_draw, visit, view, row)
    if not keep:
        return make()
    if row.row.id not in view.drawn:
        view.drawn[row.row.id] = make()
    return view.drawn[row.row.id]


def _draw(visit: Visit, view: WeekView, row: Row) -> Markup:
    base = week_address(view.seen.monday)
    # Whatever somebody wrote was escaped by the template.
    return Markup(draw(visit.language, "weeks/row.html.j2", row=row, base=base, view=view))  # noqa: S704


def _goes_on(job: Job) -> bool:
    return job.state not in ENDED and job.kind in KINDS


PAGES: tuple[Page, ...] = (
    Page("GET", "/weeks", Right.WEEK_LOOK, _this, "The week of today", "free", asks=NoWeek),
    Page("GET", HERE, Right.WEEK_LOOK, _look, "A week", "read", asks=WeekAsked, ids=IDS),
)
