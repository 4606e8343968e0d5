"""A week from the store: its records, what is published and what happened since, and its draft."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property

from pydantic import TypeAdapter

from api.imports.happened import Happened, read_happened
from api.journeys.open_week import OpenedWeek, week_of
from api.journeys.week_mark import mark_of, without_pins
from api.store.drafts import Draft, DraftRoster, Proof, read_draft
from api.store.people import open_provider
from api.store.rosters import PublishedRoster, newest_number, published_number
from api.store.settings_of import read_setting, write_setting
from api.store.unit import Unit
from domain.provider import Provider
from domain.session import Meeting
from optimizer.pins import Pin, pins_of, with_pins
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.replan import NOTICE
from optimizer.replan.happening import apply_events
from optimizer.replan.standing import freeze

TOLD = ("absent", "back", "cancelled", "overrun")


@dataclass(frozen=True, slots=True)
class AsPublished:
    """What a published roster does not say of itself: whose need each meeting serves, and more."""

    number: int
    meetings: tuple[Meeting, ...]
    pins: tuple[Pin, ...]
    happened: Mapping[str, tuple[str, ...]]
    now: int | None
    proof: Proof = field(default_factory=Proof)
    """What was proven of the week when it was published."""


@dataclass(frozen=True)
class StoredWeek:
    """A week as its coordinator finds it."""

    opened: OpenedWeek
    """With the pins of the draft (or of what is published) and with what happened."""
    asked: Problem
    """With the pins, before anything happened."""
    number: int
    """Of the published roster that holds; 0: none was published."""
    published: tuple[Meeting, ...]
    pins: tuple[Pin, ...]
    happened: Mapping[str, tuple[str, ...]]
    now: int | None
    proof: Proof
    """What was proven of the week when its roster was published."""
    draft: Draft

    @cached_property
    def mark(self) -> str:
        """Mark of the week as it is asked for and priced today."""
        return mark_of(self.opened.problem, default_policy())

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """Those of the draft; where there is none, those that are published."""
        return self.draft.roster.meetings if self.draft.roster else self.published


_AS_PUBLISHED = TypeAdapter(AsPublished)


def open_stored(unit: Unit, monday: date) -> StoredWeek:
    """The week from ``monday`` on, with its draft; ValueError where that is no Monday.

    The number of statements does not depend on how many people there are.
    """
    number = newest_number(unit, monday)
    known = read_as_published(unit, monday, number)
    return _joined(open_provider(unit, monday), number, known, read_draft(unit, monday))


def open_published(
    unit: Unit, monday: date, number: int | None = None
) -> tuple[StoredWeek, PublishedRoster] | None:
    """The week as a roster was published of it (None: the one that holds), whatever its draft is.

    None where there is no such roster; ValueError where ``monday`` is no Monday.
    """
    newest = newest_number(unit, monday)
    roster = published_number(unit, monday, number or newest)
    if roster is None:
        return None
    provider = open_provider(unit, monday)
    known = read_as_published(unit, monday, roster.number)
    if roster.number != newest:
        before = tuple(line for line in provider.published if line.day < monday)
        provider = replace(provider, published=(*before, *roster.meetings))
    none = replace(read_draft(unit, monday), roster=None)
    return _joined(provider, roster.number, known, none), roster


def _joined(provider: Provider, number: int, known: AsPublished | None, draft: Draft) -> StoredWeek:
    opened = week_of(provider, draft.monday)
    problem = opened.problem
    if known is not None:
        needs = {need.id for need in problem.needs}
        published = {one.need: one for one in known.meetings if one.need in needs}
        problem = replace(problem, published=published)
    told: AsPublished | DraftRoster | None = draft.roster or known
    pins = told.pins if told else pins_of(problem)
    asked = hold_pins(problem, pins)
    happened, now = (told.happened, told.now) if told else ({}, None)
    return StoredWeek(
        opened=replace(opened, problem=as_it_happened(asked, happened, now)),
        asked=asked,
        number=number,
        published=tuple(problem.published.values()),
        pins=pins,
        happened=happened,
        now=now,
        proof=known.proof if known else Proof(),
        draft=draft,
    )


def hold_pins(problem: Problem, pins: Iterable[Pin]) -> Problem:
    """The week with these pins alone; those of needs that it no longer asks for are let go."""
    needs = {need.id for need in problem.needs}
    return with_pins(without_pins(problem), [pin for pin in pins if pin.need in needs])


def as_it_happened(
    problem: Problem, happened: Mapping[str, tuple[str, ...]], now: int | None
) -> Problem:
    """The week after what was told of it: what began before ``now`` is held fast."""
    if now is None:
        return problem
    events, _ = read_happened(tell_happened(happened, Happened()), problem)
    return freeze(apply_events(problem, problem.published, events, now), NOTICE)[0]


def tell_happened(before: Mapping[str, tuple[str, ...]], new: Happened) -> Happened:
    """What was told before and now, each thing once."""
    parts = {
        name: tuple(dict.fromkeys([*before.get(name, ()), *getattr(new, name)])) for name in TOLD
    }
    return Happened(**parts, now=new.now)


def plain_happened(happened: Happened) -> dict[str, tuple[str, ...]]:
    """What was told, as a draft keeps it."""
    return {name: told for name, told in asdict(happened).items() if name in TOLD and told}


def read_as_published(unit: Unit, monday: date, number: int) -> AsPublished | None:
    """What is known beyond the lines of a published roster; None where nothing is."""
    setting = read_setting(unit, _name(monday))
    known = _AS_PUBLISHED.validate_python(setting.told) if setting else None
    return known if known and known.number == number else None


def keep_as_published(unit: Unit, monday: date, known: AsPublished) -> None:
    """Keep what the lines of the roster that is published now do not say."""
    write_setting(unit, _name(monday), _AS_PUBLISHED.dump_python(known, mode="json"))


def _name(monday: date) -> str:
    return f"published {monday.isoformat()}"
