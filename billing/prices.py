"""The price list of a month: what programmes know, and a provider's own contract.

Prices belong to a provider's contract with the payer, and hold from day to day; where both a
programme and a contract name one, the contract's holds for that provider.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Literal, Self

import pandas as pd
from pydantic import Field, model_validator

from billing.tables import NO_END, PRICES, Column, table
from domain.caps import Dated
from domain.programme import Programme

MEETING, MONTH = "meeting", "month"


class Price(Dated):
    """One line of a price list, net of VAT."""

    component: str
    activity: Literal["individual", "group"] = "individual"
    beneficiary: Literal["person", "family"] = "person"
    provider: str = ""
    """Registry code; empty: whoever provides."""
    unit: Literal["minutes", "meeting", "participant", "month"] = "minutes"
    unit_minutes: int = Field(default=0, ge=0)
    """Length of a unit of minutes: 60, or 45 for an academic hour."""
    cents: int = Field(ge=0)
    vat: Literal["exempt", "standard"] = "exempt"

    @model_validator(mode="after")
    def _only_minutes_have_a_length(self) -> Self:
        if (self.unit == "minutes") != (self.unit_minutes > 0):
            message = f"{self.component}: a unit of minutes has a length, any other has none"
            raise ValueError(message)
        return self

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What the price is for; one price a day for each."""
        return self.component, self.activity, self.beneficiary, self.provider


def prices_of(programmes: Mapping[str, Programme], own: Iterable[Price] = ()) -> pd.DataFrame:
    """The table ``prices``, ordered by component, activity, beneficiary, provider and first day.

    Raises ValueError naming every two prices that hold on one day for the same thing; ask
    ``clashes`` beforehand where people typed them.
    """
    found = [*_of_programmes(programmes), *own]
    wrong = clashes(found)
    if wrong:
        message = "two prices on one day: " + "; ".join(f"{a.key} {b.since}" for a, b in wrong)
        raise ValueError(message)
    rows = sorted(found, key=lambda price: (price.key, price.since))
    columns: dict[str, Column] = {
        "component": [row.component for row in rows],
        "activity": [row.activity for row in rows],
        "beneficiary": [row.beneficiary for row in rows],
        "provider": [row.provider for row in rows],
        "since": [row.since.toordinal() for row in rows],
        "until": [_last(row) for row in rows],
        "unit": [row.unit for row in rows],
        "unit_minutes": [row.unit_minutes for row in rows],
        "cents": [row.cents for row in rows],
        "vat": [row.vat for row in rows],
        "source": [row.source for row in rows],
    }
    return table(PRICES, columns)


def clashes(prices: Iterable[Price]) -> tuple[tuple[Price, Price], ...]:
    """Every two prices that both hold on some day for the same thing."""
    by_key: defaultdict[tuple[str, str, str, str], list[Price]] = defaultdict(list)
    for price in prices:
        by_key[price.key].append(price)
    return tuple(
        (one, other)
        for key in sorted(by_key)
        for one, other in combinations(sorted(by_key[key], key=lambda price: price.since), 2)
        if other.since.toordinal() <= _last(one)
    )


def _of_programmes(programmes: Mapping[str, Programme]) -> Iterator[Price]:
    """Prices that the programmes name; nothing for what is unpaid."""
    for programme in programmes.values():
        for component in programme.components:
            for tariff in component.tariffs if component.paid else ():
                yield Price(
                    component=component.id,
                    provider=tariff.provider or "",
                    **tariff.model_dump(exclude={"provider"}),
                )


def _last(price: Price) -> int:
    return NO_END if price.until is None else min(price.until, date.max).toordinal()
