"""A planned week as a workbook: meetings, the week at a glance, left out, costs, settings.

Texts are written as texts: nothing a client's name begins with becomes a formula or a link.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from api.exports.phrases import phrase
from api.exports.planned_week import PlannedWeek
from api.exports.roster_view import RosterView, Visit, WorkerDay, WorkerRow
from domain.clock import CLOCK_HOUR
from domain.session import DAY_MINUTES
from domain.words import LANGUAGES, Language, say, write_day, write_share, write_time

Cell = str | int | float | date | time | None
LONGEST_TEXT = 32_767
LARGEST_EXACT = 10**15
"""A figure beyond this would be rounded by the program that opens the file."""
FORMATS: Mapping[str, Mapping[str, object]] = {
    "text": {"num_format": "@", "text_wrap": True, "valign": "top"},
    "date": {"num_format": "dd.mm.yyyy", "align": "left", "valign": "top"},
    "time": {"num_format": "hh:mm", "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "head": {"bold": True, "bg_color": "#E9EEFB", "bottom": 1, "text_wrap": True, "valign": "top"},
    "away": {"bg_color": "#ECEFF4", "font_color": "#465163", "valign": "top", "text_wrap": True},
}


@dataclass(frozen=True)
class Page:
    """A sheet: its name, headings with widths, rows; the columns that stay while scrolling."""

    name: str
    headings: tuple[tuple[str, int], ...]
    rows: Iterable[tuple[Cell, ...]]
    fixed: int = 1


def headings_read_back() -> dict[str, str]:
    """Headings of the columns from which a roster is read again, in every language -> key."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        found |= {phrase(language, key): key for key in ("need", "seat", "worker_id")}
        found |= {say(language, f"roster.{key}"): key for key in ("day", "start")}
    return found


def sheets_read_back() -> frozenset[str]:
    """Names of the sheet of meetings, in every language."""
    return frozenset(phrase(language, "roster_sheet") for language in LANGUAGES)


