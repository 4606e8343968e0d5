"""People: who is helped, who helps, and what each of them brings along.

Health and lived experience are special-category data: a record holds a theme from
``domain/themes.yaml`` (for example ``depression``), never a diagnosis.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class Role(StrEnum):
    """In what capacity a worker meets a client."""

    PEER_COUNSELLOR = "peer_counsellor"
    SUPPORT_PERSON = "support_person"
    SPECIALIST = "specialist"
    COORDINATOR = "coordinator"
    MENTOR = "mentor"
    LANGUAGE_PARTNER = "language_partner"
    WORK_MENTOR = "work_mentor"


class Contract(StrEnum):
    """How a worker is bound to the provider: working-time law binds employees alone."""

    EMPLOYEE = "employee"
    MANDATE = "mandate"
    VOLUNTEER = "volunteer"


class Level(IntEnum):
    """What a training entitles to (source: the register of peer counsellors)."""

    BESIDE = 1
    """Only together with another professional (limited competence)."""
    SHORT = 2
    """Short consultations alone: the older training of 32 academic hours."""
    INDEPENDENT = 3
    """Processes of more than three meetings: the training of 80 academic hours."""
    GROUPS = 4
    """Guiding groups alone."""


class Cefr(IntEnum):
    """Command of a language, Common European Framework of Reference."""

    A1 = 1
    A2 = 2
    B1 = 3
    B2 = 4
    C1 = 5
    C2 = 6


class Gender(StrEnum):
    """Gender, where a client or a group asks for it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Training:
    """A training that holds from ``since`` until ``until`` (inclusive; None = for good)."""

    subject: str
    level: Level
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the training is valid on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class LivedExperience:
    """Something a worker, or a member of the worker's family, has lived through."""

    theme: str
    family: bool = False
    """True: a family member's experience, not the worker's own."""
    severe: bool = False
    """A severe, profound or lasting disorder."""


@dataclass(frozen=True, slots=True)
class Speaks:
    """A language (ISO 639-1) and how well it is spoken."""

    language: str
    level: Cefr


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours on a weekday (0 = Monday) in which a worker may be called upon; minutes of the day."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Absence:
    """Days, both ends included, on which a worker or client is away."""

    who: str
    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Worker:
    """Someone who meets clients: employee, mandate contractor or volunteer."""

    id: str
    name: str
    roles: frozenset[Role]
    contract: Contract
    home: str
    """Place id (see ``domain.places``)."""
    trainings: tuple[Training, ...] = ()
    experiences: tuple[LivedExperience, ...] = ()
    languages: tuple[Speaks, ...] = ()
    gender: Gender = Gender.OTHER
    shifts: tuple[Shift, ...] = ()
    day_minutes: int = 360
    """Most minutes with clients in a day."""
    week_minutes: int = 1200
    """Minutes with clients in a week under the contract; more is overtime."""
    week_most: int = 1440
    """Minutes with clients in a week that are never passed."""
    guaranteed_minutes: int = 0
    """Minutes a week promised to the worker."""
    week_days: int = 5
    """Most days with meetings in a week."""
    caseload: int = 30
    """Most clients at the same time."""
    reach_minutes: int = 60
    """Farthest way from home, one way."""
    excluded: frozenset[str] = frozenset()
    """Clients the provider never gives this worker (relatives, conflicts)."""


@dataclass(frozen=True, slots=True)
class Client:
    """Someone who is helped."""

    id: str
    name: str
    home: str
    """Place id."""
    languages: tuple[str, ...]
    """Languages the client understands, the best first; at least one."""
    themes: frozenset[str] = frozenset()
    gender: Gender = Gender.OTHER
    born: date | None = None
    personal_code: str | None = None
    asks_gender: Gender | None = None
    interpreter: bool = False
    """Whether the client accepts an interpreter."""
    chosen: str | None = None
    """The worker the client has chosen: nobody else comes."""
    refused: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()
    """Workers the client has met and found suitable."""
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """People supported together."""

    id: str
    name: str
    members: tuple[str, ...]


def absent_days(absences: Iterable[Absence], who: str) -> frozenset[date]:
    """Every day on which somebody is away."""
    return frozenset(
        date.fromordinal(day)
        for absence in absences
        if absence.who == who
        for day in range(absence.first.toordinal(), absence.last.toordinal() + 1)
    )
