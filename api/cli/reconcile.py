"""``tugiplaan reconcile``: what was billed against what was delivered."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from api.cli.deliver import show_heading
from api.cli.exits import FAULTS
from api.cli.month_options import (
    BOOKS,
    BooksFolder,
    MonthAsked,
    MonthSource,
    People,
    first_of,
    working,
    write_month_name,
)
from api.cli.month_screen import show_advice, show_findings, show_results
from api.cli.options import AsJson, EngineUrl, Speak, today
from api.cli.plan import MOST_WARNINGS
from api.cli.screen import Screen, findings_document
from api.cli.show_reasons import a_table
from api.cli.show_repriced import repriced_document
from api.exports.phrases import phrase
from api.journeys.month_decide import ALL, AtOnce
from api.journeys.month_json import advice_document, result_document, told_document
from api.journeys.month_reconcile import ReconciledMonth, reconcile_month
from api.journeys.month_told import in_words
from api.journeys.month_write import TO_DECIDE, Told, tell_results, write_reconciled
from billing.decisions import Verdict
from billing.kinds import Kind
from domain.words import write_euros


def reconcile(
    path: MonthSource,
    *,
    invoices: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="An invoice that came: UBL or Estonian e-invoice (.xml), a workbook or a folder "
            "of CSV with the sheets of invoices. May be said many times; a folder of such "
            "files counts as all of them.",
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(help="The workbook of decisions, as an earlier comparison wrote it."),
    ] = None,
    decide: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE=DECISION",
            help="Decide about every result of a code that still waits, such as P03=corrected; "
            "all=... for whatever is left. Decisions: accepted, disputed, credit_asked, "
            "corrected, written_off. Asks for --reason and --by. May be said many times.",
        ),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why so, for --decide.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who decides, for --decide.")] = "",
    month: MonthAsked = None,
    people: People = None,
    out: Annotated[
        Path, typer.Option(file_okay=False, help="Folder for the result and the decisions.")
    ] = Path("result"),
    books: BooksFolder = BOOKS,
    engine: EngineUrl = "serial:",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Compare the invoices of a month with its meetings, to the cent.

    Every cent by which they differ is told by one result with its reason. Results, lines and
    explanations go into result.xlsx, and decisions.xlsx waits for yours: accept, dispute, ask
    for a credit note, correct, write off. Hand it back with --decisions; a decision holds as
    long as its cents stay the same. Nothing is booked before the month is closed.
    """
    screen = Screen(language, as_json)
    at_once = _at_once(screen, decide or [], reason.strip(), by.strip())
    with working(screen, "comparing"):
        found, findings = reconcile_month(
            path,
            _spread(invoices or []),
            books,
            first_of(month),
            decisions,
            today(),
            at_once,
            people,
            engine,
        )
        told = tell_results(found, language) if found else ()
        try:
            written = write_reconciled(found, out, language) if found else ()
        except OSError as error:
            screen.stop("cannot_write", path=out, reason=error.strerror or error)
    if found is None:
        screen.refuse(in_words(findings))
    if as_json:
        screen.give(
            {
                **_document(screen, found, told),
                "files": [str(one) for one in written],
                **findings_document(findings, language),
            }
        )
    else:
        screen.warn(findings, MOST_WARNINGS)
        _show(screen, found, told)
        _show_next(screen, found, out / TO_DECIDE)
    if found.undecided:
        raise typer.Exit(FAULTS)


def _spread(paths: list[Path]) -> list[Path]:
    """A folder of e-invoices and workbooks is all of its files; one of CSV is one invoice file."""
    found: list[Path] = []
    for path in paths:
        files = sorted(path.iterdir()) if path.is_dir() else []
        kinds = [one for one in files if one.suffix.lower() in {".xml", ".xlsx"}]
        found += kinds or [path]
    return found


def _at_once(screen: Screen, asked: list[str], reason: str, by: str) -> tuple[AtOnce, ...]:
    """Decisions by code; ends the command where one is none."""
    found = []
    for text in asked:
        code, _, verdict = text.partition("=")
        known = code == ALL or code in Kind.__members__
        if not known or verdict not in set(Verdict):
            screen.stop("decide_unknown", asked=text, verdicts=", ".join(Verdict))
        if not reason or not by:
            screen.stop("decide_bare")
        found.append(AtOnce(code, Verdict(verdict), reason, by, today()))
    return tuple(found)


def _document(screen: Screen, found: ReconciledMonth, told: tuple[Told, ...]) -> dict[str, object]:
    identity = found.found.identity
    return {
        "ok": not found.undecided,
        "month": write_month_name(found.delivered.priced.opened.month),
        "billed": identity.billed,
        "expected": identity.expected,
        "difference": identity.billed - identity.expected,
        "told": identity.told,
        "residue": identity.residue,
        "documents": len(found.tables.documents),
        "right": _right(found),
        "undecided": found.undecided,
        "repriced": repriced_document(found.delivered.priced),
        "results": [result_document(one) for one in told],
        "faults_of_form": told_document(found.came.told, screen.language),
        "advice": [advice_document(one, screen.language) for one in found.delivered.advice],
    }


def _show(screen: Screen, found: ReconciledMonth, told: tuple[Told, ...]) -> None:
    language, identity = screen.language, found.found.identity
    show_heading(screen, found.delivered)
    table = a_table(phrase(language, "identity"))
    table.add_column("")
    table.add_column(phrase(language, "euros"), justify="right")
    for key, cents in (
        ("billed", identity.billed),
        ("expected", identity.expected),
        ("difference", identity.billed - identity.expected),
        ("explained", identity.told - identity.residue),
        ("residue", identity.residue),
    ):
        table.add_row(phrase(language, key), write_euros(language, cents))
    screen.out.print(table)
    screen.say("right_lines", count=_right(found))
    show_results(screen, told, decisions=True)
    if found.came.told:
        show_findings(screen, "broken_rules", found.came.told)
    show_advice(screen, found.delivered.advice)


def _right(found: ReconciledMonth) -> int:
    """Results that say a line is right to the cent."""
    return int((found.found.results["key"] == "").sum())


def _show_next(screen: Screen, found: ReconciledMonth, path: Path) -> None:
    month = write_month_name(found.delivered.priced.opened.month)
    screen.out.print()
    if found.undecided:
        text = phrase(screen.language, "decisions_left", count=found.undecided, path=path)
        screen.out.print(Text(text), soft_wrap=True)
    elif found.carried.held:
        screen.say("all_decided", month=month)
    else:
        screen.say("nothing_to_decide", month=month)
