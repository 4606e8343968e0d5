"""``tugiplaan close``: a month is booked and never changes again."""

from typing import Annotated

import typer

from api.cli.exits import FAULTS
from api.cli.month_options import (
    BOOKS,
    BooksFolder,
    DoneOn,
    MonthNamed,
    day_done,
    working,
    write_month_name,
)
from api.cli.month_screen import show_findings, show_totals
from api.cli.options import AsJson, Speak
from api.cli.screen import Screen
from api.exports.phrases import phrase
from api.journeys.month_close import close_month
from api.journeys.month_json import told_document, totals_document
from api.journeys.month_told import in_words
from domain.words import write_euros

DAMAGE = "books."
"""Findings about the books themselves begin with this: they are bad input."""


def close(
    month: MonthNamed,
    *,
    by: Annotated[str, typer.Option("--by", help="Who closes the month.")] = "",
    on: DoneOn = None,
    early: Annotated[
        bool,
        typer.Option("--early", help="Close it although its last day is yet to come."),
    ] = False,
    books: BooksFolder = BOOKS,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Close a month for good: book it, freeze it, seal it.

    Prices, ceilings, shares and the received invoices are frozen, and the seal is chained to the
    month before. A month cannot be closed while an earlier one is open, a cent is unexplained or
    a result waits for a decision, nor before its last day unless --early is said; then all
    reasons are told and nothing changes. What comes to light later is handed in with the next
    month.
    """
    screen = Screen(language, as_json)
    with working(screen, "closing"):
        closed, findings = close_month(
            books, month.date().replace(day=1), day_done(on), by, early=early
        )
    if closed is None:
        if any(one.rule.startswith(DAMAGE) for one in findings):
            screen.refuse(in_words(findings))
        if as_json:
            screen.give({"ok": False, "errors": told_document(findings, language), "warnings": []})
        else:
            show_findings(screen, "not_closed", findings)
        raise typer.Exit(FAULTS)
    name = write_month_name(closed.month)
    if as_json:
        screen.give(
            {
                "ok": True,
                "month": name,
                "totals": totals_document(closed.totals),
                "entries": closed.entries,
                "content": closed.link.content,
                "seal": closed.link.seal,
                "warnings": told_document(findings, language),
            }
        )
        return
    if findings:
        show_findings(screen, "closed_early", findings)
    show_totals(screen, closed.totals)
    net = write_euros(language, closed.totals.net)
    screen.say("month_closed", month=name, net=net, entries=closed.entries)
    screen.out.print(phrase(language, "seal", seal=closed.link.seal), soft_wrap=True)
    screen.say("close_next", month=name)
