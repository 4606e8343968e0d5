"""SQL says the same of whole months as billing does."""

from datetime import date

import pytest

from benchmarks.months import NOVEMBER, draw_month, price_drawn
from billing.month import Terms, price_month
from billing.outcomes import OutcomeRule
from billing.price import Rules
from domain.session import Outcome
from tests.billing.sql_month import month_in_sql

COLUMNS = ("line", "price", "granted", "full", "over_units", "over_year", "net")


@pytest.mark.parametrize(
    ("rows", "seed", "month"),
    [(3_000, 1, date(2026, 11, 1)), (3_000, 2, date(2024, 12, 1)), (400, 3, date(2026, 3, 1))],
)
def test_a_drawn_month_is_told_the_same_in_sql(rows: int, seed: int, month: date) -> None:
    drawn = draw_month(rows, seed, month)
    told = price_drawn(drawn).priced
    ours = sorted(zip(*(told[name].tolist() for name in COLUMNS), strict=True))
    here = month_in_sql(drawn.attended, drawn.terms, drawn.referrals, drawn.used)
    assert here.execute("select * from told order by line").fetchall() == ours
    assert sum(row[-1] for row in ours) > 0
    assert sum(row[4] for row in ours) > 0
    assert (sum(row[5] for row in ours) > 0) == (month == NOVEMBER)


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
    terms = Terms(drawn.terms.programmes, drawn.terms.prices, Rules(outcomes=(fee,)))
    told = price_month(drawn.attended, terms, drawn.referrals, drawn.used).priced
    assert (told["percent"] == 50).any()
    ours = sorted(zip(*(told[name].tolist() for name in COLUMNS), strict=True))
    here = month_in_sql(drawn.attended, terms, drawn.referrals, drawn.used)
    assert here.execute("select * from told order by line").fetchall() == ours
