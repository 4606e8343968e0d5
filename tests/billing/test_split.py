"""Shares: each line whole, each funder within a cent, reversals copied."""

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.grants import all_grants, grants_of
from billing.month import Month, price_month
from billing.split import claims, diffuse, owed_after, reverse
from domain.programme import Funder, Programme
from tests.billing.invented import attended_of, component, met, price, programme, terms_of
from tests.oracle.money import Row, shared_out

AMOUNTS = st.lists(st.integers(0, 6_000), max_size=60)
NEW_SHARES = date(2026, 11, 16)


@st.composite
def some_shares(draw: st.DrawFn) -> tuple[int, ...]:
    cuts = sorted(draw(st.lists(st.integers(1, 99), min_size=0, max_size=5, unique=True)))
    ends = [0, *cuts, 100]
    return tuple(b - a for a, b in pairwise(ends))


def column(amounts: list[int]) -> np.ndarray:
    return np.asarray(amounts, dtype=np.int64)


@settings(deadline=None)
@given(AMOUNTS, some_shares())
def test_shares_are_those_of_the_oracle_and_rows_are_whole(
    amounts: list[int], shares: tuple[int, ...]
) -> None:
    found, owed = diffuse(column(amounts), shares)
    told = shared_out(amounts, shares, [Fraction(0)] * len(shares))
    assert found.tolist() == told
    assert found.sum(axis=1).tolist() == amounts
    exact = [sum(amounts) * share for share in shares]
    assert owed == tuple(
        a - 100 * b for a, b in zip(exact, found.sum(axis=0).tolist(), strict=True)
    )


@settings(deadline=None)
@given(AMOUNTS, some_shares())
def test_a_funders_running_sum_stays_within_a_cent(
    amounts: list[int], shares: tuple[int, ...]
) -> None:
    found, _ = diffuse(column(amounts), shares)
    running = np.cumsum(found, axis=0) * 100
    exact = np.cumsum(column(amounts))[:, None] * np.asarray(shares)
    most = 50 if len(shares) <= 2 else 99
    assert (np.abs(running - exact) <= most).all()


@settings(deadline=None)
@given(AMOUNTS, some_shares(), st.integers(0, 60))
def test_a_month_goes_on_where_the_last_one_stopped(
    amounts: list[int], shares: tuple[int, ...], at: int
) -> None:
    whole, owed = diffuse(column(amounts), shares)
    first, between = diffuse(column(amounts[:at]), shares)
    then, after = diffuse(column(amounts[at:]), shares, between)
    assert np.vstack([first, then]).tolist() == whole.tolist()
    assert after == owed


def test_ten_thousand_lines_of_three_quarters_end_within_a_cent() -> None:
    dice = np.random.default_rng(1)
    amounts = dice.integers(1_500, 6_000, 10_000)
    found, _ = diffuse(amounts, (75, 25))
    assert abs(int(found[:, 0].sum()) * 100 - int(amounts.sum()) * 75) < 100


def test_a_reversal_is_not_shared_out_anew() -> None:
    with pytest.raises(ValueError, match="copies the shares"):
        diffuse(column([-1]), (75, 25))


def funded(*funders: tuple[str, int, date, date | None]) -> Programme:
    return programme(
        "care",
        [component("talks")],
        funders=tuple(
            Funder(name=name, percent=percent, since=since, until=until, source="invented")
            for name, percent, since, until in funders
        ),
    )


OLD = (
    ("union", 75, date(2026, 1, 1), date(2026, 11, 15)),
    ("state", 25, date(2026, 1, 1), date(2026, 11, 15)),
)
NEW = (("union", 90, NEW_SHARES, None), ("state", 10, NEW_SHARES, None))


def month_of(care: Programme, rows: list[Row], cents: int = 1_001) -> Month:
    return price_month(attended_of(rows), terms_of([care], [price("talks", cents)]), ())


def rows_of(month: Month) -> list[tuple[str, str, str, int]]:
    columns = (month.split[name].tolist() for name in ("line", "grant", "funder", "cents"))
    return list(zip(*columns, strict=True))


