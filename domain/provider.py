"""A provider's week as people keep it: everything a workbook or a store holds."""

from dataclasses import dataclass, field
from datetime import date

from domain.people import Absence, Client, Family, Worker
from domain.referral import Group, ParallelService, PlanItem, Referral, Used


@dataclass(frozen=True, slots=True)
class PublishedMeeting:
    """One line of a published roster; its day tells whether it is last week's or this week's."""

    day: date
    start: int
    """Minutes of the day."""
    minutes: int
    component: str
    client: str | None
    """None where a group met."""
    group: str | None
    workers: tuple[str, ...]
    keep: frozenset[str] = frozenset()
    """``worker``, ``time`` or both: pinned when the week is planned again."""
    need: str = ""
    """Id of the need that the meeting serves; empty: a workbook told the line, and tells none."""


@dataclass(frozen=True, slots=True)
class Provider:
    """People, referrals, plans and the published roster of one provider."""

    name: str
    workers: tuple[Worker, ...] = ()
    clients: tuple[Client, ...] = ()
    families: tuple[Family, ...] = ()
    referrals: tuple[Referral, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    groups: tuple[Group, ...] = ()
    absences: tuple[Absence, ...] = ()
    used: tuple[Used, ...] = ()
    parallel: tuple[ParallelService, ...] = ()
    published: tuple[PublishedMeeting, ...] = ()
    interpreter_minutes: dict[str, int] = field(default_factory=dict)
    """Minutes of interpreting at hand in the week, by language; absent = none."""
