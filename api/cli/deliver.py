"""``tugiplaan deliver``: the meetings of a month, checked and priced."""

from collections.abc import Iterator

import pandas as pd
import typer
from rich.text import Text

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
from api.cli.month_screen import show_advice, show_results, show_sums, show_totals
from api.cli.options import AsJson, Speak
from api.cli.plan import MOST_WARNINGS
from api.cli.screen import Screen, findings_document
from api.cli.show_repriced import repriced_document, show_repriced
from api.exports.phrases import phrase
from api.exports.trace_words import component_name
from api.journeys.month_deliver import DeliveredMonth, deliver_month
from api.journeys.month_json import advice_document, result_document, totals_document
from api.journeys.month_told import in_words
from api.journeys.month_write import Told, tell_delivered
from domain.funders import funder_name
from domain.session import Outcome


def deliver(
    path: MonthSource,
    *,
    month: MonthAsked = None,
    people: People = None,
    books: BooksFolder = BOOKS,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Check and price the meetings of a month, and keep them in the books.

    Says what the month comes to by component and funder, what the checks found (no referral,
    two places at once, crisis support that was planned and so on) and whose ceiling of the year
    is nearly spent. The month stays open: hand it in again as often as you correct it.
    """
    screen = Screen(language, as_json)
    with working(screen, "checking"):
        found, findings = deliver_month(path, books, first_of(month), people)
    if found is None:
        screen.refuse(in_words(findings))
    told = tell_delivered(found, language)
    totals = found.priced.run.month.totals
    if as_json:
        screen.give(
            {
                "ok": not told,
                "month": write_month_name(found.priced.opened.month),
                "lines": len(found.tables.attended),
                "totals": totals_document(totals),
                "components": [
                    {"component": component, "lines": count, "cents": cents}
                    for component, count, cents in components_of(found)
                ],
                "funders": [
                    {"funder": funder, "lines": count, "cents": cents}
                    for funder, count, cents in funders_of(found)
                ],
                "repriced": repriced_document(found.priced),
                "results": [result_document(one) for one in told],
                "advice": [advice_document(one, language) for one in found.advice],
                **findings_document(findings, language),
            }
        )
    else:
        screen.warn(findings, MOST_WARNINGS)
        show_delivered(screen, found, told)
        screen.say("kept_draft", folder=books)
    if told:
        raise typer.Exit(FAULTS)


def show_delivered(screen: Screen, found: DeliveredMonth, told: tuple[Told, ...]) -> None:
    """Heading, sums, results, advice."""
    language = screen.language
    show_heading(screen, found)
    rows = [
        (f"{component_name(name, language)} ({name})", n, cents)
        for name, n, cents in components_of(found)
    ]
    show_sums(screen, "by_component", "component", rows)
    payers = [(funder_name(name, language), n, cents) for name, n, cents in funders_of(found)]
    show_sums(screen, "by_funder", "funder", payers)
    show_totals(screen, found.priced.run.month.totals)
    show_results(screen, told, decisions=False)
    if not told:
        screen.say("no_results")
    show_advice(screen, found.advice)


def show_heading(screen: Screen, found: DeliveredMonth) -> None:
    """Which month, whose, and how many meetings."""
    opened, language = found.priced.opened, screen.language
    title = phrase(
        language,
        "month_heading",
        month=write_month_name(opened.month),
        seller=opened.book.sellers[0].name,
    )
    screen.out.print(Text(title, style="bold"))
    attended = found.tables.attended
    outcomes = attended["outcome"].astype("str")
    screen.say(
        "month_counts",
        lines=len(attended),
        delivered=int((outcomes == Outcome.DELIVERED.value).sum()),
        missing=found.missing,
        late=int((attended["day"] < opened.month.toordinal()).sum()),
    )
    show_repriced(screen, found.priced)


def components_of(found: DeliveredMonth) -> Iterator[tuple[str, int, int]]:
    """Component, lines with a claim, and cents; the dearest first."""
    frame = found.tables.priced.assign(component=found.tables.attended["component"].astype("str"))
    yield from _sums(frame[frame["net"] != 0], "component", "net")


def funders_of(found: DeliveredMonth) -> Iterator[tuple[str, int, int]]:
    """Funder, lines and cents; who pays most first."""
    frame = found.tables.split
    yield from _sums(frame.assign(funder=frame["funder"].astype("str")), "funder", "cents")


def _sums(frame: pd.DataFrame, key: str, cents: str) -> Iterator[tuple[str, int, int]]:
    sums = frame.groupby(key)[cents].agg(["count", "sum"])
    ordered = sums.sort_values(["sum", "count"], ascending=False, kind="stable")
    for name, count, total in ordered.itertuples():
        yield str(name), int(count), int(total)
