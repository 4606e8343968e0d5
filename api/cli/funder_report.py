"""``tugiplaan funder-report``: claims, costs, benefits and journal of a month."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from api.cli.month_options import BOOKS, BooksFolder, MonthNamed, working, write_month_name
from api.cli.options import AsJson, Speak
from api.cli.plan import MOST_WARNINGS
from api.cli.screen import Screen
from api.cli.show_reasons import a_table
from api.exports.phrases import phrase
from api.exports.trace_words import write_hundredths
from api.journeys.month_report import Reported, report_month
from api.journeys.month_told import in_words
from domain.funders import funder_name
from domain.words import write_euros


def funder_report(
    month: MonthNamed,
    *,
    people: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="The weekly workbook: homes and places, for the kilometres of travel benefits.",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(file_okay=False, help="Folder for the report's files.")
    ] = Path("report"),
    books: BooksFolder = BOOKS,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Write what the funders of a month ask for, to the cent.

    report.xlsx has the claim of each funder beside its exact share, the cost report by
    municipality, case and component, the days for which unemployed clients get their travel
    paid, and the journal. The cost report and the journal come as CSV as well, the ledger as a
    beancount file.
    """
    screen = Screen(language, as_json)
    try:
        with working(screen, "writing"):
            found, findings = report_month(
                books, month.date().replace(day=1), out, language, people
            )
    except OSError as error:
        screen.stop("cannot_write", path=out, reason=error.strerror or error)
    if found is None:
        screen.refuse(in_words(findings))
    if as_json:
        screen.give(_document(found))
        return
    screen.warn(findings, MOST_WARNINGS)
    _show(screen, found)


def _document(found: Reported) -> dict[str, object]:
    return {
        "ok": True,
        "month": write_month_name(found.month),
        "closed": found.closed,
        "claims": [
            {
                "grant": one.grant,
                "funder": one.funder,
                "cents": one.cents,
                "share_hundredths": one.share,
                "apart_hundredths": one.apart,
            }
            for one in found.claims
        ],
        "benefits": [
            {
                "benefit": one.benefit,
                "client": one.client,
                "day": one.day.isoformat(),
                "home": one.home or None,
                "place": one.place or None,
                "km": one.km,
                "cents": one.cents,
                "note": one.note.value or None,
            }
            for one in found.benefits
        ],
        "files": [str(path) for path in found.files],
    }


def _show(screen: Screen, found: Reported) -> None:
    language = screen.language
    table = a_table(phrase(language, "claims"))
    table.add_column(phrase(language, "grant"))
    table.add_column(phrase(language, "funder"))
    table.add_column(phrase(language, "euros"), justify="right", no_wrap=True)
    table.add_column(phrase(language, "apart"), justify="right", no_wrap=True)
    for one in found.claims:
        cells = (one.grant, funder_name(one.funder, language), write_euros(language, one.cents))
        table.add_row(*map(escape, cells), write_hundredths(one.apart, language))
    screen.out.print(table)
    known = [one.cents for one in found.benefits if one.cents is not None]
    if found.benefits:
        screen.say(
            "benefit_days",
            count=len(found.benefits),
            euros=write_euros(language, sum(known)),
            open=len(found.benefits) - len(known),
        )
        if not found.people:
            screen.say("benefits_no_people")
    screen.say("wrote")
    for path in found.files:
        screen.out.print(f"  {path}", soft_wrap=True)
