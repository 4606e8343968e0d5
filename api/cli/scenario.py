"""``tugiplaan scenario``: ask, look, play, compare, see what helps, and write the report."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import AsJson, EngineUrl, Speak, today
from api.cli.screen import Screen
from api.cli.show_scenario import (
    show_helps,
    show_list,
    show_question,
    show_report,
    watch_playing,
)
from api.exports.scenario_json import helps_document, report_document
from api.journeys.scenario_play import PlayAsked, find_help, play
from api.journeys.scenario_read import Opened, open_scenarios, write_scenario
from api.journeys.scenario_write import write_report
from api.journeys.whole import write_whole
from scenarios.report import Report, report_of
from scenarios.report_helps import helps_report
from scenarios.sweep import Swept

Asked = Annotated[
    str, typer.Argument(metavar="NAME", help="A ready question, or a file (.yaml, .toml, .json).")
]
Many = Annotated[
    int | None,
    typer.Option(min=2, max=10_000, help="How often each is played; as it says, if not said."),
]
Luck = Annotated[
    int | None, typer.Option(min=0, help="Seed of all chance; that of the scenario, if not said.")
]


def list_(language: Speak = "et", as_json: AsJson = False) -> None:  # noqa: FBT002 - an option
    """List the ready questions: those of the source documents, each with its sources."""
    show_list(Screen(language, as_json))


def show(
    name: Asked,
    *,
    out: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="Write the base as a YAML file, to be changed."),
    ] = None,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Show what a question asks: sources, assumptions, and what each variant changes."""
    screen = Screen(language, as_json)
    opened = _open(screen, [name])
    if out is not None:
        if out.exists():
            screen.stop("file_exists", path=out)
        text = write_scenario(opened.base)
        try:
            write_whole(out.parent, {out.name: lambda path: _text(path, text)})
        except OSError as error:
            screen.stop("cannot_write", path=out, reason=error.strerror or error)
    show_question(screen, opened, out)


def run(
    name: Asked,
    *,
    replications: Many = None,
    seed: Luck = None,
    engine: EngineUrl = "serial:",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Play a question or a file, and tell its figures beside those of the base."""
    _played(Screen(language, as_json), [name], PlayAsked(engine, replications, seed), None)


def compare(
    names: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Files of scenarios, the base first."),
    ],
    *,
    replications: Many = None,
    seed: Luck = None,
    engine: EngineUrl = "serial:",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Compare files: differences with their intervals, the same luck on all sides."""
    _played(Screen(language, as_json), names, PlayAsked(engine, replications, seed), None)


def report(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME...", help="A ready question, or files, the base first."),
    ],
    *,
    out: Annotated[
        Path, typer.Option(file_okay=False, help="Folder for the report's files.")
    ] = Path("scenario"),
    replications: Many = None,
    seed: Luck = None,
    engine: EngineUrl = "serial:",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Write a report to send on: page, workbook, charts, tables, and the scenarios themselves.

    report.html is one file without anything beside it, and prints; report.xlsx holds the same
    numbers as numbers. Differences, intervals, sources and assumptions are in both.
    """
    _played(Screen(language, as_json), names, PlayAsked(engine, replications, seed), out)


def what_helps(
    name: Asked,
    *,
    out: Annotated[
        Path | None, typer.Option(file_okay=False, help="Folder for a report of it.")
    ] = None,
    replications: Many = None,
    seed: Luck = None,
    engine: EngineUrl = "serial:",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Say which hire, training, course, contract hour, working day or interpreter helps most.

    Bounds leave most proposals out, solving ranks the rest, and the best are played beside the
    scenario as it stands. Ties are said. Then sets of the best are played, and those are told that
    no other beats in both cost and share in time.
    """
    screen = Screen(language, as_json)
    opened = _open(screen, [name])
    with watch_playing(screen) as told:
        helps, findings = find_help(
            opened.scenarios[-1] if opened.question is None else opened.base,
            PlayAsked(engine, replications, seed),
            told,
        )
    if helps is None:
        screen.refuse(findings)
    files: tuple[Path, ...] = ()
    if out is not None:
        files = _written(screen, helps_report(language, helps, today()), helps.swept, out)
    if as_json:
        screen.give(helps_document(language, helps, files))
        return
    show_helps(screen, helps, files)


def _open(screen: Screen, names: list[str]) -> Opened:
    opened, findings = open_scenarios(names, screen.language)
    if opened is None:
        screen.refuse(findings)
    return opened


def _played(screen: Screen, names: list[str], asked: PlayAsked, out: Path | None) -> None:
    opened = _open(screen, names)
    with watch_playing(screen) as told:
        swept, findings = play(opened, asked, told)
    if swept is None:
        screen.refuse(findings)
    made = report_of(screen.language, swept, today(), opened.question)
    files: tuple[Path, ...] = ()
    if out is not None:
        files = _written(screen, made, swept, out)
    if screen.as_json:
        screen.give(report_document(made, swept, files))
        return
    show_report(screen, made, files)


def _written(screen: Screen, made: Report, swept: Swept, out: Path) -> tuple[Path, ...]:
    try:
        return write_report(made, swept, out)
    except OSError as error:
        screen.stop("cannot_write", path=out, reason=error.strerror or error)


def _text(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


SCENARIO: tuple[tuple[str, Callable[..., None]], ...] = (
    ("list", list_),
    ("show", show),
    ("run", run),
    ("compare", compare),
    ("what-helps", what_helps),
    ("report", report),
)
