"""What a miss costs under each rule. A rule without a price must be kept.

The default policy is ``policy.yaml`` beside this file. Its levels are kept apart by
weight: leaving out an ordinary need costs more than anything that serving it can cost.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field


class Policy(BaseModel):
    """Prices per rule and the few figures that a provider may set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prices: Mapping[str, int]
    """Rule -> cost of one unit missed; a rule not named here must be kept."""
    grid: int = Field(default=5, ge=1)
    """Meetings start on multiples of so many minutes."""
    language_level: int = Field(default=3, ge=1, le=6)
    """Lowest command of a language (CEFR, 3 = B1) that counts as common."""
    good_language: int = Field(default=5, ge=1, le=6)
    """Command of a language (5 = C1) below which a match is priced."""
    priority_weight: tuple[int, int, int, int] = (1, 2, 4, 8)
    """Leaving out a need of priority 1, 2, 3, 4 counts as so many ordinary ones."""
    deadline_weight: int = Field(default=3, ge=1)
    """A need whose last permissible day falls in this week counts so many times."""
    most_supporters: int = Field(default=2, ge=1)
    """Different workers that one client may have in one component in a week."""
    load_share: int = Field(default=80, ge=0, le=100)
    """Percent of the contract beyond which minutes are priced, so that load is even."""
    break_after: int = 360
    """Employees' working days longer than this (minutes) have a break."""
    break_minutes: int = 30
    daily_rest: int = 660
    """Minutes between an employee's working days."""
    weekly_rest: int = 3540
    """48 hours in addition to the daily rest of 11, once in the week."""

    def price(self, rule: str) -> int | None:
        """Cost of one unit missed, None where the rule must be kept."""
        return self.prices.get(rule)


@cache
def default_policy() -> Policy:
    """The policy of the house."""
    text = (files("optimizer") / "policy.yaml").read_text("utf-8")
    return Policy.model_validate(yaml.safe_load(text))
