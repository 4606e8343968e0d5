"""A planned week on the screen: heading, roster, costs per rule, what is left out and why."""

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from api.cli.show_reasons import a_table, write_misses
from api.exports.phrases import phrase
from api.exports.planned_week import PlannedWeek
from api.exports.roster_html import write_short_day
from api.exports.roster_view import CostLine, LeftOut, RosterView, Visit, WorkerRow
from domain.session import WEEK_DAYS
from domain.words import (
    Language,
    say,
    write_count,
    write_day,
    write_minutes,
    write_share,
    write_time,
)

SEEN_ALREADY = ("three_party", "first_meeting", "group", "remote")
"""Marks that component, client or place say as well."""
INDENT = (0, 0, 0, 3)
READ_BY_EYE = 12
"""Workers up to whom every meeting is printed unasked."""


def show_week(console: Console, week: PlannedWeek, view: RosterView, *, full: bool) -> None:
    """Print all there is to know about a planned week; each meeting only where asked or few."""
    _show_heading(console, week, view)
    if full or len(view.workers) <= READ_BY_EYE:
        for row in view.workers:
            _show_worker(console, view.language, row)
    else:
        _show_workers(console, view)
    show_costs(console, view.language, view.costs)
    show_left_out(console, view)


def show_costs(console: Console, language: Language, costs: tuple[CostLine, ...]) -> None:
    """Costs per rule, the dearest first."""
    console.print()
    if not costs:
        console.print(say(language, "roster.no_costs"))
        return
    table = a_table(say(language, "roster.cost_per_rule"))
    table.add_column(say(language, "roster.rule"))
    table.add_column(say(language, "roster.missed"), justify="right")
    table.add_column(say(language, "roster.cost"), justify="right")
    for line in costs:
        table.add_row(line.name, line.missed, write_count(language, line.cost))
    total = write_count(language, sum(line.cost for line in costs))
    table.add_section()
    table.add_row(say(language, "roster.total"), "", total)
    console.print(table)


def _show_heading(console: Console, week: PlannedWeek, view: RosterView) -> None:
    language, result = view.language, week.result
    last = max(row.days[WEEK_DAYS - 1].day for row in view.workers) if view.workers else None
    first = week.problem.monday
    title = say(language, "roster.week_of", first=first, last=last or first)
    console.print(Text(f"{title}  {view.provider}", style="bold"))
    served = say(language, "roster.served_of_wanted", served=view.served, wanted=view.wanted)
    console.print(f"{say(language, 'roster.needs_served')}: {served}")
    status = say(language, f"roster.status.{result.status}")
    gap = write_share(language, result.gap)
    console.print(f"{status}. {say(language, 'roster.proven_gap')}: ≤ {gap}")
    console.print(say(language, "roster.check_faultless"))
    if result.left_out_bound:
        console.print(say(language, "why.bound", count=result.left_out_bound))


def _show_worker(console: Console, language: Language, row: WorkerRow) -> None:
    load = say(language, "roster.load_of_contract", load=row.minutes, contract=row.contract)
    travel = write_minutes(language, row.travel)
    title = f"{row.name} ({row.roles}): {load}, {say(language, 'roster.travel').lower()} {travel}"
    console.print()
    table = a_table(title)
    for key in ("day", "time", "client", "component", "place", "travel"):
        right = {"justify": "right"} if key == "travel" else {}
        table.add_column(say(language, f"roster.{key}"), **right)  # type: ignore[arg-type]
    for day in row.days:
        for visit in day.visits:
            table.add_row(*_cells(language, visit))
        if day.visits:
            table.add_section()
    console.print(table)


def _cells(language: Language, visit: Visit) -> tuple[str, ...]:
    notes = [mark.text for mark in visit.marks if mark.key not in SEEN_ALREADY]
    if visit.colleagues:
        notes.append(phrase(language, "together_with", names=", ".join(visit.colleagues)))
    weekday = say(language, f"weekday_short.{visit.day.weekday()}")
    cells = (
        f"{weekday} {write_short_day(language, visit.day)}",
        f"{write_time(visit.start)}–{write_time(visit.end)}",
        visit.whom,
        " ".join((visit.code, visit.component_name, *(f"[{note}]" for note in notes))),
        visit.place or say(language, "roster.remote"),
        write_minutes(language, visit.way_in) if visit.way_in else "",
    )
    return tuple(escape(cell) for cell in cells)


def _show_workers(console: Console, view: RosterView) -> None:
    """One line a worker: enough to see who has how much."""
    language = view.language
    console.print()
    table = a_table(say(language, "roster.workers"))
    table.add_column(say(language, "roster.worker"))
    table.add_column(say(language, "roster.meetings"), justify="right")
    table.add_column(say(language, "roster.load"), justify="right")
    table.add_column(say(language, "roster.contract"), justify="right")
    table.add_column(phrase(language, "days"), justify="right")
    table.add_column(say(language, "roster.travel"), justify="right")
    for row in view.workers:
        table.add_row(
            escape(row.name),
            str(row.meetings),
            write_minutes(language, row.minutes),
            write_minutes(language, row.contract),
            str(row.days_worked),
            write_minutes(language, row.travel),
        )
    console.print(table)


def show_left_out(console: Console, view: RosterView) -> None:
    """What is left out, each with its reason, who is nearest, and what would help."""
    language = view.language
    console.print()
    if not view.left_out:
        console.print(say(language, "roster.nothing_left_out"))
    else:
        title = f"{say(language, 'roster.left_out')}: {len(view.left_out)}"
        console.print(Text(title, style="bold"))
    for one in view.left_out:
        _show_one(console, language, one)
    if view.kept_out:
        console.print()
        console.print(Text(phrase(language, "kept_out"), style="bold"))
        for line in view.kept_out:
            console.print(Text(f"  {line}"))


def _show_one(console: Console, language: Language, one: LeftOut) -> None:
    due = ""
    if one.deadline:
        due = f" {say(language, 'roster.deadline')}: {write_day(language, one.deadline)}."
    head = Text.assemble((f"{one.code} {one.whom}", "bold"), f" ({one.need}) {one.component_name}.")
    console.print(head.append(due, style="red" if one.pressing else ""))
    said = [one.reason.sentence]
    said += [f"{near.sentence} {write_misses(language, near)}" for near in one.reason.nearest[:1]]
    for line in (*said, one.reason.change):
        console.print(Padding(Text(line), INDENT))
