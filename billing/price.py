"""The price of each delivered line: the tariff in force on its day, and what of it is due.

The local day on which a meeting began decides, also over midnight. A contract's price for the
provider goes before the general one; where none holds, the line is kept without a price.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from billing.columns import (
    UNKNOWN,
    distinct,
    firsts,
    joined,
    mapped,
    month_starts,
    numbered,
    service_order,
    vocabulary,
)
from billing.outcomes import OutcomeRule, rule_on, with_house_rules
from billing.prices import MEETING, MONTH
from billing.quantity import QuantityRule, counted
from billing.rounding import half_away, price_each
from billing.tables import NO_TARIFF
from domain.programme import Programme

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Rules:
    """What contracts say beyond the price list; the house's outcome rules hold beside them."""

    outcomes: tuple[OutcomeRule, ...] = ()
    quantities: tuple[QuantityRule, ...] = ()
    volunteers: Collection[str] = field(default_factory=frozenset)
    """Workers who are never billed."""


@dataclass(frozen=True, slots=True)
class Rated:
    """Columns beside ``attended``: whole numbers, one a row."""

    price: np.ndarray
    """Row of ``prices``; ``NO_TARIFF`` where none holds or nothing is billed."""
    billable: np.ndarray
    """Minutes; above nothing without a price: no tariff is known."""
    percent: np.ndarray
    """Of the price, as the outcome leaves it."""
    full: np.ndarray
    """Cents."""


def rate(
    attended: pd.DataFrame,
    prices: pd.DataFrame,
    programmes: Mapping[str, Programme],
    rules: Rules,
    used: pd.DataFrame,
) -> Rated:
    """Price every row of ``attended``, before any ceiling.

    A price of a month is borne by the first line of its client's referral and component in the
    month of service (by none where ``used`` has that month already), one of a meeting by the
    first line of the meeting. Raises ValueError naming outcomes for which there is no rule.
    """
    percent = _due(attended, programmes, with_house_rules(rules.outcomes))
    worker = attended["worker"]
    unpaid = mapped(attended["component"], _unpaid(programmes), 0) == 1
    unpaid |= mapped(worker, dict.fromkeys(rules.volunteers, 1), 0) == 1
    percent[unpaid] = 0
    minutes = np.where(percent > 0, attended["minutes"].to_numpy(), 0)
    billable = counted(attended, minutes, rules.quantities)
    found = match_prices(attended, prices)
    price = np.where(billable > 0, found, NO_TARIFF)
    full = full_price(prices, price, billable, percent)
    full[_later_in_month(attended, prices, price, used)] = 0
    full[_later_in_meeting(attended, prices, price)] = 0
    return Rated(price, billable, percent, full)


def full_price(
    prices: pd.DataFrame, price: np.ndarray, minutes: np.ndarray, percent: np.ndarray
) -> np.ndarray:
    """Cents of so many minutes at a row of the price list; a flat price whatever the minutes."""
    full = np.zeros(len(price), dtype=np.int64)
    cents = prices["cents"].to_numpy()
    length = prices["unit_minutes"].to_numpy()
    if not len(prices):
        return full
    timed = np.flatnonzero((price != NO_TARIFF) & (length[price] > 0))
    flat = np.flatnonzero((price != NO_TARIFF) & (length[price] == 0))
    if len(timed):
        at = price[timed]
        full[timed] = price_each(cents[at], minutes[timed], length[at], percent[timed])
    if len(flat):
        full[flat] = half_away(cents[price[flat]] * percent[flat], _WHOLE)
    return full


def match_prices(attended: pd.DataFrame, prices: pd.DataFrame) -> np.ndarray:
    """Row of ``prices`` for each row of ``attended``; ``NO_TARIFF`` where none holds on the day."""
    names = {str(name): place for place, name in enumerate(prices["provider"].cat.categories)}
    own = numbered(attended["provider"], names)
    found = _in_force(attended, prices, np.arange(len(attended)), own)
    rows = np.flatnonzero(found == NO_TARIFF)
    found[rows] = _in_force(attended, prices, rows, np.full(len(rows), names.get("", UNKNOWN)))
    return found


