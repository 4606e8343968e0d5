"""Which price holds: that of the local day, the provider's own before the general one, or none."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from billing.month import Terms
from billing.price import Rules
from billing.prices import Price, clashes, prices_of
from billing.quantity import QuantityRule
from domain.programme import programmes
from domain.referral import Used
from tests.billing.draws import prices as drawn_prices
from tests.billing.draws import rows as drawn_rows
from tests.billing.invented import (
    OURS,
    SINCE,
    component,
    met,
    office_of,
    price,
    priced,
    programme,
    terms_of,
    told_by,
)
from tests.oracle.money import Row

CARE = programme("care", [component("talks"), component("walks"), component("free", paid=False)])
DAY = timedelta(days=1)
JULY = date(2026, 7, 1)


def full(row: Row, terms: Terms) -> int:
    return told_by(priced([row], terms))[row.line].full


def flat(name: str, cents: int, unit: Any) -> Price:
    return Price(component=name, unit=unit, cents=cents, since=SINCE, source="invented")


def test_a_boundary_day_belongs_to_the_new_price() -> None:
    terms = terms_of(
        [CARE],
        [price("talks", 3_500, until=JULY - DAY), price("talks", 5_500, since=JULY, until=JULY)],
    )
    costs = [full(met("M1/anu", JULY + n * DAY), terms) for n in (-1, 0, 1)]
    assert costs == [3_500, 5_500, 0]


def test_the_providers_own_price_goes_before_the_general_one_while_it_holds() -> None:
    terms = terms_of(
        [CARE],
        [price("talks", 3_500), price("talks", 4_000, provider=OURS, since=JULY, until=JULY)],
    )
    costs = [full(met("M1/anu", JULY + n * DAY), terms) for n in (-1, 0, 1)]
    assert costs == [3_500, 4_000, 3_500]
    assert full(met("M1/anu", JULY, provider="90000002"), terms) == 3_500


def test_a_line_without_a_price_is_kept_and_told() -> None:
    month = priced([met("M1/anu", name="walks")], terms_of([CARE], [price("talks", 3_500)]))
    (line,) = month.priced.to_dict("records")
    assert (line["price"], line["billable"], line["full"]) == (-1, 60, 0)
    assert (month.totals.without_tariff, len(month.split)) == (1, 0)


@settings(max_examples=60, deadline=None)
@given(drawn_rows(12), drawn_prices())
def test_a_line_takes_exactly_one_price_or_none(met: list[Row], listed: list[Price]) -> None:
    agreed = terms_of([CARE], listed)
    for row, at in zip(met, priced(met, agreed).priced["price"].tolist(), strict=True):
        fits = [
            k
            for k, one in enumerate(agreed.prices.itertuples())
            if (one.component, one.provider)
            in ((row.component, OURS), (row.component, "90000002"), (row.component, ""))
            and one.provider in (row.provider, "")
            and int(str(one.since)) <= row.day.toordinal() <= int(str(one.until))
        ]
        own = [k for k in fits if agreed.prices["provider"].iloc[k] == row.provider]
        wanted = (own or fits or [-1])[0]
        assert len(own) <= 1
        assert at == (wanted if row.due and row.minutes else -1)


def test_an_academic_hour_has_45_minutes() -> None:
    terms = terms_of([CARE], [price("talks", 3_511, 45)])
    assert full(met("M1/anu", minutes=50), terms) == 3_901
    assert full(met("M1/anu", minutes=450), terms) == 35_110


def test_a_price_of_a_meeting_does_not_ask_for_its_length() -> None:
    terms = terms_of([CARE], [flat("talks", 3_001, "meeting")])
    assert [full(met("M1/anu", minutes=n), terms) for n in (1, 240)] == [3_001, 3_001]
    assert full(met("M1/anu", due=50), terms) == 1_501


def test_a_groups_price_of_a_meeting_is_borne_once_and_of_a_participant_by_each() -> None:
    members = [met(f"M1/{who}", client=who, referral="") for who in ("anu", "mati", "olga")]
    once = told_by(priced(members, terms_of([CARE], [flat("talks", 9_000, "meeting")])))
    each = told_by(priced(members, terms_of([CARE], [flat("talks", 900, "participant")])))
    assert [line.full for line in once.values()] == [9_000, 0, 0]
    assert [line.full for line in each.values()] == [900, 900, 900]


def test_a_price_of_a_month_is_borne_by_the_first_meeting_of_each_month_and_referral() -> None:
    terms = terms_of([CARE], [flat("talks", 9_000, "month")])
    rows = [
        met("M1/anu", date(2026, 11, 9)),
        met("M2/anu", date(2026, 11, 2)),
        met("M3/anu", date(2026, 12, 1)),
        met("M4/mati", date(2026, 11, 30), client="mati", referral="r2"),
        met("M5/olga", date(2026, 11, 3), client="olga", referral=""),
        met("M6/igor", date(2026, 11, 4), client="igor", referral=""),
    ]
    assert [line.full for line in told_by(priced(rows, terms)).values()] == [
        *(0, 9_000, 9_000, 9_000, 9_000, 9_000)
    ]
    claimed = [Used("r1", "talks", date(2026, 11, 1), 60, 9_000)]
    again = told_by(priced(rows, terms, (), claimed))
    assert [line.full for line in again.values()] == [0, 0, 9_000, 9_000, 9_000, 9_000]


def test_what_is_unpaid_or_given_by_volunteers_has_no_price() -> None:
    terms = terms_of([CARE], [price("talks", 3_500), price("free", 3_500)])
    assert full(met("M1/anu", name="free"), terms) == 0
    alone = Terms(terms.programmes, terms.prices, Rules(volunteers=frozenset({"juta"})))
    month = priced([met("M1/anu")], alone)
    assert month.priced["billable"].tolist() == [0]
    assert month.totals.without_tariff == 0


def test_the_prices_of_the_house_are_those_of_its_programmes() -> None:
    known = programmes()
    listed = prices_of(known)
    tariffs = sum(len(c.tariffs) for p in known.values() for c in p.components if c.paid)
    assert len(listed) == tariffs > 40
    row = met("M1/anu", date(2026, 11, 4), name="is-peer", minutes=90)
    assert full(row, Terms(known, listed)) == 8_250
    assert full(met("M1/anu", date(2024, 11, 4), name="is-planning"), Terms(known, listed)) == 3_500


def test_two_prices_on_one_day_are_told_and_refused() -> None:
    listed = [
        price("talks", 1, since=JULY),
        price("talks", 2, until=JULY),
        price("talks", 3, provider=OURS),
        price("walks", 4),
    ]
    assert [(a.cents, b.cents) for a, b in clashes(listed)] == [(2, 1)]
    with pytest.raises(ValueError, match=r"two prices on one day: .*talks.*2026-07-01"):
        prices_of({"care": CARE}, listed)


@pytest.mark.parametrize(
    ("minutes", "billed"), [(0, 0), (1, 30), (37, 30), (38, 45), (52, 45), (53, 60)]
)
def test_minutes_go_to_the_nearest_step_and_to_the_least(minutes: int, billed: int) -> None:
    nearest = QuantityRule(component="talks", least=30, step=15, since=SINCE, source="invented")
    terms = terms_of([CARE], [price("talks", 3_500)])
    ruled = Terms(terms.programmes, terms.prices, Rules(quantities=(nearest,)))
    month = priced([met("M1/anu", minutes=minutes)], ruled)
    assert month.priced["billable"].tolist() == [billed]


def test_a_rule_of_quantity_holds_for_its_days_component_and_provider() -> None:
    up = QuantityRule(
        component="talks",
        step=60,
        rounding="up",
        since=JULY,
        until=JULY + DAY,
        source="invented",
    )
    ours = up.model_copy(update={"provider": OURS, "rounding": "down"})
    older = up.model_copy(update={"since": SINCE, "step": 100})
    terms = terms_of([CARE], [price("talks", 3_500), price("walks", 3_500)])
    ruled = Terms(terms.programmes, terms.prices, Rules(quantities=(older, up, ours)))
    rows = [
        met("M1/anu", JULY, minutes=70, provider="90000002"),
        met("M2/anu", JULY, minutes=70),
        met("M3/anu", JULY + 2 * DAY, minutes=70),
        met("M4/anu", JULY - DAY, minutes=70),
        met("M5/anu", JULY, minutes=70, name="walks"),
    ]
    assert priced(rows, ruled).priced["billable"].tolist() == [120, 60, 70, 100, 70]


@settings(max_examples=30, deadline=None)
@given(drawn_rows(10), drawn_prices())
def test_prices_alone_are_those_of_the_oracle(met: list[Row], listed: list[Price]) -> None:
    agreed = terms_of([CARE], listed)
    assert told_by(priced(met, agreed)) == office_of(agreed).serve(met)


def test_an_outcome_without_a_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="delivered on 2015-01-01"):
        priced([met("M1/anu", date(2015, 1, 1))], terms_of([CARE]))
