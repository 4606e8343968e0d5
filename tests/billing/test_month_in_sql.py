"""SQL says the same of whole months as billing does.

``MONTHS_IN_SQL`` is how many random small months are told both ways (10,000 cost about three
minutes of processor time), a hundred of them at once: different months of the calendar, other
people and referrals in each, so no ceiling reaches from one to another; shares run through all.
"""

import os
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from benchmarks.months import NOVEMBER, Drawn, draw_month, price_drawn
from billing.month import Month
from billing.outcomes import OutcomeRule
from billing.price import Rules
from billing.tables import ATTENDED, USED, conform
from domain.session import Outcome
from tests.billing.sql_month import month_in_sql

MONTHS = int(os.environ.get("MONTHS_IN_SQL", "400"))
BATCH = 100
PRICED = ("line", "price", "granted", "full", "over_units", "over_year", "net")
SHARED = ("line", "funder", "grant", "cents")
Told = list[tuple[object, ...]]


def agree(drawn: Drawn) -> Month:
    """The month, told by both."""
    ours = price_drawn(drawn)
    here = month_in_sql(drawn.attended, drawn.terms, drawn.referrals, drawn.used)
    assert here.execute("select * from told order by line").fetchall() == rows(ours.priced, PRICED)
    shared: Told = [
        (line, funder, f"{programme} {date.fromordinal(since)}", cents)
        for line, funder, programme, since, cents in here.execute("from shared").fetchall()
    ]
    assert sorted(shared, key=str) == sorted(rows(ours.split, SHARED), key=str)
    return ours


def rows(table: pd.DataFrame, names: tuple[str, ...]) -> Told:
    return sorted(zip(*(table[name].tolist() for name in names), strict=True))


@pytest.mark.parametrize(
    ("lines", "seed", "month"),
    [(3_000, 1, date(2026, 11, 1)), (3_000, 2, date(2024, 12, 1)), (400, 3, date(2026, 3, 1))],
)
def test_a_drawn_month_is_told_the_same_in_sql(lines: int, seed: int, month: date) -> None:
    told = agree(draw_month(lines, seed, month)).totals
    assert told.net > 0
    assert told.over_units > 0
    assert (told.over_year > 0) == (month == NOVEMBER)


def test_a_fee_for_no_shows_is_told_the_same_in_sql() -> None:
    drawn = draw_month(1_000, 4)
    fee = OutcomeRule(
        outcome=Outcome.NO_SHOW,
        billable="percent",
        percent=50,
        pays_worker=True,
        since=date(2026, 11, 10),
        source="invented",
    )
    charged = replace(drawn, terms=replace(drawn.terms, rules=Rules(outcomes=(fee,))))
    assert (agree(charged).priced["percent"] == 50).any()


def small_months(first: int, count: int) -> Drawn:
    """So many months of up to thirty rows in one, each with people and referrals of its own."""
    drawn = [_small_month(first + number) for number in range(count)]
    return Drawn(
        conform(ATTENDED, pd.concat([one.attended for one in drawn], ignore_index=True)),
        drawn[0].terms,
        tuple(referral for one in drawn for referral in one.referrals),
        conform(USED, pd.concat([one.used for one in drawn], ignore_index=True)),
    )


def _small_month(seed: int) -> Drawn:
    """A month of the years 2024 to 2027, two providers; its names bear its number."""
    dice = np.random.default_rng(seed)
    month = date(2024 + int(dice.integers(0, 4)), 1 + int(dice.integers(0, 12)), 1)
    drawn = draw_month(int(dice.integers(1, 31)), seed, month, providers=2)
    mark = f"{seed}:"
    return Drawn(
        _marked(drawn.attended, mark, ("line", "meeting", "client", "referral")),
        drawn.terms,
        tuple(
            replace(referral, id=mark + referral.id, client=mark + referral.client)
            for referral in drawn.referrals
        ),
        _marked(drawn.used, mark, ("referral",)),
    )


def _marked(table: pd.DataFrame, mark: str, names: tuple[str, ...]) -> pd.DataFrame:
    """The table with its ids as text, some of them behind a mark."""
    plain = table.astype({n: "object" for n in table if table[n].dtype == "category"})
    return plain.assign(**{name: [mark + one for one in plain[name]] for name in names})


def test_random_months_are_told_the_same_in_sql() -> None:
    cut = shared = 0
    for first in range(0, MONTHS, BATCH):
        month = agree(small_months(first, min(BATCH, MONTHS - first)))
        cut += int((month.priced[["over_units", "over_year"]] > 0).any(axis=1).sum())
        shared += int(month.split["line"].duplicated().sum())
    assert cut > MONTHS / 2
    assert shared > MONTHS / 4
