"""The same sentences about what is left, in plain loops over rows and days.

Shares no code with the entitlement: every row is read for every question, and every
day asks every cap for itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.caps import Cap, EurosPerCalendarYear, EurosPerMonth, UnitsPerReferral
from domain.entitlement import History, Remaining, remaining
from domain.people import Role
from domain.programme import Component, Programme, SeatAsked
from domain.referral import Extension, Referral, Used

Kind = TypeVar("Kind", UnitsPerReferral, EurosPerMonth, EurosPerCalendarYear)

NAMES: dict[Literal["et", "ru", "en"], str] = {"et": "abi", "ru": "help", "en": "help"}
DAYS = st.dates(date(2026, 9, 1), date(2027, 6, 30))
CLIENTS = ("anu", "mati")
PROGRAMMES = ("care", "work")
COMPONENTS = ("walks", "talks")


@st.composite
def a_cap(draw: st.DrawFn) -> Cap:
    """Draw a cap of any of the three kinds, dated anywhere around the days asked about."""
    since = draw(DAYS)
    until = draw(st.none() | st.integers(0, 200).map(lambda n: since + timedelta(days=n)))
    amount = draw(st.integers(1, 500))
    source = f"source {draw(st.integers(0, 2))}"
    kinds: tuple[Callable[[], Cap], ...] = (
        lambda: UnitsPerReferral(
            kind="units_per_referral",
            units=amount,
            unit_minutes=45,
            may_extend=amount % 2 == 0,
            since=since,
            until=until,
            source=source,
        ),
        lambda: EurosPerMonth(
            kind="euros_per_month", cents=amount, since=since, until=until, source=source
        ),
        lambda: EurosPerCalendarYear(
            kind="euros_per_calendar_year",
            month_cents=amount,
            since=since,
            until=until,
            source=source,
        ),
    )
    return draw(st.sampled_from(kinds))()


CAPS = st.lists(a_cap(), max_size=4, unique_by=lambda cap: (cap.kind, cap.since)).map(tuple)
REFERRALS = st.lists(
    st.builds(
        Referral,
        id=st.sampled_from([f"r{n}" for n in range(6)]),
        programme=st.sampled_from(PROGRAMMES),
        client=st.sampled_from(CLIENTS),
        on=DAYS,
        extensions=st.lists(
            st.builds(
                Extension,
                units=st.integers(1, 20),
                justification=st.just("a need"),
                approved_by=st.just("a case manager"),
                on=DAYS,
            ),
            max_size=2,
        ).map(tuple),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda referral: referral.id,
)
ROWS = st.lists(
    st.builds(
        Used,
        referral=st.sampled_from([f"r{n}" for n in range(7)]),
        component=st.sampled_from(COMPONENTS),
        month=DAYS.map(lambda day: day.replace(day=1)),
        minutes=st.integers(0, 900),
        cents=st.integers(0, 900),
    ),
    max_size=20,
)


def newest(caps: tuple[Cap, ...], kind: type[Kind], days: list[date]) -> tuple[Kind, date] | None:
    """Walk the days to the first on which a cap of the kind holds; of several, the newest."""
    for day in days:
        best: Kind | None = None
        for cap in caps:
            holds = cap.since <= day and (cap.until is None or cap.until >= day)
            if isinstance(cap, kind) and holds and (best is None or cap.since > best.since):
                best = cap
        if best is not None:
            return best, day
    return None


def month_of(year: int, month: int) -> list[date]:
    """List every day of a month."""
    days = [date(year, month, 1)]
    while (days[-1] + timedelta(days=1)).month == month:
        days.append(days[-1] + timedelta(days=1))
    return days


@dataclass(frozen=True)
class Question:
    """What is asked of one level, ``programme`` or ``component``."""

    level: str
    programme: Programme
    component: Component
    referral: Referral
    referrals: list[Referral]
    used: list[Used]
    days: list[date]

    @property
    def caps(self) -> tuple[Cap, ...]:
        """Caps of the level."""
        return self.programme.caps if self.level == "programme" else self.component.caps

    @property
    def pot(self) -> str:
        """Name of the level's euros."""
        own = self.component.id
        return f"{self.referral.client}:" + (
            f"{self.programme.id}:all" if self.level == "programme" else own
        )

    def first_and_last(self, kind: type[Kind], days: list[date]) -> tuple[date, date]:
        """Find the outermost days on which a cap of the kind holds."""
        ends = newest(self.caps, kind, days), newest(self.caps, kind, days[::-1])
        assert ends[0] is not None
        assert ends[1] is not None
        return ends[0][1], ends[1][1]

    def counts(self, row: Used) -> bool:
        """Whether a row of the client is one of the level's."""
        if self.level == "component":
            return row.component == self.component.id
        return any(
            row.referral == other.id and other.programme == self.programme.id
            for other in self.referrals
        )

    def spent(self, year: int, month: int) -> int:
        """Cents of the client's rows in a month."""
        return sum(
            row.cents
            for row in self.used
            for other in self.referrals
            if row.referral == other.id
            and other.client == self.referral.client
            and (row.month.year, row.month.month) == (year, month)
            and self.counts(row)
        )


