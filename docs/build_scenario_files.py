"""Write docs/reference/scenario-files.md: ``python -m docs.build_scenario_files``."""

import types
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from billing.prices import Price
from scenarios.budgets import Budget
from scenarios.costs import Costs
from scenarios.demand import Demand, Groups, Part, Surge, Then
from scenarios.operations import Operation
from scenarios.scenario import Matching, Replications, Scenario, Target
from scenarios.staff import Interpreter, Leave, Staff, Turnover, Wave
from scenarios.tables import FIGURES, TABLES

PAGE = Path(__file__).parent / "reference" / "scenario-files.md"
PARTS: tuple[type[BaseModel], ...] = (
    Demand,
    Part,
    Surge,
    Then,
    Groups,
    Staff,
    Leave,
    Wave,
    Turnover,
    Interpreter,
    Costs,
    Price,
    Budget,
    Target,
    Matching,
    Replications,
)
CARRIED = ("caps", "courses")
"""Fields that no file has: what changes leave to be carried out."""
TOP = """\
# Scenario files

Written by `docs/build_scenario_files.py` from the program; change that, not this page.

A scenario is a YAML, TOML or JSON file. A field that is not here is an error; of every error
the place is told, the value, and what would be right, all at once. Money is in whole cents, time
in whole minutes, waiting in working days. Words are those of the house: counties by name
(`Ida-Viru`), languages by code (`uk`), components as [the programmes](programmes.md) name them.

`tugiplaan scenario show NAME --out mine.yaml` writes a whole example;
[your first scenario](../tutorial/first-scenario.md) goes on from there.

"""
HEAD = "| Field | Holds | If not said |\n|---|---|---|\n"


def build_page() -> str:
    """The whole page, as it must stand in the repository."""
    return TOP + "".join(_page())


def _page() -> Iterator[str]:
    yield "## A scenario\n\n" + _about(Scenario) + _table(Scenario)
    yield "## Its parts\n\n"
    for part in PARTS:
        yield f"### {part.__name__}\n\n{_about(part)}{_table(part)}"
    yield "## What changes may do\n\n"
    yield "Under `changes`, one after the other; `op` says which. The difference between two\n"
    yield "scenarios of one base is a list of these.\n\n"
    for one in get_args(get_args(Operation)[0]):
        name = get_args(one.model_fields["op"].annotation)[0]
        yield f"### `{name}`\n\n{_about(one)}{_table(one)}"
    yield "## What comes out\n\nTables, tidy, one row an observation; every one begins with\n"
    yield "`scenario` and `replication`.\n\n| Table | A row is | Columns |\n|---|---|---|\n"
    for table, told in TABLES.items():
        columns = ", ".join(f"`{column}`" for column in told.columns)
        yield f"| `{table}` | {told.row} | {columns} |\n"
    yield "\nFigures of the table `figures`:\n\n| Figure | Counts |\n|---|---|\n"
    for figure, about in FIGURES.items():
        yield f"| `{figure}` | {about} |\n"


def _about(model: type[BaseModel]) -> str:
    text = " ".join((model.__doc__ or "").split()).replace("``", "`")
    return f"{text}\n\n"


def _table(model: type[BaseModel]) -> str:
    rows = [
        f"| `{name}` | {_holds(field)} | {_default(field)} |\n"
        for name, field in model.model_fields.items()
        if name != "op" and not (model is Scenario and name in CARRIED)
    ]
    return HEAD + "".join(rows) + "\n" if rows else ""


def _holds(field: FieldInfo) -> str:
    bounds = [
        f"{sign} {getattr(one, name)}"
        for one in field.metadata
        for name, sign in (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<"))
        if getattr(one, name, None) is not None
    ]
    held = _name(field.annotation)
    return ", ".join([held, *bounds])


def _name(hint: Any) -> str:  # noqa: PLR0911 - one kind, one line
    origin = get_origin(hint)
    if origin is Annotated:
        return _name(get_args(hint)[0])
    if origin in {Union, types.UnionType}:
        kinds = [one for one in get_args(hint) if one is not type(None)]
        ops = [one for one in kinds if isinstance(one, type) and "op" in _fields(one)]
        return "an operation" if len(ops) > 1 else " or ".join(_name(one) for one in kinds)
    if origin is Literal:
        return " or ".join(f"`{one}`" for one in get_args(hint))
    if origin is tuple:
        return f"list of: {_name(get_args(hint)[0])}"
    if origin is dict:
        key, value = get_args(hint)
        return f"{_name(key)}: {_name(value)}"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return ", ".join(f"`{one.value}`" for one in hint)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    name = str(hint.__name__)
    return {"str": "text", "int": "whole number", "date": "day"}.get(name, name)


def _fields(one: Any) -> Any:
    return getattr(one, "model_fields", {})


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be said"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, BaseModel):
        return "as its own say"
    if value in (None, "", (), {}):
        return ""
    if isinstance(value, tuple):
        return ", ".join(_plain(one) for one in value)
    return f"`{value}`"


def _plain(one: Any) -> str:
    return f"{one.value} ({one.weight})" if isinstance(one, Part) else str(one)


if __name__ == "__main__":
    PAGE.write_text(build_page(), "utf-8")
