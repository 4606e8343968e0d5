"""What the monthly commands print: sums, results, advice; and findings that are no bad input."""

from collections.abc import Iterable, Sequence

from rich.markup import escape
from rich.text import Text

from api.cli.screen import Screen
from api.cli.show_reasons import a_table
from api.exports.advice_leaf import say_advice
from api.exports.phrases import phrase
from api.exports.said_findings import say_finding
from api.exports.trace_words import write_hundredths
from api.journeys.month_told import in_words
from api.journeys.month_write import Told
from billing.advice import Advice
from billing.month import Totals
from domain.finding import Finding
from domain.words import Language, say, write_euros

MOST_SHOWN = 40
"""Results that the screen shows; the workbook has all."""
MOST_ADVICE = 8


def show_totals(screen: Screen, totals: Totals) -> None:
    """Full price, what ceilings take off, what is left, VAT."""
    language = screen.language
    table = a_table(phrase(language, "month_totals"))
    table.add_column("")
    table.add_column(phrase(language, "euros"), justify="right")
    for name, cents in sums_of(totals, language):
        table.add_row(name, write_euros(language, cents))
    screen.out.print(table)
    if totals.without_tariff:
        text = phrase(language, "without_tariff", count=totals.without_tariff)
        screen.out.print(Text(text, style="yellow"))


def sums_of(totals: Totals, language: Language) -> list[tuple[str, int]]:
    """Sums of a month with their names; ceilings that take nothing off are left out."""
    over = {key: getattr(totals, key) for key in ("over_units", "over_month", "over_year")}
    cut = [(phrase(language, f"sum.{key}"), -cents) for key, cents in over.items() if cents]
    taxed = [
        (
            phrase(
                language,
                "vat_line",
                category=group.category,
                rate=write_hundredths(group.rate, language),
            ),
            group.vat,
        )
        for group in totals.vat
        if group.vat
    ]
    return [
        (phrase(language, "sum.full"), totals.full),
        *cut,
        (phrase(language, "sum.net"), totals.net),
        *taxed,
        (phrase(language, "gross"), totals.gross),
    ]


def show_sums(screen: Screen, title: str, head: str, rows: Iterable[tuple[str, int, int]]) -> None:
    """Name, number of lines and cents."""
    table = a_table(phrase(screen.language, title))
    table.add_column(phrase(screen.language, head))
    table.add_column(phrase(screen.language, "lines"), justify="right")
    table.add_column(phrase(screen.language, "euros"), justify="right")
    for name, count, cents in rows:
        table.add_row(escape(name), str(count), write_euros(screen.language, cents))
    screen.out.print(table)


def show_results(screen: Screen, told: Sequence[Told], *, decisions: bool) -> None:
    """Each result with its code, its cents and what was decided of it."""
    language = screen.language
    if not told:
        return
    table = a_table(phrase(language, "month_results", count=len(told)))
    table.add_column(phrase(language, "code"))
    table.add_column(phrase(language, "at_stake"), justify="right", no_wrap=True)
    table.add_column(phrase(language, "what_is_wrong"))
    if decisions:
        table.add_column(phrase(language, "decided"))
    for one in told[:MOST_SHOWN]:
        cells = [one.finding.rule, write_euros(language, one.finding.amount), one.sentence]
        if decisions:
            held = one.held
            cells.append(
                say(language, f"decision.{held.verdict}") if held else phrase(language, "undecided")
            )
        table.add_row(*map(escape, cells))
    screen.out.print(table)
    if len(told) > MOST_SHOWN:
        screen.out.print(say(language, "why.more", count=len(told) - MOST_SHOWN))


def show_advice(screen: Screen, advice: Sequence[Advice]) -> None:
    """Warnings about ceilings of the year."""
    warned = [one for one in advice if one.warns]
    if not warned:
        return
    title = phrase(screen.language, "advice", count=len(warned))
    screen.out.print(Text(title, style="bold"))
    for one in warned[:MOST_ADVICE]:
        text = f"  {one.client} ({one.component}): {say_advice(one, screen.language)}"
        screen.out.print(Text(text), soft_wrap=True)
    if len(warned) > MOST_ADVICE:
        screen.out.print(f"  {say(screen.language, 'why.more', count=len(warned) - MOST_ADVICE)}")


def show_findings(screen: Screen, title: str, findings: Sequence[Finding]) -> None:
    """What was found, line by line, under a title with their number."""
    heading = phrase(screen.language, title, count=len(findings))
    screen.aside.print(Text(heading, style="bold yellow"))
    for one in in_words(findings):
        screen.aside.print(f"  {escape(say_finding(screen.language, one))}")
