"""Who asks for help: how many, of what, how long, and how long they wait before they give up.

Times are working days unless a field says otherwise.
"""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.caps import Record
from scenarios.names import ComponentId, County, Kind, LanguageCode

Percent = Annotated[int, Field(ge=0, le=100)]
Weight = Annotated[int, Field(ge=0, le=1_000_000)]
Days = Annotated[int, Field(ge=1, le=2600)]
"""Working days; ten years at most."""
CLIENTS_MOST = 10**12
"""Above this a number of clients is a slip of the keyboard; below, memory decides."""


class Part(Record):
    """One value and the weight with which it is met."""

    value: int = Field(ge=0)
    weight: Weight = 1


Parts = Annotated[tuple[Part, ...], Field(min_length=1)]


class Surge(Record):
    """Days (both included) on which so many percent of the usual referrals come in."""

    first: date
    last: date
    percent: int = Field(ge=0, le=100_000)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last < self.first:
            message = f"a surge ends on {self.last}, before {self.first}"
            raise ValueError(message)
        return self


class Then(Record):
    """What follows when the phase of the first component is over (seed 001: the reception)."""

    component: ComponentId
    months: int | None = Field(default=None, ge=1, le=120)
    """Length of the first phase; None: as the programme says."""
    minutes: int = Field(default=30, ge=5, le=600)
    every_days: Days = 20
    stay_days: Days = 120


class Groups(Record):
    """How many of the clients meet in groups instead of alone."""

    percent: Percent = 0
    smallest: int = Field(default=4, ge=2, le=50)
    """A group opens when so many of the same kind wait for one."""
    size: int = Field(default=6, ge=2, le=50)
    """Members among whom the worker's time is shared."""


class Demand(Record):
    """Clients of one component: a stream of referrals and what each of them takes."""

    component: ComponentId
    clients: int | None = Field(default=None, ge=0, le=CLIENTS_MOST)
    """Clients at once when everybody is served (referrals follow from how long they stay)."""
    referrals: int | None = Field(default=None, ge=0, le=CLIENTS_MOST)
    """Referrals a year; instead of ``clients``."""
    minutes: Parts = (
        Part(value=60, weight=50),
        Part(value=90, weight=35),
        Part(value=120, weight=15),
    )
    """Length of a meeting."""
    every_days: Days = 5
    """From one meeting of a client to the next."""
    stay_days: Days | None = None
    """Mean time in the service; None: until the granted units are used."""
    stay_shape: int = Field(default=2, ge=1, le=100)
    """1: any time is as likely to be the end; the larger, the more alike are the stays."""
    short_percent: Percent = 20
    """Clients for whom no more than three meetings are planned."""
    extended_percent: Percent = 0
    extended_units: int = Field(default=0, ge=0, le=1000)
    """Units of an extension, and how many referrals get one (seed 000: a justified need)."""
    patience_days: Days = 60
    """Mean time after which somebody who waits gives up."""
    returns_percent: Percent = 0
    returns_after_days: Days = 60
    """Who is referred again after the end, and the mean time until then."""
    groups: Groups = Groups()
    then: Then | None = None
    counties: dict[County, Weight] = Field(default_factory=dict)
    """Where they live; empty: as the world's people do."""
    languages: dict[LanguageCode, Weight] = Field(default_factory=dict)
    experiences: dict[Kind, Weight] = Field(default_factory=dict)
    surges: tuple[Surge, ...] = ()
    source: str = ""

    @model_validator(mode="after")
    def _is_counted_once(self) -> Self:
        if (self.clients is None) == (self.referrals is None):
            message = "either clients (at once) or referrals (a year), not both and not neither"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _somebody_is_meant(self) -> Self:
        for name in ("counties", "languages", "experiences"):
            weights = getattr(self, name)
            if weights and not sum(weights.values()):
                message = f"the weights of {name} are all 0"
                raise ValueError(message)
        if not sum(part.weight for part in self.minutes):
            message = "the weights of minutes are all 0"
            raise ValueError(message)
        return self
