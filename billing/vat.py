"""VAT of a line: exempt, standard, or none because the seller is not registered.

The category goes by the seller's registration and by what the price list says of the service;
the rate by the local day of supply. VAT is added up per category and rate, never per line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd
import yaml
from pydantic import Field

from billing.columns import numbered, vocabulary
from billing.rounding import half_away
from domain.caps import Dated

HUNDREDTHS = 10_000
"""Hundredths of a percent in a whole."""


class Category(StrEnum):
    """Category of VAT, as e-invoices write it (UNCL 5305)."""

    EXEMPT = "E"
    STANDARD = "S"
    OUTSIDE = "O"
    """The seller is not registered."""
    NONE = ""
    """Nothing is priced, so there is nothing to tax."""


class Rate(Dated):
    """Standard rate, in hundredths of a percent."""

    rate: int = Field(ge=0)


class Registration(Dated):
    """Days on which a seller is registered for VAT."""

    seller: str
    """Registry code."""


@dataclass(frozen=True, slots=True)
class VatGroup:
    """What lines of one category and rate come to, in cents."""

    category: str
    rate: int
    net: int
    vat: int


@cache
def rates() -> tuple[Rate, ...]:
    """The standard rates of the house."""
    text = (files("billing") / "vat.yaml").read_text("utf-8")
    return tuple(Rate.model_validate(row) for row in yaml.safe_load(text)["standard"])


def rate_on(day: date) -> int:
    """Standard rate on a day, in hundredths of a percent; ValueError where none is known."""
    for rate in rates():
        if rate.holds_on(day):
            return rate.rate
    message = f"no standard rate of VAT is known on {day}"
    raise ValueError(message)


def vat_of(
    attended: pd.DataFrame, treatment: np.ndarray, registered: Iterable[Registration]
) -> tuple[pd.Series, np.ndarray]:
    """Category and rate of each row.

    ``treatment`` is 0 where nothing is priced, 1 exempt, 2 standard (as the price says). A
    seller without a registration on the day is outside the scope of VAT.
    """
    days = attended["day"].to_numpy()
    inside = _registered(attended, tuple(registered))
    taxed = inside & (treatment == 2)  # noqa: PLR2004
    code = np.where(treatment == 0, 3, np.where(~inside, 2, np.where(taxed, 1, 0)))
    order = [Category.EXEMPT, Category.STANDARD, Category.OUTSIDE, Category.NONE]
    names = pd.CategoricalDtype([kind.value for kind in order])
    category = pd.Series(pd.Categorical.from_codes(code, dtype=names))
    rate = np.zeros(len(days), dtype=np.int64)
    some, back = np.unique(days[taxed], return_inverse=True)
    if len(some):
        rate[taxed] = np.asarray([rate_on(date.fromordinal(int(day))) for day in some])[back]
    return category, rate


def _registered(attended: pd.DataFrame, registered: Sequence[Registration]) -> np.ndarray:
    """Whether the provider of each row is registered on its day."""
    days = attended["day"].to_numpy()
    sellers = vocabulary([row.seller for row in registered])
    who = numbered(attended["provider"], sellers)
    inside = np.zeros(len(days), dtype=np.bool_)
    for row in registered:
        last = date.max if row.until is None else row.until
        held = (days >= row.since.toordinal()) & (days <= last.toordinal())
        inside |= (who == sellers[row.seller]) & held
    return inside


def vat_groups(net: np.ndarray, category: Iterable[str], rate: np.ndarray) -> tuple[VatGroup, ...]:
    """Net and VAT per category and rate, rounded half away from zero once per group."""
    frame = pd.DataFrame({"category": list(category), "rate": rate, "net": net})
    sums = frame.groupby(["category", "rate"], sort=True, as_index=False)["net"].sum()
    groups = zip(sums["category"], sums["rate"], sums["net"], strict=True)
    return tuple(
        VatGroup(
            str(kind),
            int(percent),
            int(total),
            int(half_away(np.asarray([int(total) * int(percent)]), HUNDREDTHS)[0]),
        )
        for kind, percent, total in groups
        if kind or total
    )
