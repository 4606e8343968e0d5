"""A re-planned week on the screen: whom to call, what changes and why, what is left out."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.text import Text

from api.cli.plan import MOST_WARNINGS, Planned, document_of, show_files, write_or_stop
from api.cli.screen import Screen
from api.cli.show_roster import show_left_out
from api.exports.names import NameBook
from api.exports.phrases import phrase
from api.exports.reasons import write_miss
from api.exports.replanned import (
    left_out_since,
    lines_of,
    replanned_document,
    write_calls,
    write_meeting_change,
    write_proof,
    write_why,
)
from api.exports.roster_view import RosterView
from api.journeys.replan_week import ReplannedWeek
from domain.finding import Finding
from domain.session import WEEK_DAYS
from domain.words import say, write_moment


def show_replanned(
    screen: Screen, found: ReplannedWeek, findings: list[Finding], out: Path
) -> None:
    """Write the files, then print the changes, or give them as JSON."""
    written = write_or_stop(screen, found.planned, out)
    book = NameBook(found.planned.provider, found.before, screen.language)
    if screen.as_json:
        document = document_of(screen, Planned(found.planned, written, findings))
        changes = replanned_document(book, found.answer, found.now)
        screen.give({"ok": True, **document, "replanned": changes})
        return
    screen.warn(findings, MOST_WARNINGS)
    console = screen.out
    _show_heading(console, book, found)
    _show_calls(console, book, found)
    _show_changes(console, book, found)
    _show_left_out(console, book, found, written.view)
    console.print()
    console.print(Text(write_proof(screen.language, found.answer)), soft_wrap=True)
    _show_check(console, book, found)
    show_files(screen, written)


def _show_heading(console: Console, book: NameBook, found: ReplannedWeek) -> None:
    first = found.before.monday
    last = first + timedelta(days=WEEK_DAYS - 1)
    title = say(book.language, "roster.week_of", first=first, last=last)
    console.print(Text(f"{title}  {found.planned.provider.name}", style="bold"))
    moment = write_moment(book.language, found.now)
    console.print(Text(phrase(book.language, "replanned", moment=moment)))


def _show_calls(console: Console, book: NameBook, found: ReplannedWeek) -> None:
    calls = write_calls(book, found.answer)
    if not calls:
        console.print(Text(phrase(book.language, "call_nobody")), soft_wrap=True)
    for key, is_client in (("call_clients", True), ("call_workers", False)):
        group = [one for one in calls if one.is_client == is_client]
        if group:
            console.print()
            console.print(Text(phrase(book.language, key, count=len(group)), style="bold"))
        for one in group:
            for line in lines_of(one):
                console.print(Text(f"  {line}"), soft_wrap=True)


def _show_changes(console: Console, book: NameBook, found: ReplannedWeek) -> None:
    changes = found.answer.changes
    if changes:
        console.print()
        title = phrase(book.language, "what_changes", count=len(changes))
        console.print(Text(title, style="bold"))
    for one in changes:
        line = f"  {write_meeting_change(book, one)} {write_why(book, one)}"
        console.print(Text(line), soft_wrap=True)


def _show_left_out(
    console: Console, book: NameBook, found: ReplannedWeek, view: RosterView
) -> None:
    """What is left out since; of what was left out before, only how much it is."""
    since = left_out_since(found.answer)
    new = tuple(one for one in view.left_out if one.need in since)
    if new:
        show_left_out(console, replace(view, left_out=new, kept_out=()))
    before = len(view.left_out) - len(new)
    if before:
        console.print()
        console.print(Text(phrase(book.language, "left_out_before", count=before)))


def _show_check(console: Console, book: NameBook, found: ReplannedWeek) -> None:
    faults = found.planned.held_faults
    if not faults:
        console.print(Text(say(book.language, "roster.check_faultless")))
        return
    title = phrase(book.language, "held_already", count=len(faults))
    console.print(Text(title, style="yellow"), soft_wrap=True)
    for one in faults:
        said = write_miss(book, one.rule, one.about, one.amount)
        console.print(Text(f"  {said}"), soft_wrap=True)
