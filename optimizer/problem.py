"""The problem of a week: who is there, what is wanted, what may still be spent. No solver here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.people import Absence, Client, Worker
from domain.places import Travel
from domain.referral import ParallelService
from domain.session import Meeting, Need


@dataclass(frozen=True, slots=True)
class Budget:
    """What a referral or a ceiling still allows, on the days of the week it speaks about."""

    id: str
    rule: str
    """``units_left`` (minutes) or ``euros_left`` (cents)."""
    client: str
    left: int
    """Minutes or cents; negative when already overspent."""
    days: int = 127
    """Weekdays that count (bit 0 = Monday): a week may straddle a month or a year."""
    source: str = ""


@dataclass(frozen=True)
class Problem:
    """One week of one provider. Needs are sorted by their first client."""

    monday: date
    workers: tuple[Worker, ...]
    clients: tuple[Client, ...]
    needs: tuple[Need, ...]
    travel: Travel
    budgets: tuple[Budget, ...] = ()
    absences: tuple[Absence, ...] = ()
    parallel: tuple[ParallelService, ...] = ()
    holidays: frozenset[date] = frozenset()
    """Public holidays of the week."""
    usual: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(client or group, component) -> workers who came in the last published week."""
    known: frozenset[tuple[str, str]] = frozenset()
    """(worker, client) bonds that stand already and count in the caseload."""
    published: Mapping[str, Meeting] = field(default_factory=dict)
    """Need id -> what this week's published roster says of it."""
    last_free: Mapping[str, int] = field(default_factory=dict)
    """Worker -> minutes of this week (negative: last week) from which the worker is at rest."""
    interpreter_minutes: Mapping[str, int] = field(default_factory=dict)
    """Language -> minutes of interpreting at hand in the week."""
