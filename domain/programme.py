"""Service programmes as dated data: what may be given, to whom, how much, at what price.

A programme is one YAML file in ``domain/programmes/``. Every value has the day from
which it holds, the day until which it holds (inclusive) and the source in which it
was found. A new programme is a file; a new *kind* of cap is one class in
``domain/caps.py``.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Annotated, Literal, Self

import yaml
from pydantic import Field, model_validator

from domain.caps import (
    AnswerWithin,
    Cap,
    Dated,
    EurosPerCalendarYear,
    EurosPerMonth,
    GroupSize,
    Phase,
    Record,
    StartWithin,
    UnitsPerReferral,
    WithinMonths,
)
from domain.people import Contract, Gender, Level, Role
from domain.referral import PlaceMode
from domain.session import Asked

__all__ = (
    "AnswerWithin",
    "Cap",
    "Component",
    "Dated",
    "EurosPerCalendarYear",
    "EurosPerMonth",
    "Figure",
    "Funder",
    "GroupSize",
    "Hours",
    "Phase",
    "Programme",
    "Record",
    "SeatAsked",
    "StartWithin",
    "Tariff",
    "UnitsPerReferral",
    "WithinMonths",
    "components",
    "programmes",
)

WHOLE_PERCENT = 100


class Tariff(Dated):
    """Price of one unit, net of VAT, in cents; of a group, for each member present."""

    activity: Literal["individual", "group"] = "individual"
    beneficiary: Literal["person", "family"] = "person"
    unit_minutes: int = Field(gt=0)
    cents: int = Field(ge=0)
    vat: Literal["exempt", "standard"] = "exempt"
    provider: str | None = None
    """None: whoever provides."""


class SeatAsked(Record):
    """One worker that a meeting of the component asks for."""

    roles: tuple[Role, ...] = Field(min_length=1)
    subject: str | None = None
    level: Literal["by_length", "by_leading"] | Level | None = None
    """``by_length``: INDEPENDENT when more than three meetings are granted, else SHORT.
    ``by_leading``: GROUPS when leading alone, BESIDE together with a specialist."""
    experience: Asked = Asked.NOBODYS
    talks: bool = True
    activity: Literal["individual", "group"] | None = None
    """The seat exists only in meetings of this kind; None: in both."""
    when: Literal["always", "together"] = "always"
    """``together``: the seat exists only where a group is led together."""


class Funder(Dated):
    """Who pays which share, in percent, of what is billed under the programme."""

    name: str
    percent: int = Field(ge=0, le=100)


class Hours(Dated):
    """When the payer can be reached, in minutes of the day, local time."""

    weekdays: tuple[int, ...] = Field(min_length=1)
    """0 = Monday."""
    start: int = Field(ge=0)
    end: int = Field(le=1440)
    last_of_month: bool = False
    """True: only the last such weekday of a month, in place of the ordinary hours."""


class Figure(Dated):
    """A number of the source that a scenario starts from; ``most`` is the top of a range."""

    value: int
    most: int | None = None
    unit: str = Field(min_length=1)
    """What is counted: ``persons``, ``percent``, ``months``; ``one in`` three is a third."""
    about: str = ""


Names = Annotated[dict[Literal["et", "ru", "en"], str], Field(min_length=3)]
"""What people call it, in all three languages."""


class Component(Record):
    """One thing that can be given, planned and (perhaps) billed."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: Names
    about: str = ""
    """What belongs to it, in one or two sentences (English)."""
    tier: Literal["base", "additional"] | None = None
    """Base support or additional support, where the programme tells them apart."""
    domain: str = ""
    """Area of life, where the programme's price list goes by areas."""
    parts: dict[str, str] = Field(default_factory=dict)
    """Activity codes of a session of the component, each in words."""
    activity: tuple[Literal["individual", "group", "family"], ...] = ("individual",)
    seats: tuple[SeatAsked, ...] = Field(min_length=1)
    modes: tuple[PlaceMode, ...] = (PlaceMode.HOME, PlaceMode.OFFICE)
    places: tuple[str, ...] = ()
    """Place ids to which the component is bound (a coordinator's reception); empty: anywhere."""
    since: date | None = None
    """First day on which it is given; None: as long as the programme."""
    until: date | None = None
    """Last day on which it is given; None: as long as the programme."""
    paid: bool = True
    """False: given by volunteers or inside another price; never a billing line."""
    plan: Literal["asked", "forbidden", "free"] = "free"
    """``asked``: only after the action plan; ``forbidden``: only the unplanned."""
    residual: bool = False
    """Only for what no other component of the programme covers."""
    three_party: bool = False
    """The case manager of the municipality takes part."""
    first: bool = False
    """The meeting with which the service starts: bears the start deadline."""
    includes: tuple[str, ...] = ()
    """Components whose support is included while this one runs (none of them on the same day)."""
    genders: tuple[Gender, ...] = ()
    """Clients for whom a group is meant (women's group); empty: everyone."""
    caps: tuple[Cap, ...] = ()
    tariffs: tuple[Tariff, ...] = ()

    @model_validator(mode="after")
    def _one_price_a_day(self) -> Self:
        for one, other in combinations(self.tariffs, 2):
            same = (one.activity, one.beneficiary, one.provider) == (
                other.activity,
                other.beneficiary,
                other.provider,
            )
            if same and (one.holds_on(other.since) or other.holds_on(one.since)):
                message = f"{self.id} has two prices on {max(one.since, other.since)}"
                raise ValueError(message)
        return self

    def seats_at(
        self, activity: Literal["individual", "group"], *, together: bool = False
    ) -> tuple[SeatAsked, ...]:
        """Seats of an individual or a group meeting; ``together``: a group with two leaders."""
        return tuple(
            seat
            for seat in self.seats
            if seat.activity in (None, activity) and (seat.when == "always" or together)
        )

    def tariff(
        self, day: date, activity: str = "individual", beneficiary: str = "person"
    ) -> Tariff | None:
        """Find the tariff in force on a day, None where there is none."""
        found = [
            t
            for t in self.tariffs
            if t.holds_on(day) and t.activity == activity and t.beneficiary == beneficiary
        ]
        return found[0] if found else None