def units_of(asked: Question) -> set[Remaining]:
    """Minutes of the referral."""
    holding = newest(asked.caps, UnitsPerReferral, asked.days)
    if holding is None:
        return set()
    cap = holding[0]
    minutes = cap.units * cap.unit_minutes
    for extension in asked.referral.extensions:
        if cap.may_extend and extension.on <= asked.days[-1]:
            minutes += extension.units * cap.unit_minutes
    for row in asked.used:
        own = asked.level == "programme" or row.component == asked.component.id
        if row.referral == asked.referral.id and own:
            minutes -= row.minutes
    scope = asked.referral.id
    if asked.level == "component":
        scope += f":{asked.component.id}"
    first, last = asked.first_and_last(UnitsPerReferral, asked.days)
    return {Remaining(f"{scope}:units", "units_left", minutes, first, last, cap.source)}


def months_of(asked: Question) -> set[Remaining]:
    """Cents of each month in which a day is asked about."""
    found = set()
    for year, month in {(day.year, day.month) for day in asked.days}:
        days = [day for day in asked.days if (day.year, day.month) == (year, month)]
        holding = newest(asked.caps, EurosPerMonth, days)
        if holding is None:
            continue
        left = holding[0].cents - asked.spent(year, month)
        scope = f"{asked.pot}:{year}-{month:02d}"
        first, last = asked.first_and_last(EurosPerMonth, days)
        found.add(Remaining(scope, "euros_left", left, first, last, holding[0].source))
    return found


def years_of(asked: Question) -> set[Remaining]:
    """Cents of each year in which a day is asked about."""
    found = set()
    for year in {day.year for day in asked.days}:
        days = [day for day in asked.days if day.year == year]
        if newest(asked.caps, EurosPerCalendarYear, days) is None:
            continue
        left = 0
        sources: list[str] = []
        for month in range(1, 13):
            share = newest(asked.caps, EurosPerCalendarYear, month_of(year, month))
            if share is None:
                continue
            left += share[0].month_cents - asked.spent(year, month)
            if share[0].source not in sources:
                sources.append(share[0].source)
        first, last = asked.first_and_last(EurosPerCalendarYear, days)
        found.add(
            Remaining(f"{asked.pot}:{year}", "euros_left", left, first, last, "; ".join(sources))
        )
    return found


@settings(max_examples=200, deadline=None)
@given(
    above=CAPS,
    own=CAPS,
    referrals=REFERRALS,
    used=ROWS,
    first=DAYS,
    length=st.integers(0, 40),
)
def test_what_is_left_is_what_plain_loops_find(
    *,
    above: tuple[Cap, ...],
    own: tuple[Cap, ...],
    referrals: list[Referral],
    used: list[Used],
    first: date,
    length: int,
) -> None:
    walks = Component(id="walks", name=NAMES, seats=(SeatAsked(roles=(Role.MENTOR,)),), caps=own)
    referral = referrals[0]
    programme = Programme(
        id=referral.programme,
        code="XX",
        name=NAMES,
        payer="payer",
        source="invented",
        since=date(2026, 1, 1),
        caps=above,
        components=(walks,),
    )
    days = [first + timedelta(days=n) for n in range(length + 1)]
    history = History.of(used, referrals)
    found = remaining(programme, walks, referral, history, days[0], days[-1])
    assert len(found) == len({pot.scope for pot in found})
    expected: set[Remaining] = set()
    for level in ("programme", "component"):
        asked = Question(level, programme, walks, referral, referrals, used, days)
        expected |= units_of(asked) | months_of(asked) | years_of(asked)
    assert set(found) == expected


@given(referrals=REFERRALS, used=ROWS)
def test_no_row_is_lost_when_history_is_added_up(
    referrals: list[Referral], used: list[Used]
) -> None:
    history = History.of(used, referrals)
    strays = sum(row.cents for row in history.strays)
    for pots in (history.cents_of_component, history.cents_of_programme):
        kept = sum(cents for months in pots.values() for cents in months.values())
        assert kept + strays == sum(row.cents for row in used)
    assert sum(history.minutes.values()) == sum(row.minutes for row in used)
    assert sum(history.minutes_of_component.values()) == sum(row.minutes for row in used)
