"""``tugiplaan invoice``: invoices of a closed month, numbered without gaps."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from api.cli.month_options import (
    BOOKS,
    BooksFolder,
    DoneOn,
    MonthNamed,
    day_done,
    working,
    write_month_name,
)
from api.cli.options import AsJson, Speak
from api.cli.screen import Screen
from api.cli.show_reasons import a_table
from api.exports.phrases import phrase
from api.journeys.month_invoice import Issued, issue_invoices
from api.journeys.month_told import in_words
from billing.invoice import Invoice
from domain.words import write_day, write_euros

CONTRACTS = Path("contracts.xlsx")


def invoice(
    month: MonthNamed,
    *,
    contracts: Annotated[
        Path,
        typer.Option(
            help="Workbook of contracts: who is billed for which programme, in which series."
        ),
    ] = CONTRACTS,
    on: DoneOn = None,
    books: BooksFolder = BOOKS,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Issue the invoices of a closed month, one for each buyer and contract.

    Numbers have no gaps. What late facts turned back gets a credit note against the invoice it
    stood on, for the very cents that were billed. Asked again, the same invoices come back.
    """
    screen = Screen(language, as_json)
    with working(screen, "issuing"):
        first = month.date().replace(day=1)
        issued, findings = issue_invoices(books, first, contracts, day_done(on))
    if issued is None:
        screen.refuse(in_words(findings))
    if as_json:
        screen.give(
            {
                "ok": True,
                "month": write_month_name(issued.month),
                "new": issued.new,
                "invoices": [invoice_document(one) for one in issued.invoices],
            }
        )
        return
    _show(screen, issued)
    screen.say("invoice_next")


def _show(screen: Screen, issued: Issued) -> None:
    language = screen.language
    key = "invoices_issued" if issued.new else "invoices_before"
    table = a_table(phrase(language, key, count=len(issued.invoices)))
    table.add_column(phrase(language, "number"), no_wrap=True)
    table.add_column(phrase(language, "buyer"))
    for name in ("lines", "net", "vat", "gross", "due"):
        table.add_column(phrase(language, name), justify="right", no_wrap=True)
    for one in issued.invoices:
        sign = -1 if one.kind == "credit" else 1
        sums = [write_euros(language, sign * cents) for cents in (one.net, one.tax, one.gross)]
        due = write_day(language, one.due) if one.due else ""
        head = [escape(text) for text in (one.number, one.buyer.name)]
        table.add_row(*head, str(len(one.lines)), *sums, due)
    screen.out.print(table)


def invoice_document(one: Invoice) -> dict[str, Any]:
    """An invoice or credit note as plain data."""
    return {
        "number": one.number,
        "kind": one.kind,
        "buyer": one.buyer.registry,
        "reference": one.reference,
        "issued": one.issued.isoformat(),
        "due": one.due.isoformat() if one.due else None,
        "lines": len(one.lines),
        "net": one.net,
        "vat": one.tax,
        "gross": one.gross,
        "corrects": one.corrects or None,
    }