class Programme(Record):
    """A funding system with its rules, all dated and sourced."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    code: str = Field(min_length=2, max_length=2)
    """Two letters that mark the programme on screens and prints."""
    name: Names
    payer: str
    project: str = ""
    source: str = Field(min_length=1)
    since: date
    until: date | None = None
    caps: tuple[Cap, ...] = ()
    """Caps that bind the referral as a whole, over all components."""
    funders: tuple[Funder, ...] = ()
    statuses: tuple[str, ...] = ()
    """Standings of a client that are eligible; empty: not asked."""
    target: dict[str, str] = Field(default_factory=dict)
    """Whom the service is for, by code, in words: judged by whoever refers."""
    priorities: dict[str, str] = Field(default_factory=dict)
    """Who comes first on the waiting list, by code, in words."""
    objectives: dict[str, str] = Field(default_factory=dict)
    """What the service is to achieve, by code, in words: the headings of its report."""
    benefits: dict[str, str] = Field(default_factory=dict)
    """Benefit -> status that alone is entitled to it."""
    languages: tuple[str, ...] = ()
    """Languages in which the service is promised."""
    excludes: tuple[str, ...] = ()
    """Kinds of parallel services that may not run at the same time."""
    closing_reasons: tuple[str, ...] = ()
    duties: dict[str, str] = Field(default_factory=dict)
    """Workflow duties by code, in words, for people and for the pages that carry them."""
    parameters: dict[str, Figure] = Field(default_factory=dict)
    """Figures of the source that scenarios start from."""
    lessons: dict[str, str] = Field(default_factory=dict)
    """What the source found to help or to hinder, by code, in words."""
    payer_hours: tuple[Hours, ...] = ()
    contracts: tuple[Contract, ...] = ()
    components: tuple[Component, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique_and_known(self) -> Self:
        ids = [component.id for component in self.components]
        if len(ids) != len(set(ids)):
            message = f"component ids of {self.id} repeat"
            raise ValueError(message)
        unknown = {inner for c in self.components for inner in c.includes} - set(ids)
        if unknown:
            message = f"{self.id} includes components it does not have: {sorted(unknown)}"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _shares_make_a_whole(self) -> Self:
        for day in {funder.since for funder in self.funders}:
            shares = sum(funder.percent for funder in self.funders if funder.holds_on(day))
            if shares != WHOLE_PERCENT:
                message = f"the funders of {self.id} pay {shares} % on {day}"
                raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _benefits_name_a_status(self) -> Self:
        unknown = set(self.benefits.values()) - set(self.statuses)
        if unknown:
            message = f"benefits of {self.id} go to nobody eligible: {sorted(unknown)}"
            raise ValueError(message)
        return self

    def caps_of(self, component: Component, day: date) -> Iterator[Cap]:
        """Caps in force on a day: the programme's, then the component's."""
        return (cap for cap in (*self.caps, *component.caps) if cap.holds_on(day))


@cache
def programmes() -> dict[str, Programme]:
    """Every programme of the house, by id."""
    folder = files("domain") / "programmes"
    found = (
        Programme.model_validate(yaml.safe_load(file.read_text("utf-8")))
        for file in sorted(folder.iterdir(), key=lambda f: f.name)
        if file.name.endswith(".yaml")
    )
    return {programme.id: programme for programme in found}


@cache
def components() -> dict[str, tuple[Programme, Component]]:
    """Every component with its programme, by component id (unique over all programmes)."""
    found = [(c.id, (p, c)) for p in programmes().values() for c in p.components]
    if len(found) != len(dict(found)):
        message = "component ids repeat between programmes"
        raise ValueError(message)
    return dict(found)
