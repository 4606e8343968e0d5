"""What of a meeting may be billed by what became of it: dated rules, per programme.

The house's rules stand in ``outcomes.yaml``; a contract that says more is a rule of a programme
and goes before them.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, Self

import yaml
from pydantic import Field, model_validator

from domain.caps import Dated
from domain.session import Outcome

WHOLE = 100


class OutcomeRule(Dated):
    """Of one outcome: how much of the price is due, and whether the worker is paid."""

    outcome: Outcome
    programme: str | None = None
    """None: every programme that has no rule of its own."""
    billable: Literal["none", "percent", "full"]
    percent: int = Field(default=WHOLE, ge=0, le=WHOLE)
    """Of the price; told where ``billable`` is ``percent``."""
    pays_worker: bool

    @model_validator(mode="after")
    def _percent_is_told_where_it_counts(self) -> Self:
        if (self.billable == "percent") != ("percent" in self.model_fields_set):
            message = f"{self.source}: a percent belongs to billable: percent, and to that alone"
            raise ValueError(message)
        return self

    @property
    def due(self) -> int:
        """Percent of the price that is due."""
        return {"none": 0, "full": WHOLE}.get(self.billable, self.percent)


@cache
def outcome_rules() -> tuple[OutcomeRule, ...]:
    """The rules of the house."""
    text = (files("billing") / "outcomes.yaml").read_text("utf-8")
    return tuple(OutcomeRule.model_validate(row) for row in yaml.safe_load(text)["rules"])


def rule_on(
    rules: Sequence[OutcomeRule], outcome: str, programme: str, day: date
) -> OutcomeRule | None:
    """The rule for an outcome on a day: the programme's own first, then the newest; or None."""
    found = [
        rule
        for rule in rules
        if rule.outcome == outcome and rule.programme in (None, programme) and rule.holds_on(day)
    ]
    return max(found, key=lambda rule: (rule.programme is not None, rule.since), default=None)


def with_house_rules(own: Iterable[OutcomeRule]) -> tuple[OutcomeRule, ...]:
    """Rules of contracts together with those of the house."""
    return (*own, *outcome_rules())
