"""Service programmes as dated data: what may be given, to whom, how much, at what price.

A programme is one YAML file in ``domain/programmes/``. Every value has the day from
which it holds, the day until which it holds (inclusive) and the source in which it
was found. A new programme is a file; a new *kind* of cap is one class here.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.people import Contract, Gender, Level, Role
from domain.referral import PlaceMode
from domain.session import Asked


class Record(BaseModel):
    """Strict and frozen: an unknown word in a file is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Dated(Record):
    """A value with its days (inclusive) and its source."""

    since: date
    until: date | None = None
    source: str = Field(min_length=1)

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

    A single month may pass ``month_cents``; the year may not pass 12 × ``month_cents``.
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


class Phase(Dated):
    """Months after the referral in which a component is given, from (incl.) to (excl.).

    ``usual`` phases ("as a rule") are wishes; the others are musts.
    """

    kind: Literal["phase"]
    from_month: int = Field(ge=0)
    to_month: int | None = None
    usual: bool = False


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


class Tariff(Dated):
    """Price of one unit, net of VAT, in cents."""

    activity: Literal["individual", "group"] = "individual"
    beneficiary: Literal["person", "family", "group"] = "person"
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


class Component(Record):
    """One thing that can be given, planned and (perhaps) billed."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: dict[Literal["et", "ru", "en"], str]
    about: str = ""
    """What belongs to it, in one or two sentences (English)."""
    activity: tuple[Literal["individual", "group", "family"], ...] = ("individual",)
    seats: tuple[SeatAsked, ...] = Field(min_length=1)
    modes: tuple[PlaceMode, ...] = (PlaceMode.HOME, PlaceMode.OFFICE)
    places: tuple[str, ...] = ()
    """Place ids to which the component is bound (a coordinator's reception); empty: anywhere."""
    paid: bool = True
    """False: given by volunteers or inside another price; never a billing line."""
    plan: Literal["asked", "forbidden", "free"] = "free"
    """``asked``: only after the action plan; ``forbidden``: only the unplanned."""
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

    def tariff(
        self, day: date, activity: str = "individual", beneficiary: str = "person"
    ) -> Tariff | None:
        """The tariff in force on a day, None where there is none."""
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
    name: dict[Literal["et", "ru", "en"], str]
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
    benefits: dict[str, str] = Field(default_factory=dict)
    """Benefit -> status that alone is entitled to it."""
    languages: tuple[str, ...] = ()
    """Languages in which the service is promised."""
    excludes: tuple[str, ...] = ()
    """Kinds of parallel services that may not run at the same time."""
    closing_reasons: tuple[str, ...] = ()
    duties: dict[str, str] = Field(default_factory=dict)
    """Workflow duties by code, in words, for people and for the pages that carry them."""
    parameters: dict[str, int | float | str] = Field(default_factory=dict)
    """Figures of the source that scenarios start from."""
    contracts: tuple[Contract, ...] = ()
    components: tuple[Component, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "Programme":
        ids = [component.id for component in self.components]
        if len(ids) != len(set(ids)):
            message = f"component ids of {self.id} repeat"
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
