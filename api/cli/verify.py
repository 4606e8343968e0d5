"""``tugiplaan verify``: whether the books are what they claim to be."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from api.cli.amend import amendment_document
from api.cli.backup import show_house
from api.cli.exits import FAULTS
from api.cli.month_options import BOOKS, BooksFolder, working, write_month_name
from api.cli.month_screen import show_findings
from api.cli.options import AsJson, Speak, right_now
from api.cli.screen import Screen
from api.exports.phrases import phrase
from api.journeys.found_house import COMMAND
from api.journeys.house_backup import heads_told
from api.journeys.house_verify import verify_house
from api.journeys.month_json import told_document
from api.journeys.month_told import in_words
from api.journeys.month_verify import Verified, verify_books
from api.journeys.open_house import open_house
from api.settings import Settings
from domain.words import write_day, write_euros

NO_BOOKS = "books.none"


def verify(
    *,
    books: BooksFolder = BOOKS,
    house: Annotated[
        bool,
        typer.Option("--house", help="The database of the house: every provider's books and acts."),
    ] = False,
    told: Annotated[
        Path | None,
        typer.Option(help="A backup, whose ends of the records of acts must still be there."),
    ] = None,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Verify the books: files, chain of closed months, sums, fingerprints, invoice numbers.

    Everything is worked out anew. The first link of the chain that does not hold is named with
    its month and the reason. Nothing is written. With --house the books in the database are
    verified, with the record of acts, the numbers that were given and every sealed record.
    """
    screen = Screen(language, as_json)
    if house or told is not None:
        _verify_house(screen, told)
        return
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


def _verify_house(screen: Screen, told: Path | None) -> None:
    """Verify the database of the settings."""
    store, findings = open_house(Settings())
    if store is None:
        screen.refuse(findings)
    try:
        heads = None
        if told is not None:
            heads, findings = heads_told(told, store.master)
            if heads is None:
                screen.refuse(findings)
        seen, findings = verify_house(store, COMMAND, right_now(), heads)
    finally:
        store.close()
    show_house(screen, seen, findings, {})
