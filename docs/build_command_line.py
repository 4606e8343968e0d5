"""Write docs/reference/command-line.md from the commands: ``python -m docs.build_command_line``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from api.cli.main import app

PAGE = Path(__file__).parent / "reference" / "command-line.md"
TOP = """\
# The command line

Written by `docs/build_command_line.py` from what `--help` says; change the commands, not this page.

Every command speaks Estonian, Russian or English: `--language et|ru|en`, or once for all in the
environment variable `TUGIPLAAN_LANGUAGE`. Every command but `--version` and `worker` gives one JSON
object with `--json` on standard output and nothing else there; its `ok` says whether all went well.
Bars, warnings and errors go to standard error; a bar shows only on a terminal.

## Exit codes

| Code | Means |
|---|---|
| 0 | All went well. `roster`, `replan`: a roster was written, whatever had to be left out. |
| 1 | `check`: the roster has faults. |
| 1 | `deliver`: the checks found something. `reconcile`: results wait for a decision. |
| 1 | `close`: something stands against it; nothing has changed. |
| 1 | `einvoice`, `verify`, `restore`: not sound. |
| 2 | The input cannot be used: every error was listed, nothing was written. Also: a wrong option. |
| 130 | Ended by Ctrl-C before there was a roster (or by a second one); nothing was written. |

The monthly commands keep the books in a folder (`--books`, else `books` where you are). It changes
as a whole or not at all; who comes second while somebody else writes is asked to try again.

`scenario` commands end with 0 or 2 alone: what a planner does not like to read is no fault. A file
of a scenario that has faults is told with all of them, each with its field.

The first Ctrl-C while a roster is being made ends the search and keeps the best roster so far.

"""


def build_page() -> str:
    """The whole page, as it must stand in the repository."""
    group = typer.main.get_command(app)
    context = typer.Context(group, info_name="tugiplaan")
    return TOP + "\n".join(_group(group, context))


def _group(group: Any, context: Any) -> Iterator[str]:
    """Parts of a group's commands; a command of a group within has both names."""
    before = "" if context.parent is None else f"{context.info_name} "
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if hasattr(command, "list_commands"):
            yield from _group(command, typer.Context(command, info_name=name, parent=context))
        else:
            yield _command(f"{before}{name}", command, context)


def _command(name: str, command: Any, context: Any) -> str:
    own = typer.Context(command, info_name=name, parent=context)
    arguments = [p for p in command.get_params(own) if p.param_type_name == "argument"]
    usage = " ".join(_names(p)[0] if p.required else f"[{_names(p)[0]}]" for p in arguments)
    line = " ".join(filter(None, ("tugiplaan", name, usage, "[OPTIONS]")))
    rows = "\n".join(_rows(command, own))
    about = (command.help or "").strip()
    head = "| Argument or option | Meaning | Default |\n|---|---|---|"
    return f"## `tugiplaan {name}`\n\n`{line}`\n\n{about}\n\n{head}\n{rows}\n"


def _rows(command: Any, context: Any) -> Iterator[str]:
    for parameter in command.get_params(context):
        names = ", ".join(f"`{name}`" for name in _names(parameter))
        default = parameter.default
        shown = "" if default in (None, False, ...) else f"`{default}`"
        yield f"| {names} | {parameter.help or ''} | {shown} |"


def _names(parameter: Any) -> list[str]:
    """An option's names, or what an argument is called in the line of usage."""
    if parameter.param_type_name == "argument":
        return [parameter.metavar or parameter.name.upper()]
    return [*parameter.opts]


if __name__ == "__main__":
    PAGE.write_text(build_page(), "utf-8")
