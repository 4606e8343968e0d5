"""Kinds of caps: how much, how often, how soon and how long a service may be given.

Every value has the day from which it holds, the day until which it holds (inclusive)
and the source in which it was found. The union ``Cap`` is closed: a new kind of cap is
one class here, and a rule or a check that keeps it.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Record(BaseModel):
    """Strict and frozen: an unknown word in a file is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Dated(Record):
    """A value with its days (inclusive) and its source."""

    since: date
    until: date | None = None
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.until is not None and self.until < self.since:
            message = f"a value of {self.source} ends on {self.until}, before {self.since}"
            raise ValueError(message)
        return self

    def holds_on(self, day: date) -> bool:
        """Whether the value is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class UnitsPerReferral(Dated):
    """At most so many units for one referral; ``may_extend`` with a recorded justification."""

    kind: Literal["units_per_referral"]
    units: int = Field(gt=0)
    unit_minutes: int = Field(gt=0)
    may_extend: bool = False


class EurosPerMonth(Dated):
    """A hard monthly ceiling per person, in cents."""

    kind: Literal["euros_per_month"]
    cents: int = Field(gt=0)


class EurosPerCalendarYear(Dated):
    """A calendar-year ceiling per person: twelve times a notional monthly price limit.

    A single month may pass ``month_cents``; the year may not pass 12 x ``month_cents``.
    """

    kind: Literal["euros_per_calendar_year"]
    month_cents: int = Field(gt=0)


class WithinMonths(Dated):
    """The service ends so many months after the referral, the corresponding day included."""

    kind: Literal["within_months_of_referral"]
    months: int = Field(gt=0)


class StartWithin(Dated):
    """The first meeting is held within so many working days after the referral."""

    kind: Literal["start_within_working_days"]
    days: int = Field(gt=0)


class AnswerWithin(Dated):
    """An information request is answered within so many working days."""

    kind: Literal["answer_within_working_days"]
    days: int = Field(gt=0)


class GroupSize(Dated):
    """Members present at a group meeting, at least and at most."""

    kind: Literal["group_size"]
    smallest: int = Field(ge=1)
    largest: int = Field(ge=1)

    @model_validator(mode="after")
    def _has_room_for_the_fewest(self) -> Self:
        if self.largest < self.smallest:
            message = f"a group of at least {self.smallest} and at most {self.largest}"
            raise ValueError(message)
        return self


class Phase(Dated):
    """Months after the referral in which a component is given, from (incl.) to (excl.).

    ``usual`` phases ("as a rule") are wishes; the others are musts.
    """

    kind: Literal["phase"]
    from_month: int = Field(ge=0)
    to_month: int | None = None
    usual: bool = False

    def covers(self, months: int) -> bool:
        """Whether the component is given when so many whole months have passed."""
        return self.from_month <= months and (self.to_month is None or months < self.to_month)


Cap = Annotated[
    UnitsPerReferral
    | EurosPerMonth
    | EurosPerCalendarYear
    | WithinMonths
    | StartWithin
    | AnswerWithin
    | GroupSize
    | Phase,
    Field(discriminator="kind"),
]
