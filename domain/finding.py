"""The one record for a fault found anywhere: in a file, in a roster, in an invoice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Fact = str | int


class Unit(StrEnum):
    """What the amount of a finding counts."""

    COUNT = "count"
    MINUTES = "minutes"
    CENTS = "cents"


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file: sheet and column by name, row as the user's program numbers it."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault: which rule, about whom, the facts that fill its sentence, how much is at stake."""

    rule: str
    about: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    amount: int = 0
    unit: Unit = Unit.COUNT
    where: Where | None = None
