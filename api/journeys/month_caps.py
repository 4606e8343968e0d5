"""Ceilings of a month: how much of each is used, and when it will be used up at this pace."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from billing.basis import Basis
from billing.bookings import used_by_client
from billing.forecast import RunsOut, forecast
from billing.papers import rows_of
from domain.clock import months_after
from domain.entitlement import History, remaining
from domain.programme import components
from domain.referral import Referral, Used

UNITS_LEFT = "units_left"
FAR = date.max


@dataclass(frozen=True, slots=True)
class CapUsed:
    """A ceiling of units or of a calendar year that a month drew from."""

    scope: str
    client: str
    component: str
    """Through which it was drawn from first."""
    referral: str
    units: bool
    """Whether it counts minutes; else cents."""
    whole: int
    used: int
    """Until the end of the month."""
    pace: int
    """What the months that took anything took on average."""
    slowest: int
    """What the least of those months took."""
    fastest: int
    runs_out: RunsOut | None
    until: date
    """The last day on which the ceiling counts."""
    source: str

    @property
    def left(self) -> int:
        """Not less than nothing."""
        return max(self.whole - self.used, 0)

    @property
    def ends_in_time(self) -> bool:
        """Whether it is likely used up before it ends by itself."""
        return self.runs_out is not None and self.runs_out.likely <= self.until

    @property
    def urgency(self) -> tuple[int, date, int]:
        """The smaller, the sooner somebody should look: what is about to end, then what has."""
        if self.runs_out is None or not self.ends_in_time:
            return (2, FAR, self.left)
        return (int(not self.left), self.runs_out.likely, self.left)


def caps_of(basis: Basis, month: date) -> tuple[CapUsed, ...]:
    """Every ceiling that the month drew from, the most urgent first."""
    last = months_after(month, 1) - timedelta(days=1)
    referrals = {one.id: one for one in basis.referrals}
    known = list(referrals.values())
    used = [row for row in _used(basis, known) if row.month <= month]
    taken = _by_pot(used, referrals)
    now, nothing = History.of(used, known), History.of([], known)
    found: dict[str, CapUsed] = {}
    for referral, component in _drawn(used, referrals, month):
        programme, part = components()[component]
        asked = (programme, part, referral)
        for whole, left in zip(
            remaining(*asked, nothing, last, last),
            remaining(*asked, now, last, last),
            strict=True,
        ):
            units = left.rule == UNITS_LEFT
            if left.scope in found or (not units and "-" in left.scope.rpartition(":")[2]):
                # What a ceiling of a month leaves is gone with the month.
                continue
            months = [taken[left.scope].get(one, 0) for one in sorted(taken[left.scope])]
            paces = [one for one in months if one > 0]
            found[left.scope] = CapUsed(
                scope=left.scope,
                client=referral.client,
                component=component,
                referral=referral.id,
                units=units,
                whole=whole.left,
                used=whole.left - left.left,
                pace=sum(paces) // len(paces) if paces else 0,
                slowest=min(paces, default=0),
                fastest=max(paces, default=0),
                runs_out=forecast(left.left, months, last),
                until=FAR if units else date(month.year, 12, 31),
                source=left.source,
            )
    return tuple(sorted(found.values(), key=lambda one: (*one.urgency, one.scope)))


def _used(basis: Basis, known: list[Referral]) -> Iterator[Used]:
    frame, _ = used_by_client(basis.booked, tuple(known), basis.programmes.values())
    for row in rows_of(frame):
        month = date.fromordinal(row.month)
        yield Used(str(row.referral), str(row.component), month, int(row.minutes), int(row.cents))


def _by_pot(
    used: Iterable[Used], referrals: dict[str, Referral]
) -> defaultdict[str, dict[date, int]]:
    """What each month took of each pot, under the names that ``domain.entitlement`` gives them."""
    found: defaultdict[str, dict[date, int]] = defaultdict(dict)
    for row in used:
        referral = referrals.get(row.referral)
        if referral is None:
            continue
        year = f"{row.month:%Y}"
        for scope, amount in (
            (f"{referral.id}:units", row.minutes),
            (f"{referral.id}:{row.component}:units", row.minutes),
            (f"{referral.client}:{referral.programme}:all:{year}", row.cents),
            (f"{referral.client}:{row.component}:{year}", row.cents),
        ):
            found[scope][row.month] = found[scope].get(row.month, 0) + amount
    return found


def _drawn(
    used: Iterable[Used], referrals: dict[str, Referral], month: date
) -> Iterator[tuple[Referral, str]]:
    """Referrals and components that the month drew from."""
    pairs = {(row.referral, row.component) for row in used if row.month == month}
    for name, component in sorted(pairs):
        if name in referrals and component in components():
            yield referrals[name], component
