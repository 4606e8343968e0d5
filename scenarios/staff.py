"""Who helps: workers by group, their leave, how many go away, and interpreters."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from domain.caps import Record
from domain.people import Level, Role
from scenarios.demand import Percent
from scenarios.names import County, Kind, LanguageCode

Minutes = Annotated[int, Field(ge=0, le=2880)]
"""Minutes with clients in a week."""
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]


class Staff(Record):
    """A group of workers; what is left out is as the world's workers are."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    roles: tuple[Role, ...] = Field(min_length=1)
    count: Count
    county: County | None = None
    languages: tuple[LanguageCode, ...] = ()
    experiences: tuple[Kind, ...] = ()
    level: Level | None = None
    week_minutes: Minutes | None = None
    week_days: int | None = Field(default=None, ge=1, le=5)
    reach: Literal["county", "neighbours", "country"] | None = None
    """How far they go."""
    cents_an_hour: int = Field(default=2000, ge=0, le=1_000_000)
    """What an hour at hand costs the provider; an assumption of the scenario."""


class Course(Record):
    """Workers to whom something is given: whom it may be, and how many of them."""

    roles: tuple[Role, ...] = ()
    county: County | None = None
    count: Count | None = None
    """So many of those who lack it, in the order of the staff; None: all."""


class Leave(Record):
    """Days on which workers are away; each worker's are drawn for that worker alone."""

    annual_days: int = Field(default=20, ge=0, le=130)
    """Working days of annual leave a year (28 calendar days), in ``blocks``."""
    blocks: int = Field(default=2, ge=1, le=20)
    spells_a_year: int = Field(default=120, ge=0, le=10_000)
    """Spells of illness a year, in hundredths."""
    spell_days: int = Field(default=6, ge=1, le=260)
    """Mean length of a spell, working days."""


class Wave(Record):
    """A wave of illness: who falls ill once between the days (included), and for how long."""

    first: date
    last: date
    percent: Percent
    days: int = Field(default=8, ge=1, le=260)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last < self.first:
            message = f"a wave ends on {self.last}, before {self.first}"
            raise ValueError(message)
        return self


class Turnover(Record):
    """Workers who leave for good, and when somebody like them comes."""

    percent_a_year: Percent = 10
    replaced_after_days: int | None = Field(default=60, ge=1, le=2600)
    """Working days; None: never."""


class Interpreter(Record):
    """Interpreting at hand: a worker without the client's language may come together with one."""

    language: LanguageCode
    week_minutes: int = Field(ge=0, le=10_000_000)
