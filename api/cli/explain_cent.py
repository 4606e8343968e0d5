"""``tugiplaan explain-cent``: where a cent comes from."""

from typing import Annotated

import typer
from rich.text import Text

from api.cli.month_options import BOOKS, BooksFolder, working
from api.cli.month_screen import show_sums
from api.cli.options import AsJson, Speak
from api.cli.screen import Screen
from api.exports.phrases import phrase
from api.exports.trace_words import trace_document, write_trace
from api.journeys.month_explain import Billed, Explained, explain_cent
from api.journeys.month_told import in_words
from domain.words import Language, say, write_euros


def explain_cent_(
    figure: Annotated[
        str,
        typer.Argument(
            metavar="INVOICE",
            help="An invoice, ours or one that came; or, without LINE, any figure: a line such "
            "as M0042/C17, a month (2026-11), an account of the ledger.",
        ),
    ],
    line: Annotated[
        str | None, typer.Argument(metavar="LINE", help="Number of the line on the invoice.")
    ] = None,
    *,
    books: BooksFolder = BOOKS,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Explain a cent: meeting, minutes, price and its source, ceilings, shares, entries.

    A figure of many lines is told as the lines it is the sum of; ask again for any of them.
    """
    screen = Screen(language, as_json)
    with working(screen, "explaining_cent"):
        found, findings = explain_cent(books, figure, line)
    if found is None:
        screen.refuse(in_words(findings))
    if as_json:
        screen.give(
            {
                "ok": True,
                "asked": found.asked,
                "lines": [trace_document(one, language) for one in found.traces],
                "billed": [
                    {"document": b.document, "number": b.number, "net": b.net, "ours": b.ours}
                    for b in found.billed
                ],
                "parts": [{"line": name, "cents": cents} for name, cents in found.parts],
            }
        )
        return
    _show(screen, found)


def _show(screen: Screen, found: Explained) -> None:
    for trace in found.traces:
        head, *steps = write_trace(trace, screen.language)
        screen.out.print(Text(head, style="bold"))
        for number, step in enumerate(steps, 1):
            screen.out.print(Text(f"  {number}. {step}"), soft_wrap=True)
    for billed in found.billed:
        screen.out.print(Text(f"  {_say_billed(billed, screen.language)}"), soft_wrap=True)
    if found.parts:
        euros = write_euros(screen.language, found.cents)
        text = phrase(screen.language, "figure_is", asked=found.asked, euros=euros)
        screen.out.print(Text(text, style="bold"))
        rows = ((name, 1, cents) for name, cents in found.parts)
        show_sums(screen, "lines", "number", rows)
        screen.say("figure_parts")


def _say_billed(billed: Billed, language: Language) -> str:
    key = "trace.ours" if billed.ours else "trace.theirs"
    return say(language, key, document=billed.document, number=billed.number, net=billed.net)
