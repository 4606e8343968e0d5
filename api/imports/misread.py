"""A cell that cannot be taken: which check it failed and what would be right."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.finding import Fact, Finding, Where

NOTHING = "-"
"""Stands where nothing in particular would be right."""
LONGEST_VALUE = 80
"""Characters of a cell that a finding repeats."""


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a cell cannot be taken; ``expected`` says in any language what would be right."""

    check: str
    expected: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


def finding_at(
    where: Where, check: str, expected: str = "", about: str = "", **facts: Fact
) -> Finding:
    """A finding about a place in a file; the place is among the facts, for the sentence."""
    place: dict[str, Fact] = {"file": where.file, "value": where.value}
    if where.sheet:
        place["sheet"] = where.sheet
    if where.row is not None:
        place["row"] = where.row
    if where.column:
        place["column"] = where.column
    return Finding(
        rule=f"import.{check}",
        about=about or where.sheet or where.file,
        facts={**place, "expected": expected or NOTHING, **facts},
        where=where,
    )


def is_warning(finding: Finding) -> bool:
    """Whether a finding lets the file in all the same."""
    return finding.rule.startswith("import.warn_")


def shorten(text: str) -> str:
    """A cell's text as a finding repeats it."""
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
