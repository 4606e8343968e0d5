"""The cost report that a municipality enters into its register: case, client, component, month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from api.exports.month_leaf import Leaf, columns_of
from api.exports.month_words import NAMES, fields_of
from billing.columns import month_starts, year_starts
from billing.tables import NO_TARIFF
from domain.referral import Referral

Pair = tuple[str, str]
"""Client and component."""
KEYS = ("municipality", "theirs", "client", "component", "month", "unit_price", "unit_minutes")
FIELDS = fields_of(
    "municipality theirs client component month meetings minutes unit_price unit_minutes cents "
    "year ceiling left",
    *("meetings", "minutes", "cents"),
)


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """What a client has of a component in the calendar year before these lines, and the ceiling."""

    before: Mapping[Pair, int] = field(default_factory=dict)
    """Cents of the earlier months of the year."""
    ceilings: Mapping[Pair, int] = field(default_factory=dict)
    """Cents of the whole year; absent: no ceiling."""


def cost_report(
    attended: pd.DataFrame,
    priced: pd.DataFrame,
    prices: pd.DataFrame,
    referrals: Iterable[Referral],
    year: YearSoFar | None = None,
) -> Leaf:
    """A row for each case, client, component, month of service and price; only what is claimed.

    Tables as in ``billing.tables``, ``priced`` beside ``attended``. The sum of the calendar year
    after these lines stands in every row of a client and component, beside the ceiling and what
    is left of it; lines of an earlier year than the latest of them do not count into it.
    """
    year = year or YearSoFar()
    frame = _claimed(attended, priced, prices, referrals)
    sums = frame.groupby(list(KEYS), sort=True).agg(
        meetings=("meeting", "nunique"), minutes=("minutes", "sum"), cents=("cents", "sum")
    )
    columns = columns_of(sums.reset_index())
    after = _after(frame, year)
    pairs: list[Pair] = list(zip(columns["client"], columns["component"], strict=True))  # type: ignore[arg-type]
    ceilings = [year.ceilings.get(pair) for pair in pairs]
    columns["year"] = [after[pair] for pair in pairs]
    columns["ceiling"] = ceilings
    columns["left"] = [
        None if most is None else most - after[pair]
        for most, pair in zip(ceilings, pairs, strict=True)
    ]
    return Leaf("costs", NAMES["costs"], FIELDS, columns, fixed=3)


def _claimed(
    attended: pd.DataFrame,
    priced: pd.DataFrame,
    prices: pd.DataFrame,
    referrals: Iterable[Referral],
) -> pd.DataFrame:
    """The lines that claim something, with municipality, month of service and unit price."""
    homes = {referral.id: referral.municipality for referral in referrals}
    at = np.flatnonzero(priced["net"].to_numpy())
    rows = attended.iloc[at]
    row = priced["price"].to_numpy()[at]
    known = row != NO_TARIFF
    days = rows["day"].to_numpy()
    return pd.DataFrame(
        {
            "municipality": [homes.get(one, "") for one in rows["referral"]],
            "theirs": rows["theirs"].tolist(),
            "client": rows["client"].tolist(),
            "component": rows["component"].tolist(),
            "month": month_starts(days),
            "year": year_starts(days),
            "unit_price": _of_price(prices, "cents", row, known),
            "unit_minutes": _of_price(prices, "unit_minutes", row, known),
            "meeting": rows["meeting"].tolist(),
            "minutes": priced["granted"].to_numpy()[at],
            "cents": priced["net"].to_numpy()[at],
        }
    )


def _of_price(prices: pd.DataFrame, name: str, row: np.ndarray, known: np.ndarray) -> np.ndarray:
    """A figure of each line's price; 0 where it has none."""
    found = np.zeros(len(row), np.int64)
    found[known] = prices[name].to_numpy()[row[known]]
    return found


def _after(frame: pd.DataFrame, year: YearSoFar) -> dict[Pair, int]:
    """Cents of the calendar year after these lines, for every client and component of them."""
    latest = frame[frame["year"] == frame["year"].max()]
    sums = latest.groupby(["client", "component"])["cents"].sum()
    now = {pair: int(cents) for pair, cents in sums.items()}
    pairs: set[Pair] = set(zip(frame["client"], frame["component"], strict=True))
    return {pair: year.before.get(pair, 0) + now.get(pair, 0) for pair in pairs}
