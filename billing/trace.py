"""A line told step by step: the meeting, its price, ceilings, shares, and entries of the ledger."""

from dataclasses import dataclass
from datetime import date

from billing.ledger import Entry


@dataclass(frozen=True, slots=True)
class Pot:
    """A ceiling just before and just after a line; minutes or cents."""

    rule: str
    """``units_left`` (minutes) or ``euros_left`` (cents)."""
    scope: str
    before: int
    asked: int
    taken: int
    after: int
    source: str


@dataclass(frozen=True, slots=True)
class PartOf:
    """What one funder pays of a line."""

    funder: str
    percent: int
    cents: int
    owed: int
    """Hundredths of a cent owed to the funder before the line; minus: given ahead."""
    after: int


@dataclass(frozen=True, slots=True)
class Priced:
    """The tariff of a line."""

    cents: int
    unit: str
    unit_minutes: int
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class Trace:
    """One line from its meeting to its entries."""

    line: str
    client: str
    component: str
    worker: str
    referral: str
    day: date
    start: int
    minutes: int
    version: int
    recorded: date
    outcome: str
    percent: int
    rule: str
    """Source of the rule that leaves so many percent of the price."""
    billable: int
    granted: int
    tariff: Priced | None
    full: int
    pots: tuple[Pot, ...]
    over_units: int
    over_month: int
    over_year: int
    net: int
    vat_category: str
    vat_rate: int
    grant: str
    shares: tuple[PartOf, ...]
    entries: tuple[Entry, ...]

    @property
    def apart(self) -> int:
        """Cents by which the steps do not make the line; 0 unless the books are wrong."""
        cut = self.over_units + self.over_month + self.over_year
        steps = abs(self.full - cut - self.net)
        shared = sum(one.cents for one in self.shares)
        return steps + (abs(shared - self.net) if self.shares else 0)
