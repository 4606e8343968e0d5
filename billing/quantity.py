"""Rules of quantity: the least that is billed, steps, and how minutes are rounded to them.

No contract at hand has any, so none holds unless one is given: minutes are billed as they are.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
from pydantic import Field

from billing.columns import numbered
from domain.caps import Dated


class QuantityRule(Dated):
    """How delivered minutes of a component become billable minutes."""

    component: str
    provider: str | None = None
    """Registry code; None: whoever provides."""
    least: int = Field(default=0, ge=0)
    """A meeting of any length is billed with at least so many minutes."""
    step: int = Field(default=1, ge=1)
    """Minutes are billed in steps of so many."""
    rounding: Literal["up", "down", "nearest"] = "nearest"
    """To which step; half a step is rounded up."""


def counted(
    attended: pd.DataFrame, minutes: np.ndarray, rules: Iterable[QuantityRule]
) -> np.ndarray:
    """Minutes after the rules: first the step, then the least; nothing stays nothing.

    Of two rules that hold on a day, the provider's own goes before the general one, and the newer
    before the older.
    """
    held = sorted(rules, key=lambda rule: (rule.provider is None, -rule.since.toordinal()))
    days = attended["day"].to_numpy()
    free = minutes > 0
    found = minutes.copy()
    for rule in held:
        last = (rule.until or date.max).toordinal()
        here = free & (days >= rule.since.toordinal()) & (days <= last)
        here &= numbered(attended["component"], {rule.component: 0}) == 0
        if rule.provider is not None:
            here &= numbered(attended["provider"], {rule.provider: 0}) == 0
        found[here] = _by_rule(minutes[here], rule)
        free &= ~here
    return found


def _by_rule(minutes: np.ndarray, rule: QuantityRule) -> np.ndarray:
    more = {"up": rule.step - 1, "down": 0, "nearest": rule.step // 2}[rule.rounding]
    stepped = (minutes + more) // rule.step * rule.step
    return np.asarray(np.maximum(stepped, rule.least))
