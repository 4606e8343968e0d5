"""Months drawn at random: caps of all kinds that change, cross and end, about a New Year."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import strategies as st

from billing.month import Terms
from billing.prices import Price, clashes
from domain.caps import Cap, EurosPerCalendarYear, EurosPerMonth, UnitsPerReferral
from domain.programme import Programme
from domain.referral import Extension, Referral, Used
from tests.billing.invented import OURS, component, met, price, programme, terms_of
from tests.oracle.money import Row

FIRST, LAST = date(2026, 10, 26), date(2027, 2, 3)
DAYS = st.dates(FIRST, LAST)
OF_PROGRAMME = {"talks": "care", "walks": "care", "jobs": "work"}
REFERRALS = tuple(f"r{k}" for k in range(5))


@st.composite
def a_cap(draw: st.DrawFn) -> Cap:
    """A cap of any kind, often too small."""
    since = draw(st.dates(date(2026, 9, 1), LAST) | st.just(date(2026, 1, 1)))
    until = draw(
        st.none() | st.none() | st.integers(0, 90).map(lambda n: since + timedelta(days=n))
    )
    amount = draw(st.integers(1, 30))
    kinds: tuple[Callable[[], Cap], ...] = (
        lambda: UnitsPerReferral(
            kind="units_per_referral",
            units=amount,
            unit_minutes=15,
            may_extend=amount % 3 > 0,
            since=since,
            until=until,
            source="invented",
        ),
        lambda: EurosPerMonth(
            kind="euros_per_month", cents=300 * amount, since=since, until=until, source="invented"
        ),
        lambda: EurosPerCalendarYear(
            kind="euros_per_calendar_year",
            month_cents=60 * amount,
            since=since,
            until=until,
            source="invented",
        ),
    )
    return draw(st.sampled_from(kinds))()


CAPS = st.lists(a_cap(), max_size=3, unique_by=lambda cap: (cap.kind, cap.since)).map(tuple)


@st.composite
def referrals(draw: st.DrawFn) -> list[Referral]:
    """Up to five referrals of three clients, some extended in the middle of it."""
    return [
        Referral(
            id=name,
            programme=draw(st.sampled_from(("care", "work"))),
            client=draw(st.sampled_from(("anu", "mati", "olga"))),
            on=date(2026, 9, 1),
            extensions=tuple(
                Extension(draw(st.integers(1, 5)), "a need", "a case manager", draw(DAYS))
                for _ in range(draw(st.integers(0, 2)))
            ),
        )
        for name in draw(st.lists(st.sampled_from(REFERRALS), min_size=1, unique=True))
    ]


@st.composite
def prices(draw: st.DrawFn) -> list[Price]:
    """A price list without clashes, with gaps, and with a provider's own prices."""
    found: list[Price] = []
    for name in OF_PROGRAMME:
        cents = draw(st.integers(1, 2_000))
        unit = draw(st.sampled_from((60, 45, 7)))
        until = draw(st.sampled_from((None, None, None, date(2026, 11, 14))))
        found.append(price(name, cents, unit, since=date(2026, 1, 1), until=until))
    for _ in range(draw(st.integers(0, 4))):
        since = draw(DAYS)
        one = price(
            draw(st.sampled_from(tuple(OF_PROGRAMME))),
            draw(st.integers(0, 2_000)),
            draw(st.sampled_from((60, 45, 7))),
            draw(st.sampled_from(("", OURS, "90000002"))),
            since,
            draw(st.none() | st.dates(since, LAST)),
        )
        if not clashes([*found, one]):
            found.append(one)
    return found


@st.composite
def rows(draw: st.DrawFn, most: int = 24) -> list[Row]:
    """Meetings of four clients; many begin at the same time."""
    n = draw(st.integers(0, most) | st.just(most))
    return [
        met(
            f"M{draw(st.integers(0, 99)):02d}/{k:02d}",
            draw(
                st.sampled_from((FIRST, date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 31)))
                | DAYS
            ),
            draw(st.sampled_from((540, 600))),
            draw(st.sampled_from((0, 15, 45, 50, 60, 90))),
            draw(st.sampled_from(("anu", "mati", "olga", "igor"))),
            draw(st.sampled_from((*REFERRALS, "", "unknown"))),
            draw(st.sampled_from((*OF_PROGRAMME, "strange"))),
            draw(st.sampled_from((100, 100, 100, 50, 0))),
            draw(st.sampled_from((OURS, "90000002"))),
        )
        for k in range(n)
    ]


USED = st.lists(
    st.builds(
        Used,
        referral=st.sampled_from((*REFERRALS, "stray")),
        component=st.sampled_from(tuple(OF_PROGRAMME)),
        month=DAYS.map(lambda day: day.replace(day=1)),
        minutes=st.integers(0, 120),
        cents=st.integers(0, 3_000),
    ),
    max_size=6,
)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """Two programmes of three components with any caps, and a price list."""
    care: Programme = programme(
        "care", [component("talks", draw(CAPS)), component("walks", draw(CAPS))], draw(CAPS)
    )
    work = programme("work", [component("jobs", draw(CAPS))], draw(CAPS))
    return terms_of([care, work], draw(prices()))
