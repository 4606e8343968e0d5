"""What the oracle says of a month's money: every line for itself, in plain loops and fractions.

Shares no code with billing: rows are plain records, every row before is read for every question,
and every cap is asked for itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeVar

from domain.caps import Cap, EurosPerCalendarYear, EurosPerMonth, UnitsPerReferral
from domain.programme import Component, Programme
from domain.referral import Referral, Used

MONTHS = range(1, 13)
C = TypeVar("C", UnitsPerReferral, EurosPerMonth, EurosPerCalendarYear)


@dataclass(frozen=True)
class Row:
    """One client's part in one meeting."""

    line: str
    client: str
    referral: str
    component: str
    provider: str
    day: date
    start: int
    minutes: int
    due: int
    """Percent of the price that the outcome leaves."""
    activity: str = "individual"
    beneficiary: str = "person"


@dataclass(frozen=True)
class Listed:
    """One line of a price list in minutes."""

    component: str
    activity: str
    beneficiary: str
    provider: str
    since: date
    until: date | None
    unit_minutes: int
    cents: int


@dataclass(frozen=True)
class Told:
    """What the oracle says of a line."""

    price: int | None
    """Place in the price list."""
    granted: int
    full: int
    over_units: int
    over_month: int
    over_year: int
    net: int


@dataclass
class Office:
    """Where the oracle sits: what is agreed, and what was claimed so far."""

    programmes: Sequence[Programme]
    referrals: Mapping[str, Referral]
    prices: Sequence[Listed]
    used: list[Used] = field(default_factory=list)
    """Earlier months, then every line as it is served."""
    unreferred: list[tuple[str, str, date, int]] = field(default_factory=list)
    """Client, component, month and cents of lines whose referral nobody knows."""

    def serve(self, rows: Sequence[Row]) -> dict[str, Told]:
        """Serve all rows in the order of service."""
        found = {}
        for row in sorted(rows, key=lambda r: (r.day, r.start, r.line)):
            found[row.line] = self._serve(row)
        return found

    def _serve(self, row: Row) -> Told:
        place = self._price(row)
        if place is None or row.due == 0 or row.minutes == 0:
            return Told(None, 0, 0, 0, 0, 0, 0)
        listed = self.prices[place]
        full = cents_for(listed, row.minutes, row.due)
        granted = min([row.minutes, *(max(0, n) for n in self.minutes_left(row))])
        paid = cents_for(listed, granted, row.due)
        month = min([paid, *(max(0, n) for n in self.month_left(row))])
        net = min([month, *(max(0, n) for n in self.year_left(row))])
        first = row.day.replace(day=1)
        self.used.append(Used(row.referral, row.component, first, granted, net))
        if row.referral not in self.referrals:
            self.unreferred.append((row.client, row.component, first, net))
        return Told(place, granted, full, full - paid, paid - month, month - net, net)

    def _price(self, row: Row) -> int | None:
        asked = (row.component, row.activity, row.beneficiary)
        for provider in (row.provider, ""):
            for place, one in enumerate(self.prices):
                same = (one.component, one.activity, one.beneficiary) == asked
                held = one.since <= row.day and (one.until is None or row.day <= one.until)
                if same and held and one.provider == provider:
                    return place
        return None

    def part(self, row: Row) -> tuple[Programme, Component] | None:
        """Programme and component of a row."""
        for programme in self.programmes:
            for component in programme.components:
                if component.id == row.component:
                    return programme, component
        return None

    def minutes_left(self, row: Row) -> list[int]:
        """Minutes left of the row's referral: by the programme's cap, by the component's."""
        part, referral = self.part(row), self.referrals.get(row.referral)
        if part is None or referral is None:
            return []
        found = []
        for own, caps in ((False, part[0].caps), (True, part[1].caps)):
            cap = holding(caps, UnitsPerReferral, row.day)
            if cap is None:
                continue
            units = cap.units
            for extension in referral.extensions:
                if cap.may_extend and extension.on <= row.day:
                    units += extension.units
            left = units * cap.unit_minutes
            for used in self.used:
                if used.referral == row.referral and (not own or used.component == row.component):
                    left -= used.minutes
            found.append(left)
        return found

    def month_left(self, row: Row) -> list[int]:
        """Cents left of the month of the row's client."""
        found = []
        for own, caps in self._levels(row):
            cap = holding(caps, EurosPerMonth, row.day)
            if cap is not None:
                found.append(cap.cents - self.spent(row, row.day.year, row.day.month, own=own))
        return found

    def year_left(self, row: Row) -> list[int]:
        """Cents left of the calendar year of the row's client."""
        found = []
        for own, caps in self._levels(row):
            if holding(caps, EurosPerCalendarYear, row.day) is None:
                continue
            left = 0
            for month in MONTHS:
                share = first_of_month(caps, row.day.year, month)
                if share is not None:
                    left += share - self.spent(row, row.day.year, month, own=own)
            found.append(left)
        return found

    def _levels(self, row: Row) -> list[tuple[bool, tuple[Cap, ...]]]:
        part = self.part(row)
        return [] if part is None else [(False, part[0].caps), (True, part[1].caps)]

    def owner(self, row: Row) -> str:
        """Whose euros a row takes."""
        referral = self.referrals.get(row.referral)
        return row.client if referral is None else referral.client

    def spent(self, row: Row, year: int, month: int, *, own: bool) -> int:
        """Cents that the row's owner took of its component (or programme) in a month."""
        part = self.part(row)
        assert part is not None
        of_what = {row.component} if own else {c.id for c in part[0].components}
        total = 0
        for used in self.used:
            referral = self.referrals.get(used.referral)
            mine = referral is not None and referral.client == self.owner(row)
            if (
                mine
                and used.component in of_what
                and (used.month.year, used.month.month) == (year, month)
            ):
                total += used.cents
        for client, component, first, cents in self.unreferred:
            if (
                client == self.owner(row)
                and component in of_what
                and (first.year, first.month) == (year, month)
            ):
                total += cents
        return total


def cents_for(listed: Listed, minutes: int, due: int) -> int:
    """Price of minutes, rounded half away from zero by a fraction."""
    exact = Fraction(listed.cents * minutes * due, listed.unit_minutes * 100)
    whole, rest = divmod(exact.numerator, exact.denominator)
    return whole + (2 * rest >= exact.denominator)


def holding(caps: Sequence[Cap], kind: type[C], day: date) -> C | None:
    """The newest cap of a kind on a day."""
    best: C | None = None
    for cap in caps:
        held = cap.since <= day and (cap.until is None or day <= cap.until)
        if isinstance(cap, kind) and held and (best is None or cap.since > best.since):
            best = cap
    return best


def first_of_month(caps: Sequence[Cap], year: int, month: int) -> int | None:
    """A month's share of the year: that of the first day on which there is one."""
    for number in range(1, 32):
        try:
            day = date(year, month, number)
        except ValueError:
            break
        cap = holding(caps, EurosPerCalendarYear, day)
        if cap is not None:
            return cap.month_cents
    return None


def shared_out(
    amounts: Sequence[int], shares: Sequence[int], owed: Sequence[Fraction]
) -> list[list[int]]:
    """Whole cents of each share, left-over cents one by one to whom most is owed."""
    due = list(owed)
    found = []
    for amount in amounts:
        exact = [Fraction(amount * share, sum(shares)) for share in shares]
        given = [piece.numerator // piece.denominator for piece in exact]
        due = [a + b - c for a, b, c in zip(due, exact, given, strict=True)]
        while sum(given) < amount:
            most = max(due)
            place = due.index(most)
            given[place] += 1
            due[place] -= 1
        found.append(given)
    return found
