"""What a seat asks of a worker, and whether a worker has it."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.people import Gender, Level, Role, Worker
from domain.session import Asked
from domain.themes import kind_of

ENOUGH = 3
"""Command of a language (B1) that counts as common."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What one seat asks of a worker; ``kinds`` are those of the experience to be shared."""

    roles: frozenset[Role]
    subject: str | None = None
    level: Level | None = None
    experience: Asked = Asked.NOBODYS
    kinds: frozenset[str] = frozenset()
    gender: Gender | None = None


def talks(worker: Worker, languages: tuple[str, ...]) -> bool:
    """Whether a worker speaks one of the languages well enough."""
    return any(s.language in languages and s.level >= ENOUGH for s in worker.languages)


def lived_kinds(worker: Worker, asked: Asked) -> Iterator[str]:
    """Kinds of experience that a worker brings along, of those asked for."""
    for lived in worker.experiences:
        own = asked in (Asked.FAMILY, Asked.FAMILY_SEVERE) or not lived.family
        severe = asked not in (Asked.OWN_SEVERE, Asked.FAMILY_SEVERE) or lived.severe
        if own and severe:
            yield kind_of(lived.theme)


def may_take(worker: Worker, seat: Asking) -> bool:
    """Whether roles, training, experience and gender suit a seat."""
    if not worker.roles & seat.roles or seat.gender not in (None, worker.gender):
        return False
    if seat.subject is not None and not any(
        t.subject == seat.subject and t.level >= (seat.level or 0) for t in worker.trainings
    ):
        return False
    return seat.experience is Asked.NOBODYS or bool(
        seat.kinds & set(lived_kinds(worker, seat.experience))
    )
