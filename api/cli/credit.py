"""``tugiplaan credit``: an issued invoice given back by hand, whole or in part."""

from typing import Annotated

import typer
from rich.markup import escape

from api.cli.exits import FAULTS
from api.cli.invoice import invoice_document
from api.cli.month_options import (
    BOOKS,
    BooksFolder,
    DoneOn,
    day_done,
    euros_asked,
    working,
    write_month_name,
)
from api.cli.month_screen import show_findings
from api.cli.options import AsJson, Speak
from api.cli.screen import Screen
from api.cli.show_reasons import a_table
from api.exports.phrases import phrase
from api.journeys.month_credit import UNKNOWN, CreditAsked, CreditWritten, credit_invoice
from api.journeys.month_json import told_document
from api.journeys.month_told import in_words
from domain.words import write_euros

BAD = ("books.", *UNKNOWN)
"""Rules of what cannot be used begin so; any other finding stands against the credit note."""


def credit(
    number: Annotated[
        str, typer.Argument(metavar="INVOICE", help="Number of the invoice, such as TK26-0001.")
    ],
    *,
    reason: Annotated[
        str, typer.Option(help="Why; it stands on the credit note and in the ledger.")
    ],
    by: Annotated[str, typer.Option("--by", help="Who gives it back.")],
    line: Annotated[
        list[str] | None,
        typer.Option(
            metavar="N",
            help="Only this line of the invoice, all that is left of it. May be said many times.",
        ),
    ] = None,
    quantity: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Only so much of the one line: minutes where its price is one of time.",
        ),
    ] = None,
    amount: Annotated[
        str, typer.Option(metavar="EUROS", help="Only so many euros of the one line, net: 12.50.")
    ] = "",
    on: DoneOn = None,
    books: BooksFolder = BOOKS,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Write a credit note by hand: for a whole invoice, some of its lines, or part of one.

    The cents are those of the invoice, shares of funders and VAT included, and all credit notes
    together never pass it. It is booked in the earliest open month, and its number follows the
    last one. Where it cannot be, all reasons are told and nothing changes. A meeting that was
    recorded wrongly is better put right with the next month: its credit note then comes by itself.
    """
    screen = Screen(language, as_json)
    lines = tuple(line or ())
    if (quantity is not None or amount) and (len(lines) != 1 or (quantity and amount)):
        screen.stop("one_line")
    cents = euros_asked(screen, amount, least=1) if amount else None
    asked = CreditAsked(number, reason.strip(), by.strip(), day_done(on), lines, quantity, cents)
    with working(screen, "crediting"):
        written, findings = credit_invoice(books, asked)
    if written is None:
        if any(one.rule.startswith(BAD) for one in findings):
            screen.refuse(in_words(findings))
        if as_json:
            screen.give({"ok": False, "errors": told_document(findings, language), "warnings": []})
        else:
            show_findings(screen, "not_credited", findings)
        raise typer.Exit(FAULTS)
    if as_json:
        screen.give(_document(written))
    else:
        _show(screen, written)


def _document(written: CreditWritten) -> dict[str, object]:
    note = written.note
    return {
        "ok": True,
        "credit": invoice_document(note),
        "lines": [
            {"number": one.number, "line": one.object, "cents": one.net} for one in note.lines
        ],
        "month": write_month_name(written.month),
        "entries": written.entries,
        "left": written.left,
    }


def _show(screen: Screen, written: CreditWritten) -> None:
    note, language = written.note, screen.language
    table = a_table(
        phrase(
            language,
            "credit_written",
            number=note.number,
            corrects=note.corrects,
            net=write_euros(language, -note.net),
            lines=len(note.lines),
        )
    )
    for name in ("number", "line", "what_for"):
        table.add_column(phrase(language, name))
    table.add_column(phrase(language, "net"), justify="right", no_wrap=True)
    for one in note.lines:
        told = [escape(text) for text in (one.number, one.object, one.said)]
        table.add_row(*told, write_euros(language, -one.net))
    screen.out.print(table)
    screen.say(
        "credit_booked",
        month=write_month_name(written.month),
        entries=written.entries,
        left=write_euros(language, written.left),
    )
    screen.say("credit_next", number=note.number)
