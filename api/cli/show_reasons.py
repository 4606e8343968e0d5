"""Reasons on the screen: why left out, why chosen, what changed, what would help."""

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from api.exports.choices import write_choice, write_differences
from api.exports.helping import write_helps
from api.exports.names import NameBook
from api.exports.phrases import phrase
from api.exports.reasons import Nearest, Reason
from domain.words import Language, say, write_count
from optimizer.differ import Comparison, Fate
from optimizer.helps import Helps
from optimizer.runner_up import Choice


def show_reason(console: Console, reason: Reason, language: Language) -> None:
    """Everything that is said about one need left out."""
    console.print(Text(reason.headline, style="bold"))
    console.print(Text(reason.sentence))
    for line in reason.counts:
        console.print(Text(f"  - {line}"))
    for near in reason.nearest:
        console.print(Text(near.sentence))
        console.print(Text(f"  {write_misses(language, near)}"))
    console.print(Text(f"{say(language, 'why.change')} {reason.change}"))


def show_choice(console: Console, book: NameBook, choice: Choice) -> None:
    """Why a worker was chosen: prices by rule beside those of whoever comes next."""
    language, said = book.language, write_choice(book, choice)
    console.print(Text(said.headline, style="bold"))
    console.print(Text(said.next))
    for miss in said.misses:
        console.print(Text(f"  - {miss}"))
    table = a_table(say(language, "roster.cost_per_rule"))
    table.add_column(say(language, "roster.rule"))
    columns = ("chosen", "next", "difference")[: 1 if choice.runner_up is None else None]
    for key in columns:
        table.add_column(phrase(language, key), justify="right")
    total = [0, 0, 0]
    for line in said.lines:
        figures = (line.chosen, line.next, line.difference)
        total = [one + more for one, more in zip(total, figures, strict=True)]
        shown = [write_count(language, one) for one in figures]
        table.add_row(escape(line.name), *shown[: len(columns)])
    table.add_section()
    sums = [write_count(language, one) for one in total]
    table.add_row(say(language, "roster.total"), *sums[: len(columns)])
    console.print(table)


def show_comparison(console: Console, book: NameBook, comparison: Comparison) -> None:
    """What changed since the roster was published, and why."""
    language = book.language
    console.print()
    lines = list(write_differences(book, comparison))
    if not lines:
        console.print(say(language, "roster.no_changes"))
        return
    console.print(Text(f"{say(language, 'roster.changes')}: {len(lines)}", style="bold"))
    console.print(f"{phrase(language, f'fate.{Fate.KEPT}')}: {comparison.count(Fate.KEPT)}")
    for line in lines:
        console.print(Text(f"  {line}"), soft_wrap=True)


def show_helps(console: Console, book: NameBook, helps: Helps) -> None:
    """What would help: for all together first, then need by need."""
    language, said = book.language, write_helps(book, helps)
    console.print()
    console.print(Text(phrase(language, "what_would_help"), style="bold"))
    for change, serves in said.together:
        console.print(Text(f"  - {serves} {change}"), soft_wrap=True)
    for need, whom, (smallest, *others) in said.per_need:
        console.print(Text.assemble((whom, "bold"), f" ({need}): {smallest}"), soft_wrap=True)
        for other in others:
            console.print(Text(f"   {phrase(language, 'why_also')} {other}"), soft_wrap=True)


def write_misses(language: Language, near: Nearest) -> str:
    """What choosing the candidate would miss."""
    if not near.misses:
        return say(language, "why.would_break_nothing")
    return f"{say(language, 'why.would_break')} {'; '.join(near.misses)}."


def a_table(title: str) -> Table:
    """A plain table under a bold title."""
    return Table(
        title=Text(title),
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        header_style="dim",
    )
