"""``tugiplaan einvoice``: e-invoices judged, or written from what was issued."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli.exits import FAULTS
from api.cli.month_options import BOOKS, BooksFolder
from api.cli.month_screen import show_findings
from api.cli.options import AsJson, Speak
from api.cli.screen import Screen
from api.journeys.month_einvoice import judge_files, write_einvoices
from api.journeys.month_json import told_document
from api.journeys.month_told import in_words


def einvoice(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="E-invoices (.xml) to judge.")
    ] = None,
    *,
    write: Annotated[
        Path | None,
        typer.Option(file_okay=False, help="Folder to write the issued invoices to instead."),
    ] = None,
    number: Annotated[
        list[str] | None,
        typer.Option(help="Only the invoice of this number; may be said many times."),
    ] = None,
    syntax: Annotated[
        Literal["ubl", "earve"],
        typer.Option(help="ubl: Peppol BIS Billing 3. earve: Estonian e-invoice 1.2."),
    ] = "ubl",
    books: BooksFolder = BOOKS,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Judge e-invoices by schema, official rules and our own arithmetic, or write them.

    With --write the invoices that were issued are written as files, each judged before it
    leaves; one that is not sound keeps all of them back. Sending them is left to your operator.
    """
    screen = Screen(language, as_json)
    if bool(files) == bool(write):
        screen.stop("files_or_write")
    if write is not None:
        _write(screen, books, write, syntax, number or [])
        return
    judged, findings = judge_files(files or [])
    if findings:
        screen.refuse(in_words(findings))
    bad = [one for one in judged if one.findings]
    if as_json:
        screen.give(
            {
                "ok": not bad,
                "files": [
                    {
                        "file": one.file,
                        "syntax": one.syntax or None,
                        "faults": told_document(one.findings, language),
                    }
                    for one in judged
                ],
            }
        )
    else:
        for one in judged:
            if one.findings:
                screen.say("einvoice_bad", file=one.file, count=len(one.findings))
                show_findings(screen, "broken_rules", one.findings)
            else:
                screen.say("einvoice_good", file=one.file, syntax=one.syntax)
    if bad:
        raise typer.Exit(FAULTS)


def _write(
    screen: Screen, books: Path, out: Path, syntax: Literal["ubl", "earve"], numbers: list[str]
) -> None:
    try:
        sent, findings = write_einvoices(books, out, syntax, numbers)
    except OSError as error:
        screen.stop("cannot_write", path=out, reason=error.strerror or error)
    if findings:
        screen.refuse(in_words(findings))
    if sent is None:
        screen.stop("no_invoices")
    if screen.as_json:
        screen.give({"ok": True, "files": [str(path) for path in sent.files]})
        return
    for path in sent.files:
        screen.out.print(f"  {path}", soft_wrap=True)
    screen.say("einvoices_written", count=len(sent.files), folder=out)
