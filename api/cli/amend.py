"""``tugiplaan amend``: a line of a closed month claims more or less, signed and chained."""

from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.exits import FAULTS
from api.cli.month_options import (
    BOOKS,
    BooksFolder,
    DoneOn,
    MonthNamed,
    day_done,
    euros_asked,
    working,
    write_month_name,
)
from api.cli.month_screen import show_findings
from api.cli.options import AsJson, Speak
from api.cli.screen import Screen
from api.exports.phrases import phrase
from api.journeys.month_amend import UNKNOWN, AmendAsked, amend_month
from api.journeys.month_json import told_document
from api.journeys.month_told import in_words
from billing.close import Link
from domain.words import write_euros

BAD = ("books.", *UNKNOWN)
"""Rules of what cannot be used begin so; any other finding stands against the amendment."""


def amend(
    month: MonthNamed,
    line: Annotated[
        str, typer.Argument(metavar="LINE", help="Line of the closed month, such as M0042/C017.")
    ],
    *,
    amount: Annotated[
        str,
        typer.Option(metavar="EUROS", help="By how much: -5.00 claims less, 5.00 claims more."),
    ],
    reason: Annotated[str, typer.Option(help="Why; it is chained with the amendment.")],
    by: Annotated[str, typer.Option("--by", help="Who amends.")],
    signed: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            dir_okay=False,
            help="The signed file that allows it (.asice, .pdf); its fingerprint is chained.",
        ),
    ],
    on: DoneOn = None,
    books: BooksFolder = BOOKS,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Amend a closed month by a signed decision: one line claims more or less.

    For what no corrected meeting can tell, such as an agreement or a judgement. The closed month
    keeps its content and seal; who, why, which line and how many cents become a link of the
    chain, and the cents are booked in the earliest open month, with whose invoices they are
    credited or billed. A meeting that was recorded wrongly is put right with the next month.
    """
    screen = Screen(language, as_json)
    cents = euros_asked(screen, amount)
    if not (cents and reason.strip() and by.strip()):
        screen.stop("amend_bare")
    first = month.date().replace(day=1)
    asked = AmendAsked(first, line, cents, reason.strip(), by.strip(), day_done(on), signed)
    with working(screen, "amending"):
        done, findings = amend_month(books, asked)
    if done is None:
        if any(one.rule.startswith(BAD) for one in findings):
            screen.refuse(in_words(findings))
        if as_json:
            screen.give({"ok": False, "errors": told_document(findings, language), "warnings": []})
        else:
            show_findings(screen, "not_amended", findings)
        raise typer.Exit(FAULTS)
    if as_json:
        screen.give({"ok": True, **amendment_document(done.link), "left": done.left})
        return
    name = write_month_name(first)
    screen.say(
        "amended",
        month=name,
        line=line,
        cents=write_euros(language, cents),
        left=write_euros(language, done.left),
        period=write_month_name(done.entry.period),
    )
    screen.say("amended_stays", month=name, file=signed, signature=done.link.signature)
    screen.out.print(phrase(language, "seal", seal=done.link.seal), soft_wrap=True)


def amendment_document(link: Link) -> dict[str, Any]:
    """An amendment as plain data."""
    amended = link.amended
    return {
        "month": write_month_name(link.month),
        "line": amended.line if amended else None,
        "cents": amended.cents if amended else None,
        "booked_in": write_month_name(amended.period) if amended else None,
        "reason": link.reason,
        "by": link.by,
        "on": link.on.isoformat(),
        "signature": link.signature,
        "seal": link.seal,
    }
