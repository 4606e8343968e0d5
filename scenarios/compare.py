"""Reading a sweep: intervals, differences replication by replication, and what breaks first."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from scenarios.intervals import Interval, interval
from scenarios.sweep import Swept
from scenarios.tables import FIGURES

QUARTERS = (5, 25, 50, 75, 95)
"""Percent points that are told of a distribution."""
NEVER_DAY = "9999-12-31"
"""Sorts behind every day."""
WHOLE = 100


def of_figure(swept: Swept, scenario: str, figure: str) -> np.ndarray:
    """Values of a figure by replication; KeyError where there is none such."""
    table = swept.tables["figures"]
    rows = table[(table["scenario"] == scenario) & (table["figure"] == figure)]
    if not len(rows):
        raise KeyError((scenario, figure))
    values: np.ndarray = rows.sort_values("replication")["value"].to_numpy()
    return values


def estimate(swept: Swept, scenario: str, figure: str) -> Interval:
    """The mean of a figure, with its interval."""
    return interval(of_figure(swept, scenario, figure))


def paired(swept: Swept, base: str, other: str, figure: str) -> Interval:
    """How much a figure changes from one scenario to another: the same luck on both sides."""
    return interval(of_figure(swept, other, figure) - of_figure(swept, base, figure))


def differences(swept: Swept, base: str, figures: Sequence[str] = tuple(FIGURES)) -> pd.DataFrame:
    """Every scenario beside the base: mean, difference and both half widths of each figure.

    ``narrower``: by how much the pairing cuts the variance of the difference, against two sweeps
    with luck of their own; ``sure``: 0 lies outside the interval of the difference.
    """
    rows = []
    for scenario in (one.name for one in swept.scenarios):
        for figure in figures:
            mine, theirs = of_figure(swept, scenario, figure), of_figure(swept, base, figure)
            whole, change = interval(mine), interval(mine - theirs)
            rows.append(
                {
                    "scenario": scenario,
                    "figure": figure,
                    "mean": whole.mean,
                    "half": whole.half,
                    "change": change.mean,
                    "change_half": change.half,
                    "narrower": _narrower(mine, theirs),
                    "sure": scenario != base and change.is_sure,
                }
            )
    return pd.DataFrame(rows)


def _narrower(mine: np.ndarray, theirs: np.ndarray) -> float:
    apart = float(np.var(mine, ddof=1) + np.var(theirs, ddof=1)) if len(mine) > 1 else 0.0
    together = float(np.var(mine - theirs, ddof=1)) if len(mine) > 1 else 0.0
    return apart / together if together else float("nan")


def waiting(swept: Swept, scenario: str, component: str | None = None) -> pd.DataFrame:
    """How long clients wait: clients, percent and running percent by working days.

    Means over replications; whoever never had a first meeting stands at -1, in no running percent.
    """
    table = swept.tables["waits"]
    rows = table[table["scenario"] == scenario]
    if component is not None:
        rows = rows[rows["component"] == component]
    sums = rows.groupby("days")["clients"].sum().sort_index() / swept.replications
    total = float(sums.sum())
    found = pd.DataFrame({"days": sums.index.to_numpy(), "clients": sums.to_numpy()})
    found["percent"] = WHOLE * found["clients"] / total if total else 0.0
    met = found["percent"].where(found["days"] >= 0, 0.0)
    found["running"] = met.cumsum()
    return found


def fan(swept: Swept, scenario: str, column: str = "waiting") -> pd.DataFrame:
    """Distribution of a week's number over replications: percent points by Monday."""
    table = swept.tables["weeks"]
    rows = table[table["scenario"] == scenario]
    sums = rows.groupby(["monday", "replication"])[column].sum().unstack()
    points = np.percentile(sums.to_numpy(), QUARTERS, axis=1).T
    found = pd.DataFrame(points, columns=[f"p{quarter}" for quarter in QUARTERS])
    found.insert(0, "monday", sums.index.to_numpy())
    return found


def gaps(swept: Swept, scenario: str, by: Sequence[str] = ("county", "language")) -> pd.DataFrame:
    """What is asked and what is free, by county and language (or also by Monday).

    Means over replications (and weeks, unless asked for). Minutes free of a worker who speaks two
    languages are free in both: they are no sum of the country.
    """
    table = swept.tables["cells"]
    rows = table[table["scenario"] == scenario]
    weeks = 1 if "monday" in by else rows["monday"].nunique()
    sums = rows.groupby(list(by), sort=False)[
        ["came", "in_time", "waiting", "minutes_asked", "minutes_free"]
    ].sum()
    found = (sums / (swept.replications * weeks)).reset_index()
    asked = found["came"].to_numpy()
    share = np.full(len(found), np.nan)
    np.divide(WHOLE * found["in_time"].to_numpy(), asked, out=share, where=asked > 0)
    found["share_in_time"] = share
    return found


def exhaustion(swept: Swept, scenario: str) -> pd.DataFrame:
    """When budgets are used up: chance in percent and percent points of the day, by funder.

    A percent point is empty where so many replications end with money left.
    """
    table = swept.tables["exhaustion"]
    rows = table[table["scenario"] == scenario]
    found = []
    for funder, of_funder in rows.groupby("funder", sort=False):
        days = np.sort(np.where(of_funder["day"] == "", NEVER_DAY, of_funder["day"]).astype(str))
        row: dict[str, object] = {
            "funder": funder,
            "cents": int(of_funder["cents"].iloc[0]),
            "spent": float(of_funder["spent"].mean()),
            "chance": WHOLE * float((days != NEVER_DAY).mean()),
        }
        for quarter in QUARTERS:
            day = str(days[-(-quarter * len(days) // WHOLE) - 1])
            row[f"p{quarter}"] = "" if day == NEVER_DAY else day
        found.append(row)
    return pd.DataFrame(found)


def breaks_first(swept: Swept, scenario: str) -> pd.DataFrame:
    """What fails its promise first: in how many of a hundred replications, and when (median).

    In each replication whatever has the earliest day is first; several of one day all are. A row
    for everything that ever is first, and one of kind ``nothing`` where all promises are kept.
    """
    table = swept.tables["breaks"]
    rows = table[(table["scenario"] == scenario) & (table["day"] != "")]
    firsts = rows[rows["day"] == rows.groupby("replication")["day"].transform("min")]
    kept = swept.replications - rows["replication"].nunique()
    found: list[dict[str, object]] = [
        {
            "kind": kind,
            "name": name,
            "percent": WHOLE * len(days) / swept.replications,
            "day": sorted(days)[(len(days) - 1) // 2],
        }
        for (kind, name), days in firsts.groupby(["kind", "name"], sort=False)["day"]
    ]
    found.sort(key=lambda row: (-float(str(row["percent"])), str(row["day"]), str(row["name"])))
    if kept:
        percent = WHOLE * kept / swept.replications
        found.append({"kind": "nothing", "name": "", "percent": percent, "day": ""})
    return pd.DataFrame(found, columns=["kind", "name", "percent", "day"])
