"""A week on paper and as files: a sheet for each worker, a workbook, a calendar."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from pydantic import Field

from api.exports.calendar import name_files, write_calendar
from api.exports.roster_xlsx import write_roster
from api.pages.listing import Address, turn, turning
from api.pages.page import Page, Visit
from api.pages.weeks.grid import HERE, IDS, ROWS, place_of, seen_week, view_week_of, week_address
from api.pages.weeks.view import WeekView
from api.routes.calendars import CALENDAR
from api.routes.doors import Reply
from api.routes.files import WORKBOOK
from api.routes.models import Id, Loose, OptionalId
from api.routes.problems import Refused
from api.routes.week_models import Monday
from api.security.rights import Right
from api.store.unit import Unit


class SheetsAsked(Loose):
    """Whose sheet; nobody named: everybody's, some at a time or all to be printed."""

    worker: OptionalId = ""
    page: Annotated[int, Field(ge=1, le=10_000)] = 1
    all: bool = False


def _view(unit: Unit, visit: Visit) -> WeekView:
    view = view_week_of(visit, seen_week(unit, visit))
    if view is None:
        raise Refused(404)
    return view


def _sheets(unit: Unit, visit: Visit) -> Reply:
    view = _view(unit, visit)
    worker = visit.query.worker
    rows = [row for row in view.rows if not worker or row.row.id == worker]
    if not rows:
        raise Refused(404)
    rows = [row for row in rows if worker or row.stops]
    address = Address(week_address(view.seen.monday, "/sheets"), {})
    page, most = visit.query.page, len(rows) if visit.query.all else ROWS
    return visit.show(
        "weeks/sheets.html.j2",
        place=place_of(visit, view.seen.monday, view.roster.days),
        seen=view.seen,
        view=view,
        rows=turn(rows, page, most) if rows else (),
        pages=turning(address, len(rows), page, most) if rows else None,
        whole=address.but(all="true"),
        back=week_address(view.seen.monday),
    )


def _book(unit: Unit, visit: Visit) -> Reply:
    view = _view(unit, visit)
    told = view.seen.told
    if told is None:
        raise Refused(404)
    with TemporaryDirectory(prefix="tugiplaan-") as folder:
        path = Path(folder) / "roster.xlsx"
        write_roster(path, told.planned, view.roster)
        content = path.read_bytes()
    unit.note("export", f"week/{view.seen.monday.isoformat()}")
    name = f"roster-{view.seen.monday.isoformat()}.xlsx"
    return Reply(200, content, WORKBOOK, {"Content-Disposition": f'attachment; filename="{name}"'})


def _calendar(unit: Unit, visit: Visit) -> Reply:
    view = _view(unit, visit)
    row = next((one for one in view.roster.workers if one.id == visit.path["worker"]), None)
    if row is None:
        raise Refused(404)
    content = write_calendar(row, view.roster.provider, visit.language, view.seen.today)
    unit.note("export", f"week/{view.seen.monday.isoformat()}", worker=row.id)
    name = name_files([row])[row.id]
    return Reply(200, content, CALENDAR, {"Content-Disposition": f'attachment; filename="{name}"'})


_LOOK = Right.WEEK_LOOK
PAGES: tuple[Page, ...] = (
    Page("GET", f"{HERE}/sheets", _LOOK, _sheets, "A sheet for each worker", "read",
         asks=SheetsAsked, ids=IDS),
    Page("GET", f"{HERE}/roster.xlsx", _LOOK, _book, "The week as a workbook", "read", ids=IDS),
    Page("GET", f"{HERE}/calendars/{{worker}}.ics", _LOOK, _calendar, "A worker's week as a file",
         "read", ids={"monday": Monday, "worker": Id}),
)  # fmt: skip
