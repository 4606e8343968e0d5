"""Reading a scenario from YAML, TOML or JSON: all its faults at once, each with its place.

A fault names the field by its path (``staff.2.county``), the value that stands there and what
would be right. Where a part is faulty the rest is still looked at: what is left without it is
checked as a whole, so that a county misspelt does not hide a budget that cannot be.
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.finding import Fact, Finding, Unit
from scenarios.changing import applied
from scenarios.examine import examine
from scenarios.names import UNKNOWN, nearest
from scenarios.scenario import Scenario

UNREADABLE = "scenario.unreadable"
FORMATS: Mapping[str, Callable[[str], Any]] = {
    ".yaml": yaml.safe_load,
    ".yml": yaml.safe_load,
    ".toml": tomllib.loads,
    ".json": json.loads,
}
RULES = {
    UNKNOWN: "scenario.unknown",
    "extra_forbidden": "scenario.field",
    "missing": "scenario.missing",
}
OTHERWISE = "scenario.value"
USUAL = tuple(name for name in Scenario.model_fields if name not in {"caps", "courses"})
STAND_INS: Mapping[str, Any] = {"name": "nameless", "begins": date(2027, 1, 1)}
"""In place of what is missing, so that the rest can be looked at."""
MOST_PRUNED = 100
"""Faults around which the rest is looked at; a file with more is wrong as a whole."""


def read_scenario(path: Path) -> tuple[Scenario | None, list[Finding]]:
    """The scenario of a file, or None and every fault that it has."""
    parse = FORMATS.get(path.suffix.lower())
    if parse is None:
        return None, [_unreadable(path.name, path.suffix, "a file in " + ", ".join(FORMATS))]
    try:
        raw = parse(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, ValueError, yaml.YAMLError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        return None, [_unreadable(path.name, said, f"readable {path.suffix[1:].upper()}")]
    if not isinstance(raw, dict):
        return None, [_unreadable(path.name, type(raw).__name__, "fields with values")]
    return scenario_from(raw)


def scenario_from(raw: Mapping[str, Any]) -> tuple[Scenario | None, list[Finding]]:
    """The scenario of parsed fields, or None and every fault: of fields, then of the whole."""
    scenario, found = _validated(raw)
    left: Scenario | None = scenario
    if left is None:
        left = _without_faults(raw)
    if left is not None:
        after, idle = applied(left)
        found += idle
        found += examine(after)
    return (None if found else scenario), found


def _validated(raw: Mapping[str, Any]) -> tuple[Scenario | None, list[Finding]]:
    try:
        return Scenario.model_validate(raw), []
    except ValidationError as error:
        return None, [_finding(fault) for fault in error.errors(include_url=False)]


def _finding(fault: ErrorDetails) -> Finding:
    """One fault of pydantic's as a finding."""
    context = fault.get("ctx", {})
    name = str(fault["loc"][-1]) if fault["loc"] else ""
    expected = str(
        context.get(
            "expected", fault["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
        )
    )
    if fault["type"] == "extra_forbidden":
        expected = nearest(name, USUAL) if len(fault["loc"]) == 1 else "no such field"
    value = "" if fault["type"] == "missing" else str(fault["input"])
    field = _path(fault["loc"])
    facts: dict[str, Fact] = {
        "field": field,
        "value": value[:200],
        "expected": expected,
    }
    return Finding(RULES.get(fault["type"], OTHERWISE), field or "scenario", facts)


def _path(loc: tuple[int | str, ...]) -> str:
    """Where it stands, without the marks of unions (``staff.add``) and of keys."""
    return ".".join(str(part) for part in loc if "." not in str(part) and part != "[key]")


def _without_faults(raw: Mapping[str, Any]) -> Scenario | None:
    """What is left when whatever is faulty is taken out, the smallest thing that can be."""
    rest = deepcopy(dict(raw))
    for _ in range(MOST_PRUNED):
        try:
            return Scenario.model_validate(rest)
        except ValidationError as error:
            if not _take_out(rest, error.errors(include_url=False)[0]):
                return None
    return None


def _take_out(rest: dict[str, Any], fault: ErrorDetails) -> bool:
    """Take a faulty value out of its record or list; whatever lacks a value goes as a whole."""
    steps = [part for part in fault["loc"] if "." not in str(part) and part != "[key]"]
    if fault["type"] == "missing":
        if len(steps) == 1 and steps[0] in STAND_INS:
            rest[str(steps[0])] = STAND_INS[str(steps[0])]
            return True
        steps = steps[:-1]
    holders: list[tuple[Any, Any]] = []
    here: Any = rest
    step: Any
    for step in steps:
        if not (isinstance(here, dict) and step in here) and not isinstance(here, list):
            break
        holders.append((here, step))
        here = here[step]
    if not holders:
        return False
    holder, step = holders[-1]
    del holder[step]
    return True


def _unreadable(name: str, value: str, expected: str) -> Finding:
    facts = {"field": "", "value": value, "expected": expected}
    return Finding(UNREADABLE, name, facts, unit=Unit.COUNT)