def test_shares_go_by_the_day_of_service() -> None:
    care = funded(*OLD, *NEW)
    rows = [met("M1/anu", date(2026, 11, 15)), met("M2/anu", NEW_SHARES)]
    assert rows_of(month_of(care, rows)) == [
        ("M1/anu", "care 2026-01-01", "union", 751),
        ("M1/anu", "care 2026-01-01", "state", 250),
        ("M2/anu", "care 2026-11-16", "union", 901),
        ("M2/anu", "care 2026-11-16", "state", 100),
    ]


def test_a_payer_without_funders_bears_all() -> None:
    rows = [met("M1/anu")]
    assert rows_of(month_of(funded(), rows)) == [
        ("M1/anu", "care 2020-01-01", "payer of care", 1_001)
    ]
    assert rows_of(month_of(funded(*OLD), [met("M1/anu", NEW_SHARES)])) == [
        ("M1/anu", "care 2026-11-16", "payer of care", 1_001)
    ]
    assert [grant.name for grant in grants_of(funded(*OLD, *NEW))] == [
        "care 2020-01-01",
        "care 2026-01-01",
        "care 2026-11-16",
    ]


def test_each_provider_has_its_own_running_sum() -> None:
    care = funded(*NEW)
    rows = [
        met(f"M{k}/anu", NEW_SHARES, start=600 + k, provider=f"{90000001 + k % 2}")
        for k in range(8)
    ]
    month = month_of(care, rows, 1_005)
    alone = [
        month_of(care, [row for row in rows if row.provider == f"{90000001 + k}"], 1_005)
        for k in range(2)
    ]
    assert Counter(rows_of(month)) == sum((Counter(rows_of(one)) for one in alone), Counter())
    assert {key[1] for key in month.state} == {"90000001", "90000002"}


def test_both_sums_of_a_funder_are_shown() -> None:
    care = funded(*NEW)
    rows = [met(f"M{k}/anu", NEW_SHARES, start=600 + k) for k in range(7)]
    month = month_of(care, rows, 1_005)
    found = claims(month.split, all_grants([care]))
    assert [(one.funder, one.cents, one.share) for one in found] == [
        ("union", 6_332, 633_150),
        ("state", 703, 70_350),
    ]
    assert [one.apart for one in found] == [50, -50]


def test_a_reversal_copies_the_shares_that_were_given() -> None:
    care = funded(*NEW)
    rows = [met(f"M{k}/anu", NEW_SHARES, start=600 + k) for k in range(4)]
    month = month_of(care, rows, 1_005)
    back = reverse(month.split, frozenset({"M1/anu", "M2/anu"}))
    given = month.split[month.split["line"].isin(["M1/anu", "M2/anu"])]
    assert back["cents"].tolist() == [-cents for cents in given["cents"].tolist()]
    assert back["funder"].tolist() == given["funder"].tolist()
    assert len(reverse(month.split, frozenset())) == 0


@settings(deadline=None)
@given(AMOUNTS, some_shares(), st.data())
def test_what_a_reversal_leaves_open_is_made_up_for(
    amounts: list[int], shares: tuple[int, ...], data: st.DataObject
) -> None:
    names = tuple(f"f{k}" for k in range(len(shares)))
    (grant,) = [g for g in grants_of(funded()) if g.funders]
    grant = type(grant)(grant.programme, grant.since, names, shares)
    found, owed = diffuse(column(amounts), shares)
    gone = data.draw(st.sets(st.integers(0, max(0, len(amounts) - 1)), max_size=len(amounts)))
    state = {(grant.name, "1"): owed}
    for k in gone:
        taken = dict(zip(names, (-found[k]).tolist(), strict=True))
        state = dict(owed_after(state, grant, "1", taken))
    left = [k for k in range(len(amounts)) if k not in gone]
    exact = [sum(amounts[k] for k in left) * share for share in shares]
    given = [sum(int(found[k, j]) for k in left) for j in range(len(shares))]
    wanted = tuple(a - 100 * b for a, b in zip(exact, given, strict=True))
    assert state[grant.name, "1"] == wanted
    more, then = diffuse(column([1] * 800), shares, wanted)
    assert more.sum(axis=1).tolist() == [1] * 800
    assert max(abs(left) for left in then) < 100
