"""The entry point: every command in one place."""

import io
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from api.cli.exits import INTERRUPTED
from api.cli.late import SETTINGS, Late, LateGroup

COMMANDS = {
    "template": Late("api.cli.begin", "template"),
    "sample": Late("api.cli.begin", "sample"),
    "import": Late("api.cli.look", "import_"),
    "roster": Late("api.cli.roster", "roster"),
    "replan": Late("api.cli.replan", "replan"),
    "check": Late("api.cli.look", "check"),
    "why": Late("api.cli.look", "why"),
    "demo": Late("api.cli.demo", "demo"),
    "sample-month": Late("api.cli.sample_month", "sample_month"),
    "deliver": Late("api.cli.deliver", "deliver"),
    "reconcile": Late("api.cli.reconcile", "reconcile"),
    "close": Late("api.cli.close", "close"),
    "invoice": Late("api.cli.invoice", "invoice"),
    "credit": Late("api.cli.credit", "credit"),
    "amend": Late("api.cli.amend", "amend"),
    "einvoice": Late("api.cli.einvoice", "einvoice"),
    "funder-report": Late("api.cli.funder_report", "funder_report"),
    "verify": Late("api.cli.verify", "verify"),
    "serve": Late("api.cli.serve", "serve"),
    "explain-cent": Late("api.cli.explain_cent", "explain_cent_"),
    "worker": Late("api.cli.worker", "worker"),
    "door": Late("api.cli.door", "door"),
    "backup": Late("api.cli.backup", "backup"),
    "restore": Late("api.cli.backup", "restore"),
}

GROUPS = {
    "provider": Late("api.cli.provider", "PROVIDER", "Providers of this house."),
    "account": Late("api.cli.account", "ACCOUNT", "Who may come in, and as what."),
    "keys": Late("api.cli.keys", "KEYS", "The master key."),
    "person": Late("api.cli.person", "PERSON", "What is held about somebody, and an end to it."),
    "question": Late("api.cli.letters", "QUESTION", "Questions of municipalities."),
    "notice": Late("api.cli.letters", "NOTICE", "Changes of which the municipality is told."),
    "scenario": Late(
        "api.cli.scenario",
        "SCENARIO",
        "What if: capacity, money and waiting under changed circumstances.",
    ),
}


class Commands(LateGroup):
    """Every command and group, each read when it is called."""

    late = COMMANDS | GROUPS


app = typer.Typer(
    name="tugiplaan",
    help="Plan the week and bill the month of a provider of peer counselling and support services.",
    cls=Commands,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
    **SETTINGS,
)


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
    """Plan the week and bill the month of a provider of peer counselling and support services."""


def main() -> None:
    """Run the command line; names from anywhere are printed whatever the terminal believes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
