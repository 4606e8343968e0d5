"""The entry point: every command in one place."""

import io
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from api.cli.begin import sample, template
from api.cli.demo import demo
from api.cli.look import check, import_, why
from api.cli.replan import replan
from api.cli.roster import roster
from api.cli.screen import INTERRUPTED

COMMANDS = (
    ("template", template),
    ("sample", sample),
    ("import", import_),
    ("roster", roster),
    ("replan", replan),
    ("check", check),
    ("why", why),
    ("demo", demo),
)

app = typer.Typer(
    name="tugiplaan",
    help="Plan the week of a provider of peer counselling and support-person services.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for _name, _command in COMMANDS:
    app.command(_name)(_command)


def _print_version(asked: bool) -> None:  # noqa: FBT001 - the library calls it so
    if not asked:
        return
    try:
        number = version("tugiplaan")
    except PackageNotFoundError:
        number = "(not installed)"
    sys.stdout.write(f"tugiplaan {number}\n")
    raise typer.Exit


@app.callback()
def _begin(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Say which it is."),
    ] = False,
) -> None:
    """Plan the week of a provider of peer counselling and support-person services."""


def main() -> None:
    """Run the command line; names from anywhere are printed whatever the terminal believes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
