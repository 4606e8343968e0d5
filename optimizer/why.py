"""Reasons: why a need is left out, who is nearest, what smallest change would serve it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.finding import Fact


@dataclass(frozen=True, slots=True)
class Counted:
    """A rule and how many workers, days or ways it ruled out."""

    rule: str
    count: int


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What one rule would miss: about whom, by how much (in the rule's unit)."""

    rule: str
    about: str
    missed: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A worker (or team) and a start that come nearest, with what they would break."""

    workers: tuple[str, ...]
    start: int | None
    """Minutes of the week; None where no start of the need suits at all."""
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change found that serves the need, verified by serving it."""

    kind: str
    """Key of its sentence in ``domain/words``, e.g. ``change.extend_units``."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    size: int = 0
    """Minutes, days or people, as the kind counts."""
    then: "Change | None" = None
    """A second change that is needed as well."""


@dataclass(frozen=True, slots=True)
class Why:
    """All there is to say about one need that was left out."""

    need: str
    workers: int
    """Workers of the provider."""
    refused_days: tuple[Counted, ...]
    """Days of the need's windows that a rule of days refuses."""
    removed: tuple[Counted, ...]
    """Workers whom each rule of pairs removed, in the order of the rules (hardest seat)."""
    blocked: tuple[Counted, ...]
    """Ways (worker and window) that a sum or the order of the day blocks."""
    nearest: tuple[Candidate, ...]
    change: Change | None
    """The smallest; None where the need could be served as the week is."""
    also: tuple[Change, ...] = ()
    """Changes of other kinds that would serve it too, where they were asked for."""
