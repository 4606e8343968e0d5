"""Whose money there is, how much of it, and what happens when it is gone."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from domain.caps import Record
from scenarios.names import FunderName

Cents = Annotated[int, Field(ge=0, le=10**14)]
WhenGone = Literal["go_on", "no_new_clients", "stop"]


class Budget(Record):
    """What one funder pays at most from a day until a day, both included."""

    funder: FunderName
    cents: Cents
    first: date
    last: date
    spent: Cents = 0
    """Of it, before the first day that counts in the results."""
    when_gone: WhenGone = "go_on"
    """``go_on``: the day is reported and work goes on."""
    source: str = ""

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if self.last < self.first:
            message = f"the budget ends on {self.last}, before {self.first}"
            raise ValueError(message)
        if self.spent > self.cents:
            message = f"{self.spent} cents are spent of {self.cents}"
            raise ValueError(message)
        return self
