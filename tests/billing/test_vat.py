"""VAT: by the seller's registration, the service and the day; rounded once per group."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.month import Month, Terms
from billing.prices import Price, prices_of
from billing.vat import Registration, VatGroup, rate_on, rates, vat_groups
from tests.billing.invented import NOVEMBER, OURS, SINCE, component, met, priced, programme
from tests.oracle.money import Row

CARE = programme("care", [component("talks"), component("walks"), component("jobs")])
LISTED = [
    Price(component="talks", unit_minutes=60, cents=3_501, since=SINCE, source="invented"),
    Price(
        component="walks", unit_minutes=60, cents=3_501, vat="standard", since=SINCE, source="inv"
    ),
]


def month_of(*rows: Row, since: date = SINCE, until: date | None = None) -> Month:
    registered = (Registration(seller=OURS, since=since, until=until, source="invented"),)
    known = {"care": CARE}
    return priced(rows, Terms(known, prices_of(known, LISTED), registered=registered))


def told(month: Month) -> list[tuple[str, int]]:
    categories = month.priced["vat_category"].tolist()
    return list(zip(categories, month.priced["vat_rate"].tolist(), strict=True))


def test_exempt_standard_unpriced_and_outside() -> None:
    month = month_of(
        met("M1/anu"),
        met("M2/anu", name="walks"),
        met("M3/anu", name="jobs"),
        met("M4/anu", name="walks", provider="90000002"),
        met("M5/anu", provider="90000002"),
    )
    assert told(month) == [("E", 0), ("S", 2_400), ("", 0), ("O", 0), ("O", 0)]
    groups = [(g.category, g.rate, g.net, g.vat) for g in month.totals.vat]
    assert groups == [("E", 0, 3_501, 0), ("O", 0, 7_002, 0), ("S", 2_400, 3_501, 840)]
    assert month.totals.gross == 4 * 3_501 + 840


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2023, 12, 31), 2_000),
        (date(2024, 1, 1), 2_200),
        (date(2025, 6, 30), 2_200),
        (date(2025, 7, 1), 2_400),
    ],
)
def test_the_rate_is_that_of_the_day_of_service(day: date, rate: int) -> None:
    assert rate_on(day) == rate
    assert told(month_of(met("M1/anu", day, name="walks"))) == [("S", rate)]


def test_no_day_has_two_rates_and_none_is_missing_since_the_first() -> None:
    held = sorted(rates(), key=lambda rate: rate.since)
    for one, other in pairwise(held):
        assert one.until is not None
        assert (other.since - one.until).days == 1
    assert held[-1].until is None
    with pytest.raises(ValueError, match="no standard rate"):
        rate_on(date(2009, 6, 30))


def test_a_registration_holds_on_its_first_and_last_day() -> None:
    for day, category in ((1, "O"), (2, "S"), (3, "S"), (4, "O")):
        row = met("M1/anu", NOVEMBER.replace(day=day), name="walks")
        found = told(month_of(row, since=date(2026, 11, 2), until=date(2026, 11, 3)))
        assert found[0][0] == category


def test_vat_is_rounded_once_per_group_and_never_per_line() -> None:
    net, rate = np.asarray([2, 2, 2]), np.asarray([2_400, 2_400, 2_400])
    assert vat_groups(net, ["S", "S", "S"], rate) == (VatGroup("S", 2_400, 6, 1),)


@given(st.lists(st.tuples(st.integers(-10_000, 10_000), st.sampled_from((2_000, 2_200, 2_400)))))
def test_vat_is_what_decimals_give(lines: list[tuple[int, int]]) -> None:
    net = np.asarray([line[0] for line in lines], dtype=np.int64)
    rate = np.asarray([line[1] for line in lines], dtype=np.int64)
    found = vat_groups(net, ["S"] * len(lines), rate)
    for group in found:
        total = sum(line[0] for line in lines if line[1] == group.rate)
        exact = Decimal(total) * group.rate / 10_000
        assert (group.net, group.vat) == (total, int(exact.quantize(Decimal(1), ROUND_HALF_UP)))
    assert {group.rate for group in found} == {line[1] for line in lines}
