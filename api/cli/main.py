"""The entry point: every command in one place."""

import io
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from api.cli.account import ACCOUNT
from api.cli.amend import amend
from api.cli.backup import backup, restore
from api.cli.begin import sample, template
from api.cli.close import close
from api.cli.credit import credit
from api.cli.deliver import deliver
from api.cli.demo import demo
from api.cli.einvoice import einvoice
from api.cli.explain_cent import explain_cent_
from api.cli.funder_report import funder_report
from api.cli.invoice import invoice
from api.cli.keys import KEYS
from api.cli.look import check, import_, why
from api.cli.person import PERSON
from api.cli.provider import PROVIDER
from api.cli.reconcile import reconcile
from api.cli.replan import replan
from api.cli.roster import roster
from api.cli.sample_month import sample_month
from api.cli.scenario import SCENARIO
from api.cli.screen import INTERRUPTED
from api.cli.serve import serve
from api.cli.verify import verify
from api.cli.worker import worker

COMMANDS = (
    ("template", template),
    ("sample", sample),
    ("import", import_),
    ("roster", roster),
    ("replan", replan),
    ("check", check),
    ("why", why),
    ("demo", demo),
    ("sample-month", sample_month),
    ("deliver", deliver),
    ("reconcile", reconcile),
    ("close", close),
    ("invoice", invoice),
    ("credit", credit),
    ("amend", amend),
    ("einvoice", einvoice),
    ("funder-report", funder_report),
    ("verify", verify),
    ("serve", serve),
    ("explain-cent", explain_cent_),
    ("worker", worker),
    ("backup", backup),
    ("restore", restore),
)

GROUPS = (
    ("provider", "Providers of this house.", PROVIDER),
    ("account", "Who may come in, and as what.", ACCOUNT),
    ("keys", "The master key.", KEYS),
    ("person", "What is held about somebody, and an end to it.", PERSON),
    ("scenario", "What if: capacity, money and waiting under changed circumstances.", SCENARIO),
)

app = typer.Typer(
    name="tugiplaan",
    help="Plan the week and bill the month of a provider of peer counselling and support services.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for _name, _command in COMMANDS:
    app.command(_name)(_command)
for _name, _help, _commands in GROUPS:
    _group = typer.Typer(help=_help, no_args_is_help=True)
    for _inner, _command in _commands:
        _group.command(_inner)(_command)
    app.add_typer(_group, name=_name)


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