def _in_force(
    attended: pd.DataFrame, prices: pd.DataFrame, rows: np.ndarray, provider: np.ndarray
) -> np.ndarray:
    """Prices of the very provider: of each key the last to begin by the day, if it still holds.

    ``provider`` are places among the categories of the price list, one for each of some rows.
    """
    if not len(prices) or not len(rows):
        return np.full(len(rows), NO_TARIFF)
    asked, listed = [provider], [prices["provider"].cat.codes.to_numpy().astype(np.int64)]
    for name in ("component", "activity", "beneficiary"):
        column = prices[name]
        names = {str(value): place for place, value in enumerate(column.cat.categories)}
        listed.append(numbered(column, names))
        asked.append(numbered(attended[name], names)[rows])
    every = [np.concatenate(pair) for pair in zip(listed, asked, strict=True)]
    keys = joined(*every)
    n = len(prices)
    since, days = prices["since"].to_numpy(), attended["day"].to_numpy()[rows]
    stretch = int(max(since.max(), days.max())) + 1
    begins = keys[:n] * stretch + since
    order = np.argsort(begins, kind="stable")
    at = np.searchsorted(begins[order], keys[n:] * stretch + days, side="right") - 1
    row = order[np.maximum(at, 0)]
    fits = (at >= 0) & (keys[row] == keys[n:]) & (prices["until"].to_numpy()[row] >= days)
    return np.where(fits, row, NO_TARIFF)


def _due(
    attended: pd.DataFrame, programmes: Mapping[str, Programme], rules: tuple[OutcomeRule, ...]
) -> np.ndarray:
    """Percent of the price that the outcome of each row leaves."""
    names = [str(name) for name in attended["outcome"].cat.categories]
    owners = ["", *programmes]
    of_component = {
        component.id: place
        for place, programme in enumerate(programmes.values(), 1)
        for component in programme.components
    }
    outcome = attended["outcome"].cat.codes.to_numpy().astype(np.int64)
    owner = mapped(attended["component"], of_component, 0)
    days = attended["day"].to_numpy()
    at, back = distinct(joined(outcome, owner, days))
    found, missing = [], set()
    for row in at.tolist():
        day = date.fromordinal(int(days[row]))
        rule = rule_on(rules, names[outcome[row]], owners[owner[row]], day)
        if rule is None:
            missing.add(f"{names[outcome[row]]} on {day}")
        found.append(rule.due if rule else 0)
    if missing:
        message = f"no rule says what may be billed of: {', '.join(sorted(missing))}"
        raise ValueError(message)
    return np.asarray(found, dtype=np.int64)[back] if found else np.zeros(0, dtype=np.int64)


def _unpaid(programmes: Mapping[str, Programme]) -> dict[str, int]:
    """Components given by volunteers or inside another price."""
    return {c.id: 1 for p in programmes.values() for c in p.components if not c.paid}


def _rows_with_unit(prices: pd.DataFrame, price: np.ndarray, unit: str) -> np.ndarray:
    if not len(prices):
        return np.zeros(0, dtype=np.int64)
    of_unit = (prices["unit"] == unit).to_numpy()
    return np.flatnonzero((price != NO_TARIFF) & of_unit[price])


def _later_in_month(
    attended: pd.DataFrame, prices: pd.DataFrame, price: np.ndarray, used: pd.DataFrame
) -> np.ndarray:
    """Rows of a monthly price that an earlier line, or a closed month, bears already."""
    rows = service_order(attended, _rows_with_unit(prices, price, MONTH))
    if not len(rows):
        return rows
    before = len(used)
    months = month_starts(attended["day"].to_numpy())[rows]
    keys = [np.concatenate([used["month"].to_numpy(), months])]
    for name in ("referral", "component"):
        names = vocabulary([*used[name].cat.categories, *attended[name].cat.categories])
        ours = numbered(attended[name], names)[rows]
        keys.append(np.concatenate([numbered(used[name], names), ours]))
    nobody = np.full(before + len(rows), UNKNOWN)
    unreferred = (attended["referral"] == "").to_numpy()[rows]
    clients = attended["client"].cat.codes.to_numpy()[rows]
    nobody[before:] = np.where(unreferred, clients, UNKNOWN)
    both = joined(*keys, nobody)
    claimed = both[:before][used["cents"].to_numpy() > 0]
    return rows[~firsts(both[before:]) | np.isin(both[before:], claimed)]


def _later_in_meeting(
    attended: pd.DataFrame, prices: pd.DataFrame, price: np.ndarray
) -> np.ndarray:
    """Rows of a meeting's flat price that another member's line bears already."""
    rows = service_order(attended, _rows_with_unit(prices, price, MEETING))
    later: np.ndarray = rows[~firsts(attended["meeting"].cat.codes.to_numpy()[rows])]
    return later
