"""What the commands of scenarios print: questions, differences, what helps; and how far it is."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from api.cli.screen import Screen
from api.cli.show_reasons import a_table
from api.exports.phrases import phrase
from api.exports.scenario_page import parts_of
from api.journeys.scenario_read import Opened
from domain.words import Language
from scenarios.library import questions
from scenarios.marginal import Helps
from scenarios.marginal_candidates import write_candidate
from scenarios.report import Report, changes_of
from scenarios.report_helps import (
    letters_of,
    write_costs,
    write_place,
    write_set,
    write_standing,
)
from scenarios.words import tell, write_interval, write_number


@contextmanager
def watch_playing(screen: Screen) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error while it is played; none where nobody looks at a terminal."""
    console = Console(stderr=True, highlight=False)
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[said]}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task(phrase(screen.language, "playing"), total=None, said="")

        def told(done: int, total: int) -> None:
            said = phrase(screen.language, "played_so_far", done=done, total=total)
            bar.update(task, completed=done, total=total, said=said)

        yield told


def show_list(screen: Screen) -> None:
    """Every ready question."""
    if screen.as_json:
        screen.give({"ok": True, "questions": [_listed(screen.language, n) for n in questions()]})
        return
    table = a_table(phrase(screen.language, "scenario_list"))
    table.add_column(phrase(screen.language, "scenario_name"), no_wrap=True)
    table.add_column(phrase(screen.language, "scenario_question"))
    for name, question in questions().items():
        table.add_row(name, escape(question.question.name(screen.language)))
    screen.out.print(table)
    screen.say("scenario_next", name=next(iter(questions())))


def _listed(language: Language, name: str) -> dict[str, Any]:
    question = questions()[name]
    return {
        "name": name,
        "question": question.question.name(language),
        "sources": [one.model_dump() for one in question.sources],
        "assumptions": [one.name(language) for one in question.assumptions],
        "variants": [f"{name}-{one.name}" for one in question.variants],
    }


def show_question(screen: Screen, opened: Opened, out: Path | None) -> None:
    """What is asked, where it comes from, and what every variant changes."""
    language, question, base = screen.language, opened.question, opened.base
    changes = changes_of(language, opened.scenarios, question)
    if screen.as_json:
        scenarios = [one.model_dump(mode="json", exclude_defaults=True) for one in opened.scenarios]
        words = {one.scenario: list(one.operations) for one in changes}
        path = str(out) if out else None
        screen.give({"ok": True, "scenarios": scenarios, "changes": words, "path": path})
        return
    asked = question.question.name(language) if question else base.question or base.name
    screen.out.print(f"[bold]{escape(asked)}", soft_wrap=True)
    assumptions: list[str] = list(base.assumptions)
    if question:
        assumptions = [one.name(language) for one in question.assumptions]
    for key, lines in (("sources", base.sources), ("assumptions", assumptions)):
        if lines:
            screen.out.print(f"\n[bold]{tell(language, key)}")
            for line in lines:
                screen.out.print(f"  {escape(line)}", soft_wrap=True)
    screen.out.print(f"\n[bold]{phrase(language, 'scenario_variants')}")
    for one in changes:
        said = tell(language, "base") if not one.operations else "; ".join(one.operations)
        screen.out.print(f"  {escape(one.scenario)}: {escape(one.title)}", soft_wrap=True)
        screen.out.print(f"    [dim]{escape(said)}", soft_wrap=True)
    if out:
        screen.say("scenario_written", path=out)


def show_report(screen: Screen, report: Report, files: tuple[Path, ...]) -> None:
    """Differences and values, figure by figure; then where the files are."""
    language = screen.language
    screen.out.print(
        f"[bold]{escape(report.question or report.titles[report.name])}", soft_wrap=True
    )
    for part in parts_of(report):
        table = a_table(part.name)
        table.add_column(tell(language, "scenario"))
        table.add_column(tell(language, "change"), justify="right")
        table.add_column(tell(language, "value"), justify="right")
        for row in part.rows:
            mark = " *" if row.sure else "  "
            table.add_row(escape(row.title), escape(row.change + mark), escape(row.value))
        screen.out.print(table)
    screen.say("scenario_replications", count=report.replications)
    screen.out.print(escape(tell(language, "unit.days_about")), soft_wrap=True)
    _show_files(screen, files)


def show_helps(screen: Screen, helps: Helps, files: tuple[Path, ...] = ()) -> None:
    """The best proposals, those that cannot be told apart on one place; then sets of them."""
    language, letter = screen.language, letters_of(helps)
    table = a_table(tell(language, "helps.title"))
    table.add_column("", no_wrap=True)
    table.add_column(tell(language, "helps.place"), justify="right")
    table.add_column(tell(language, "helps.candidate"))
    table.add_column(tell(language, "helps.share"), justify="right", no_wrap=True)
    table.add_column(tell(language, "helps.gain"), justify="right")
    table.add_column(tell(language, "helps.bound"), justify="right")
    table.add_column(tell(language, "helps.cost"), justify="right")
    for one in helps.confirmed:
        solved = (one.solved.gain, one.solved.bound) if one.solved else (math.nan, math.nan)
        table.add_row(
            letter[one.name],
            write_place(language, helps, one.place),
            escape(write_candidate(language, one.candidate)),
            write_interval(language, "share_in_time", one.change, change=True),
            *(write_number(language, minutes / 60) for minutes in solved),
            write_interval(language, "provider_cents", one.cents, change=True),
        )
    screen.out.print(table)
    _show_together(screen, helps)
    ranking = helps.ranking
    looked = tell(
        language,
        "helps.looked",
        candidates=ranking.candidates,
        solved=ranking.solved,
        played=len(helps.swept.scenarios) - 1,
    )
    screen.out.print(escape(looked), soft_wrap=True)
    screen.out.print(escape(write_costs(language, helps)), soft_wrap=True)
    screen.say("scenario_replications", count=helps.swept.replications)
    _show_files(screen, files)


def _show_together(screen: Screen, helps: Helps) -> None:
    """Sets of steps by what they cost, and which of them no other beats."""
    language = screen.language
    table = a_table(tell(language, "helps.together"))
    table.add_column(tell(language, "helps.steps"))
    table.add_column(tell(language, "helps.cost"), justify="right", no_wrap=True)
    table.add_column(tell(language, "helps.share"), justify="right", no_wrap=True)
    table.add_column(tell(language, "helps.standing"))
    for one in helps.together:
        table.add_row(
            write_set(language, helps, one),
            write_interval(language, "provider_cents", one.cents, change=True),
            write_interval(language, "share_in_time", one.change, change=True),
            write_standing(language, one),
        )
    screen.out.print(table)


def _show_files(screen: Screen, files: tuple[Path, ...]) -> None:
    if files:
        screen.say("wrote")
        for path in files:
            if path.parent.name not in {"tables", "scenarios"}:
                screen.out.print(f"  {path}", soft_wrap=True)
