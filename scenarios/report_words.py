"""What a scenario says, in words: its changes, its sources, what is assumed, how it was played."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

from pydantic import BaseModel

from domain.words import Language, write_day, write_minutes
from scenarios.demand import Part
from scenarios.operations import Operation
from scenarios.scenario import Scenario
from scenarios.words import name_of, sentences, tell, write_number, write_value

NAMED = {
    "roles": "role",
    "languages": "language",
    "language": "language",
    "experiences": "experience",
    "level": "level",
    "component": "component",
    "funder": "funder",
    "reach": "reach",
    "when_gone": "when_gone",
}
"""Fields that hold codes, and of what."""
OF_MINUTES = ("week_minutes", "minutes", "unit_minutes")
OF_CENTS = ("cents", "spent")
WITHIN = ("demand", "budget", "groups", "leave", "wave", "turnover", "interpreter")
"""Fields whose own fields are told in their place."""


def write_operation(language: Language, operation: Operation) -> str:
    """A change: what it does, then its fields as far as they are said."""
    told = ", ".join(_fields(language, operation))
    return (
        f"{tell(language, f'op.{operation.op}')}: {told}"
        if told
        else tell(language, f"op.{operation.op}")
    )


def _fields(language: Language, record: BaseModel) -> Iterator[str]:
    for name in type(record).model_fields:
        if name not in record.model_fields_set:
            continue
        value = getattr(record, name)
        if name in WITHIN and isinstance(value, BaseModel):
            yield from _fields(language, value)
        elif f"field.{name}" in sentences() and value not in (None, (), {}):
            yield f"{tell(language, f'field.{name}')} {_write(language, name, value)}"


def _write(language: Language, name: str, value: Any) -> str:  # noqa: PLR0911 - one kind, one line
    if isinstance(value, tuple):
        return ", ".join(_write(language, name, one) for one in value)
    if isinstance(value, dict):
        family = {"counties": "county", "languages": "language", "experiences": "experience"}[name]
        return ", ".join(f"{name_of(language, family, key)} {n}" for key, n in value.items())
    if isinstance(value, Part):
        return write_minutes(language, value.value)
    if isinstance(value, BaseModel):
        return " ".join(_fields(language, value))
    if isinstance(value, date):
        return write_day(language, value)
    if name in OF_CENTS:
        return write_value(language, "cents", value)
    if name in OF_MINUTES:
        return write_minutes(language, value)
    code = str(value.value if isinstance(value, Enum) else value)
    if name in NAMED:
        return name_of(language, NAMED[name], code)
    return write_number(language, value, 0) if isinstance(value, int) else code


def how_played(
    language: Language, scenario: Scenario, replications: int, *, narrow: bool
) -> tuple[str, ...]:
    """How the figures came about: what must be known before they are believed."""
    first, leave = scenario.begins, scenario.leave
    return (
        tell(language, "how.replications", replications=replications, seed=scenario.seed),
        tell(language, "narrow" if narrow else "wide"),
        tell(language, "how.interval"),
        tell(
            language,
            "how.days",
            months=scenario.months,
            first=first,
            warm=scenario.warm_up_months,
        ),
        tell(
            language,
            "how.target",
            days=scenario.target.days,
            percent=scenario.target.percent,
        ),
        tell(
            language,
            "how.leave",
            annual=leave.annual_days,
            spells=leave.spells_a_year,
            length=leave.spell_days,
            turnover=scenario.turnover.percent_a_year,
            free=scenario.matching.keep_free_percent,
        ),
        tell(language, "how.world", world=scenario.world),
        tell(language, "how.matching"),
    )
