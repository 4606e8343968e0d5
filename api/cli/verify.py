"""``tugiplaan verify``: whether the books are what they claim to be."""

import typer
from rich.text import Text

from api.cli.amend import amendment_document
from api.cli.month_options import BOOKS, BooksFolder, working, write_month_name
from api.cli.month_screen import show_findings
from api.cli.options import AsJson, Speak
from api.cli.screen import FAULTS, Screen
from api.exports.phrases import phrase
from api.journeys.month_json import told_document
from api.journeys.month_told import in_words
from api.journeys.month_verify import Verified, verify_books
from domain.words import write_day, write_euros

NO_BOOKS = "books.none"


def verify(*, books: BooksFolder = BOOKS, language: Speak = "et", as_json: AsJson = False) -> None:
    """Verify the books: files, chain of closed months, sums, fingerprints, invoice numbers.

    Everything is worked out anew. The first link of the chain that does not hold is named with
    its month and the reason. Nothing is written.
    """
    screen = Screen(language, as_json)
    with working(screen, "verifying"):
        seen, findings = verify_books(books)
    if any(one.rule == NO_BOOKS for one in findings):
        screen.refuse(in_words(findings))
    if as_json:
        screen.give(
            {
                "ok": not findings,
                "files": seen.files if seen else None,
                "closed": [write_month_name(one) for one in seen.closed] if seen else [],
                "entries": seen.entries if seen else None,
                "invoices": seen.invoices if seen else None,
                "seal": (seen.seal or None) if seen else None,
                "amendments": [amendment_document(one) for one in seen.amendments] if seen else [],
                "faults": told_document(findings, language),
            }
        )
    elif findings:
        show_findings(screen, "not_verified", findings)
    elif seen:
        screen.say(
            "verified",
            files=seen.files,
            closed=len(seen.closed),
            entries=seen.entries,
            invoices=seen.invoices,
        )
        _show_amendments(screen, seen)
        if seen.seal:
            screen.out.print(phrase(language, "seal", seal=seen.seal), soft_wrap=True)
    if findings:
        raise typer.Exit(FAULTS)


def _show_amendments(screen: Screen, seen: Verified) -> None:
    if not seen.amendments:
        return
    screen.say("amendments", count=len(seen.amendments))
    for one in seen.amendments:
        told = phrase(
            screen.language,
            "amendment_line",
            month=write_month_name(one.month),
            line=one.amended.line if one.amended else "",
            cents=write_euros(screen.language, one.amended.cents if one.amended else 0),
            by=one.by,
            on=write_day(screen.language, one.on),
            reason=one.reason,
        )
        screen.out.print(Text(f"  {told}"), soft_wrap=True)
