"""The ledger: pairs that balance, keys that are booked once, nothing ever changed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.bookings import bookings_of, funded, used_of, versions_of
from billing.extracts import balances, booked_in, entries_of, live
from billing.ledger import Batch, Cause, Entry, Ledger, OtherContentError, sealed
from billing.month import price_month
from domain.caps import EurosPerMonth, UnitsPerReferral
from domain.programme import Funder
from domain.referral import Referral
from tests.billing.invented import (
    OURS,
    SINCE,
    attended_of,
    component,
    met,
    price,
    programme,
    terms_of,
)

NOVEMBER = date(2026, 11, 1)
PLAIN = Entry(
    key="payment:1",
    kind=Cause.PAYMENT,
    period=NOVEMBER,
    service=NOVEMBER,
    postings=(("bank", 100), ("funder:1:care:union", -100)),
)
CAPS = (
    UnitsPerReferral(
        kind="units_per_referral", units=2, unit_minutes=45, since=SINCE, source="invented"
    ),
    EurosPerMonth(kind="euros_per_month", cents=5_000, since=SINCE, source="invented"),
)
CARE = programme(
    "care",
    [component("talks", CAPS)],
    funders=(
        Funder(name="union", percent=75, since=SINCE, source="invented"),
        Funder(name="state", percent=25, since=SINCE, source="invented"),
    ),
)
REFERRALS = (Referral(id="r1", programme="care", client="anu", on=SINCE),)


def booked(cents: int = 3_511) -> Batch:
    rows = [met("M1/anu"), met("M2/anu", start=700), met("M3/anu", due=0)]
    attended = attended_of(rows)
    month = price_month(attended, terms_of([CARE], [price("talks", cents, 45)]), REFERRALS)
    return bookings_of(attended, month, NOVEMBER)


def test_an_entry_that_does_not_balance_is_refused() -> None:
    for wrong in ((("bank", 1),), (("bank", 1), ("claim", -2)), ()):
        with pytest.raises(ValueError, match="does not balance"):
            replace(PLAIN, postings=wrong)
    with pytest.raises(TypeError, match="no whole number"):
        replace(PLAIN, postings=(("bank", 1.0), ("claim", -1.0)))  # type: ignore[arg-type]


def test_columns_that_do_not_balance_are_refused() -> None:
    batch = booked()
    entries = batch.entries.drop(columns="fingerprint")
    off = batch.postings.assign(cents=batch.postings["cents"] + (batch.postings.index == 0))
    with pytest.raises(ValueError, match="charge:M1/anu#1 does not balance"):
        sealed(entries, off)
    with pytest.raises(ValueError, match="without postings"):
        sealed(entries, batch.postings[batch.postings["key"] != "charge:M1/anu#1"])
    with pytest.raises(ValueError, match="without an entry"):
        sealed(entries.iloc[1:], batch.postings)
    with pytest.raises(ValueError, match="twice"):
        sealed(pd.concat([entries, entries]), batch.postings)


def test_a_month_is_booked_with_what_ceilings_take_and_funders_owe() -> None:
    assert balances(booked()) == {
        "beyond:month": 2_022,
        "beyond:units": 2_340,
        "claim": 0,
        f"funder:{OURS}:care 2020-01-01:state": 1_250,
        f"funder:{OURS}:care 2020-01-01:union": 3_750,
        "service:talks": -9_362,
    }
    kinds = booked().entries["kind"].tolist()
    assert kinds == ["charge", "charge", "cap_reduction", "split", "split"]


def test_the_same_content_again_is_a_replay_and_other_content_is_refused() -> None:
    ledger = Ledger()
    assert ledger.append(booked()) == 5
    assert ledger.append(booked()) == 0
    before = ledger.all.entries.copy()
    with pytest.raises(OtherContentError, match="M1/anu#1 is booked already"):
        ledger.append(booked(3_512))
    pd.testing.assert_frame_equal(ledger.all.entries, before)
    with pytest.raises(OtherContentError):
        ledger.add(replace(PLAIN, key="payment:2"), *_spoilt(ledger))
    assert len(ledger) == 5
    assert ledger.fingerprint_of("payment:2") is None


def _spoilt(ledger: Ledger) -> list[Entry]:
    first = entries_of(ledger.all)[0]
    return [replace(first, cause="another")]


CHANGES: list[dict[str, Any]] = [
    {"kind": Cause.WRITEOFF},
    {"period": date(2026, 12, 1)},
    {"service": date(2026, 11, 2)},
    {"postings": (("bank", 101), ("funder:1:care:union", -101))},
    {"postings": (("cash", 100), ("funder:1:care:union", -100))},
    {"line": "M1/anu"},
    {"version": 2},
    {"referral": "r1"},
    {"component": "talks"},
    {"minutes": 1},
    {"claimed": 1},
    {"reverses": "x"},
    {"cause": "why"},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_every_part_of_an_entry_is_in_its_fingerprint(change: dict[str, Any]) -> None:
    ledger = Ledger()
    ledger.add(PLAIN)
    with pytest.raises(OtherContentError):
        ledger.add(replace(PLAIN, **change))


def test_the_order_of_postings_is_no_content() -> None:
    ledger = Ledger()
    ledger.add(PLAIN)
    assert ledger.add(replace(PLAIN, postings=PLAIN.postings[::-1])) == 0


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5), st.integers(0, 5))
def test_a_crash_between_any_two_entries_and_a_retry_leave_the_same(first: int, then: int) -> None:
    whole, broken = Ledger(), Ledger()
    whole.append(booked())
    for most in sorted((first, then)):
        some = booked().entries.iloc[:most]
        mine = booked().postings["key"].isin(set(some["key"]))
        broken.append(Batch(some, booked().postings[mine]))
    assert broken.append(booked()) == 5 - max(first, then)
    pd.testing.assert_frame_equal(broken.all.entries, whole.all.entries)
    pd.testing.assert_frame_equal(broken.all.postings, whole.all.postings)


def test_records_and_columns_are_the_same_entries() -> None:
    batch = booked()
    again = Batch.of(entries_of(batch))
    pd.testing.assert_frame_equal(again.entries, batch.entries)
    assert balances(again) == balances(batch)
    assert len(Batch.of([])) == 0


def test_what_is_used_and_what_stands_can_be_read_off_the_ledger() -> None:
    used = used_of(booked()).to_dict("records")
    assert used == [
        {
            "referral": "r1",
            "component": "talks",
            "month": NOVEMBER.toordinal(),
            "minutes": 90,
            "cents": 5_000,
        }
    ]
    assert versions_of(booked()) == {"M1/anu": 1, "M2/anu": 1}


def test_months_of_booking_and_lines_can_be_taken_out() -> None:
    ledger = Ledger()
    ledger.append(booked())
    ledger.add(replace(PLAIN, period=date(2026, 12, 1)))
    assert [
        len(booked_in(ledger.all, NOVEMBER)),
        len(booked_in(ledger.all, date(2026, 12, 1))),
    ] == [
        5,
        1,
    ]
    keys = live(ledger.all, ["M1/anu"]).entries["key"].tolist()
    assert keys == ["charge:M1/anu#1", "split:M1/anu#1"]


def test_an_account_of_a_funder_tells_whose_it_is() -> None:
    found = funded("funder:90000001:care 2020-01-01:a fund: second part")
    assert found is not None
    assert (found.provider, found.grant, found.funder) == (
        "90000001",
        "care 2020-01-01",
        "a fund: second part",
    )
    assert funded("claim") is None
