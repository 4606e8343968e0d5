"""Commands whose modules are read when they are called: a word costs what that word needs."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

SETTINGS: dict[str, Any] = {"add_completion": False, "pretty_exceptions_enable": False}
"""How every part of the command line behaves."""


@dataclass(frozen=True, slots=True)
class Late:
    """Where a command stands, or, with ``help``, a group: a tuple of names and functions.

    ``module`` is one of this folder.
    """

    module: str
    attribute: str
    help: str = ""

    def read(self) -> Any:
        """Read the module; the function, or the tuple of a group's commands."""
        return getattr(import_module(self.module), self.attribute)

    def about(self) -> str:
        """What it is for, without reading more than the text of its file."""
        return self.help or _docstring(self.module, self.attribute)


class LateGroup(TyperGroup):
    """A group that knows the names of its commands, and reads one when it is asked for."""

    late: ClassVar[Mapping[str, Late]] = {}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the library hands it over
        """Every name, in the order in which help tells them."""
        return list(self.late)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of that name, read now; None where there is none."""
        found = self.late.get(cmd_name)
        return None if found is None else _read(cmd_name, found)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Tell every command by the first words of its docstring; none is read for it."""
        told: dict[str, Any] = {
            name: TyperCommand(name, help=late.about()) for name, late in self.late.items()
        }
        TyperGroup(
            name=self.name, commands=told, params=self.params, help=self.help, callback=None
        ).format_help(ctx, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As the library does, which finds what was meant among ``commands``."""
        self.commands.update({name: TyperCommand(name) for name in self.late})
        return super().resolve_command(ctx, args)


def _read(name: str, late: Late) -> Any:
    part = typer.Typer(help=late.help or None, no_args_is_help=bool(late.help), **SETTINGS)
    if not late.help:
        part.command(name)(late.read())
        return typer.main.get_command(part)
    for inner, function in late.read():
        part.command(inner)(function)
    group = typer.main.get_group(part)
    group.name = name
    return group


def _docstring(module: str, function: str) -> str:
    text = Path(__file__).with_name(f"{module.rpartition('.')[2]}.py").read_text("utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return ast.get_docstring(node) or ""
    return ""