def write_roster(path: Path, week: PlannedWeek, view: RosterView) -> None:
    """The workbook of a roster, in the language of the view."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        written = datetime.combine(week.printed_on, time())
        book.set_properties({"created": written, "title": view.provider})
        formats = {name: book.add_format(dict(look)) for name, look in FORMATS.items()}
        for page in (
            _meetings(view),
            _grid(view),
            _left_out(view),
            _costs(view),
            _parameters(week, view),
        ):
            _write_page(book, page, formats)


def _write_page(book: Any, page: Page, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(page.name)
    for place, (heading, width) in enumerate(page.headings):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, formats["head"])
    last = 0
    for last, row in enumerate(page.rows, start=1):
        for place, cell in enumerate(row):
            _put(sheet, (last, place), cell, formats)
    sheet.freeze_panes(1, page.fixed)
    sheet.autofilter(0, 0, max(last, 1), len(page.headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _put(sheet: Any, where: tuple[int, int], cell: Cell, formats: Mapping[str, Any]) -> None:
    match cell:
        case None | "":
            return
        case str():
            sheet.write_string(*where, cell[:LONGEST_TEXT], formats["text"])
        case time():
            sheet.write_datetime(*where, cell, formats["time"])
        case date():
            sheet.write_datetime(*where, cell, formats["date"])
        case int() if abs(cell) < LARGEST_EXACT:
            sheet.write_number(*where, cell, formats["whole"])
        case _:
            sheet.write_string(*where, str(cell), formats["text"])


def _meetings(view: RosterView) -> Page:
    language = view.language
    label = _labels(language)
    headings = (
        (label["worker"], 22),
        (phrase(language, "worker_id"), 11),
        (label["day"], 12),
        (phrase(language, "weekday"), 10),
        (label["start"], 8),
        (label["end"], 8),
        (phrase(language, "minutes"), 9),
        (phrase(language, "code"), 7),
        (label["component"], 30),
        (label["client"], 28),
        (phrase(language, "client_id"), 13),
        (label["place"], 18),
        (phrase(language, "minutes_travel"), 10),
        (phrase(language, "minutes_home"), 10),
        (phrase(language, "marks"), 34),
        (phrase(language, "need"), 12),
        (phrase(language, "seat"), 8),
    )
    rows = (
        _meeting(language, row, visit)
        for row in view.workers
        for day in row.days
        for visit in day.visits
    )
    return Page(phrase(language, "roster_sheet"), headings, rows)


def _meeting(language: Language, row: WorkerRow, visit: Visit) -> tuple[Cell, ...]:
    together = [phrase(language, "together_with", names=", ".join(visit.colleagues))]
    marks = [mark.text for mark in visit.marks] + (together if visit.colleagues else [])
    return (
        row.name,
        row.id,
        visit.day,
        say(language, f"weekday.{visit.day.weekday()}"),
        _clock(visit.start),
        _clock(visit.end),
        visit.end - visit.start,
        visit.code,
        visit.component_name,
        visit.whom,
        ", ".join(visit.clients),
        visit.place or say(language, "roster.remote"),
        visit.way_in,
        visit.way_home,
        "; ".join(marks),
        visit.need,
        visit.seat,
    )


def _clock(minutes: int) -> time:
    hour, rest = divmod(minutes % DAY_MINUTES, CLOCK_HOUR)
    return time(hour, rest)


def _grid(view: RosterView) -> Page:
    language = view.language
    label = _labels(language)
    days = tuple(
        (f"{say(language, f'weekday_short.{day.weekday()}')} {write_day(language, day)}", 28)
        for day in view.days
    )
    headings = (
        (label["worker"], 22),
        (label["minutes"], 9),
        (label["contract"], 9),
        (label["travel"], 9),
        *days,
    )
    rows = (_grid_row(view, row) for row in view.workers)
    return Page(phrase(language, "week_grid"), headings, rows)


def _grid_row(view: RosterView, row: WorkerRow) -> tuple[Cell, ...]:
    days = (_grid_cell(view.language, day) for day in row.days if day.day in view.days)
    return (row.name, row.minutes, row.contract, row.travel, *days)


def _grid_cell(language: Language, day: WorkerDay) -> str:
    if day.visits:
        return "\n".join(
            f"{write_time(visit.start)}–{write_time(visit.end)} {visit.code} {visit.whom}, "
            f"{visit.place or say(language, 'roster.remote')}"
            for visit in day.visits
        )
    if day.away:
        return say(language, "roster.absence")
    if day.holiday:
        return say(language, "roster.public_holiday")
    return "" if day.on_duty else phrase(language, "no_shift")


def _left_out(view: RosterView) -> Page:
    label = _labels(view.language)
    headings = (
        (phrase(view.language, "need"), 12),
        (label["client"], 26),
        (phrase(view.language, "code"), 7),
        (label["component"], 28),
        (label["priority"], 12),
        (label["deadline"], 13),
        (label["reason"], 60),
        (label["nearest"], 60),
        (label["smallest_change"], 60),
    )
    rows = (
        (
            one.need,
            one.whom,
            one.code,
            one.component_name,
            say(view.language, f"priority.{one.priority}"),
            one.deadline,
            one.reason.sentence,
            "\n".join(" ".join((near.sentence, *near.misses)) for near in one.reason.nearest),
            one.reason.change,
        )
        for one in view.left_out
    )
    return Page(phrase(view.language, "left_out_sheet"), headings, rows)


def _costs(view: RosterView) -> Page:
    label = _labels(view.language)
    headings = (
        (label["rule"], 28),
        (label["missed"], 16),
        (phrase(view.language, "price_of_one"), 12),
        (label["cost"], 16),
        (label["facts"], 80),
    )

    rows: list[tuple[Cell, ...]] = [
        (line.name, line.missed, line.price, line.cost, line.sentence) for line in view.costs
    ]
    rows.append((label["total"], None, None, sum(line.cost for line in view.costs), None))
    return Page(label["costs"], headings, rows)


def _parameters(week: PlannedWeek, view: RosterView) -> Page:
    language = view.language
    headings = ((phrase(language, "parameter"), 44), (phrase(language, "value"), 60))
    return Page(phrase(language, "parameters"), headings, _settings(week, view))


def _settings(week: PlannedWeek, view: RosterView) -> Iterator[tuple[Cell, ...]]:
    language, result, policy = view.language, week.result, week.policy
    label = _labels(language)
    yield (label["week"], week.problem.monday)
    yield (label["result"], say(language, f"roster.status.{result.status}"))
    yield (label["needs_served"], f"{view.served} / {view.wanted}")
    yield (label["cost"], result.cost)
    yield (label["bound"], result.bound)
    yield (label["proven_gap"], write_share(language, result.gap))
    yield (label["left_out_bound"], result.left_out_bound)
    yield (label["seed"], result.seed)
    yield (phrase(language, "seconds_asked"), week.seconds_asked)
    for run in result.log:
        figures = (run.seconds, run.cost, run.bound)
        said = " / ".join("–" if figure is None else str(figure) for figure in figures)
        units = f"{label['seconds']} / {label['cost']} / {label['bound']}"
        yield (f"{label['engine']}: {run.engine}", f"{said} ({units})")
    for rule, price in sorted(policy.prices.items()):
        price_of_one = phrase(language, "price_of_one")
        yield (f"{price_of_one}: {say(language, f'rule_name.{rule}')}", price)
    for name, value in policy.model_dump(mode="json", exclude={"prices"}).items():
        yield (name, str(value))


def _labels(language: Language) -> dict[str, str]:
    keys = (
        "worker day start end component client place travel minutes contract priority deadline "
        "reason nearest smallest_change rule missed cost costs facts total week result "
        "needs_served bound proven_gap left_out_bound seed engine seconds"
    )
    return {key: say(language, f"roster.{key}") for key in keys.split()}
