"""Reading a sweep: intervals against printed tables, differences against their definition."""

import numpy as np
import pandas as pd
import pytest

from scenarios import compare
from scenarios.intervals import half_width, interval, needed, t_quantile
from scenarios.scenario import variant
from scenarios.sweep import Swept, sweep
from scenarios.tables import FIGURES, KEYS, TABLES
from tests.scenarios.builders import HIRE, STAYS, scenario


@pytest.mark.parametrize(
    ("degrees", "quantile"),
    [(1, 12.706), (2, 4.303), (5, 2.571), (9, 2.262), (10, 2.228), (29, 2.045), (120, 1.980)],
)
def test_students_quantiles_are_those_of_printed_tables(degrees: int, quantile: float) -> None:
    assert t_quantile(degrees) == pytest.approx(quantile, abs=0.0005)


def test_nineteen_of_twenty_intervals_hold_the_true_mean() -> None:
    dice = np.random.default_rng(5)
    held = [
        abs(one.mean) <= one.half for one in (interval(dice.normal(size=6)) for _ in range(4000))
    ]
    assert 0.94 < np.mean(held) < 0.96


def test_one_value_has_no_interval() -> None:
    assert half_width([3.0]) == float("inf")
    two = interval([1.0, 3.0])
    assert (two.mean, two.replications) == (2.0, 2)
    assert two.half == pytest.approx(12.706, abs=0.001)


def test_replications_are_asked_for_until_half_the_width_is_reached() -> None:
    values = list(np.random.default_rng(1).normal(size=12))
    many = needed(values, 0.2, 10_000)
    spread = np.std(values, ddof=1)
    assert t_quantile(many - 1) * spread / np.sqrt(many) <= 0.2
    assert t_quantile(many // 2) * spread / np.sqrt(many // 2) > 0.2
    assert needed(values, 0.2, 20) == 20
    assert needed(values, 50.0, 20) == 12


@pytest.fixture(scope="module")
def swept() -> Swept:
    base = scenario(
        name="base",
        prices=[
            {
                "component": STAYS,
                "unit_minutes": 60,
                "cents": 3000,
                "since": "2020-01-01",
                "source": "t",
            }
        ],
        budgets=[
            {"funder": "AMIF", "cents": 10**6, "first": "2027-01-01", "last": "2027-12-31"},
            {
                "funder": "Ministry of the Interior",
                "cents": 10**9,
                "first": "2027-01-01",
                "last": "2027-12-31",
            },
        ],
    )
    return sweep([base, variant(base, "hire", (HIRE,))], replications=6)


def test_tables_have_the_columns_that_are_promised(swept: Swept) -> None:
    for name, table in TABLES.items():
        frame = swept.tables[name]
        assert tuple(frame.columns) == (*KEYS, *table.columns), name
        assert {c: str(frame[c].dtype) for c in table.columns} == dict(table.columns), name
        assert set(frame["scenario"]) == {"base", "hire"}, name
        assert set(frame["replication"]) == set(range(6)), name
    assert set(swept.tables["figures"]["figure"]) == set(FIGURES)


def test_tables_agree_with_one_another(swept: Swept) -> None:
    def sums(name: str, column: str) -> pd.Series:
        return swept.tables[name].groupby(list(KEYS))[column].sum()

    figures = swept.tables["figures"].set_index([*KEYS, "figure"])["value"].unstack()
    assert (figures["came"] == sums("waits", "clients")).all()
    assert (figures["came"] == sums("cells", "came")).all()
    assert (figures["in_time"] == sums("cells", "in_time")).all()
    assert (figures["cents"] == sums("spending", "cents")).all()
    assert (figures["minutes_given"] == sums("work", "minutes_given")).all()
    waits = swept.tables["waits"]
    in_time = waits[(waits["days"] >= 0) & (waits["days"] <= 5)]
    assert (figures["in_time"] == in_time.groupby(list(KEYS))["clients"].sum()).all()
    judged = figures["met"] + figures["gave_up"] + figures["waiting"]
    assert (judged <= figures["came"]).all()
    weeks = swept.tables["weeks"].set_index([*KEYS, "component", "monday"])
    cells = swept.tables["cells"].groupby([*KEYS, "monday"])["waiting"].sum()
    assert (weeks.groupby([*KEYS, "monday"])["waiting"].sum() == cells).all()
    assert (weeks[["waiting", "served", "came"]] >= 0).all().all()


def test_a_paired_difference_is_narrower_than_two_intervals(swept: Swept) -> None:
    change = compare.paired(swept, "base", "hire", "share_met")
    base, hire = (compare.estimate(swept, name, "share_met") for name in ("base", "hire"))
    assert change.mean == pytest.approx(hire.mean - base.mean)
    assert change.half < base.half
    table = compare.differences(swept, "base", ["share_met"]).set_index("scenario")
    assert table.loc["hire", "change"] == pytest.approx(change.mean)
    assert float(str(table.loc["hire", "narrower"])) > 2
    assert not table.loc["base", "sure"]


def test_waiting_runs_up_to_all_who_were_met(swept: Swept) -> None:
    table = compare.waiting(swept, "base")
    assert table["percent"].sum() == pytest.approx(100)
    never = table.loc[table["days"] == -1, "percent"].sum()
    assert table["running"].max() == pytest.approx(100 - never)
    shares = compare.estimate(swept, "base", "share_in_time").mean
    assert table.loc[table["days"] == 5, "running"].item() == pytest.approx(shares, abs=1)


def test_a_fan_of_the_queue_is_ordered(swept: Swept) -> None:
    points = compare.fan(swept, "base")
    columns = [f"p{quarter}" for quarter in compare.QUARTERS]
    assert (np.diff(points[columns].to_numpy(), axis=1) >= 0).all()
    assert len(points) == swept.tables["work"]["monday"].nunique()


def test_gaps_are_told_by_county_and_language(swept: Swept) -> None:
    table = compare.gaps(swept, "base")
    came = compare.estimate(swept, "base", "came").mean
    weeks = swept.tables["cells"]["monday"].nunique()
    assert table["came"].sum() * weeks == pytest.approx(came)
    assert table["county"].nunique() == 15


def test_a_budget_is_told_with_its_chance_and_days(swept: Swept) -> None:
    table = compare.exhaustion(swept, "base").set_index("funder")
    assert table.loc["AMIF", "chance"] == 100
    assert table.loc["Ministry of the Interior", "chance"] == 0
    assert table.loc["Ministry of the Interior", "p50"] == ""
    days = [str(table.loc["AMIF", f"p{quarter}"]) for quarter in compare.QUARTERS]
    assert days == sorted(days)
    assert days[0] > "2027-01-01"


def test_what_breaks_first_is_the_earliest_of_each_replication(swept: Swept) -> None:
    table = swept.tables["breaks"]
    rows = table[(table["scenario"] == "base") & (table["day"] != "")]
    first = compare.breaks_first(swept, "base").iloc[0]
    mine = rows[(rows["kind"] == first["kind"]) & (rows["name"] == first["name"])]
    earliest = rows.groupby("replication")["day"].min()
    hits = (mine.set_index("replication")["day"] == earliest).sum()
    assert first["percent"] == pytest.approx(100 * hits / 6)
    nothing = compare.breaks_first(
        Swept(swept.scenarios, 6, narrow=True, tables={"breaks": table.assign(day="")}), "base"
    )
    assert nothing.to_dict("records") == [
        {"kind": "nothing", "name": "", "percent": 100.0, "day": ""}
    ]
