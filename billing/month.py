"""A month in money: prices, ceilings, shares and VAT of everything that was attended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from billing.kept import Kept, Shared, cut_all
from billing.price import Rated, Rules, rate
from billing.split import NOTHING_OWED, State, split_lines
from billing.tables import NO_TARIFF, PRICED, USED, empty, table
from billing.vat import Registration, VatGroup, vat_groups, vat_of
from domain.programme import Programme
from domain.referral import Referral, Used

_STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a month, in cents; ``full`` is always ``net`` and all that is over."""

    full: int
    over_units: int
    over_month: int
    over_year: int
    net: int
    vat: tuple[VatGroup, ...]
    without_tariff: int
    """Lines that would be billed if a price were known."""

    @property
    def gross(self) -> int:
        """Net and VAT."""
        return self.net + sum(group.vat for group in self.vat)


@dataclass(frozen=True, slots=True)
class Month:
    """A priced month: tables beside ``attended``, and what the next month starts from."""

    priced: pd.DataFrame
    """Table ``priced``, a row for each of ``attended`` in the same order."""
    split: pd.DataFrame
    """Table ``split``."""
    state: State
    """Hundredths of a cent owed to funders afterwards."""
    totals: Totals


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed: programmes, the price list, contracts, registrations for VAT."""

    programmes: Mapping[str, Programme]
    prices: pd.DataFrame
    """Table ``prices``; see ``billing.prices.prices_of``."""
    rules: Rules = field(default_factory=Rules)
    registered: tuple[Registration, ...] = ()


def price_month(
    attended: pd.DataFrame,
    terms: Terms,
    referrals: Iterable[Referral],
    used: pd.DataFrame | None = None,
    state: State = NOTHING_OWED,
    kept: Kept | None = None,
) -> Month:
    """Price, cut and share every row of ``attended``.

    ``used`` (table ``used``) is what earlier months and closed lines took, whatever their day of
    service; they are never cut again, and the rows of ``attended`` are served after them in the
    order of service. ``state`` is what the month before left owed to the funders. The answer does
    not depend on the order of the rows. Lines without a referral are priced and met by
    the ceilings in euros of their client; that they have none is for the checks to say. With what
    was ``kept`` of an earlier run only clients of whom something changed meet their ceilings anew;
    the answer is the same. Raises ValueError on outcomes without a rule and on standard VAT of a
    day without a rate.
    """
    before = empty(USED) if used is None else used
    rated = rate(attended, terms.prices, terms.programmes, terms.rules, before)
    shared = Shared(terms.programmes, terms.prices, tuple(referrals), before)
    cuts = cut_all(attended, rated, shared) if kept is None else kept.cut(attended, rated, shared)
    category, vat_rate = vat_of(attended, _treatment(terms.prices, rated), terms.registered)
    priced = table(
        PRICED,
        {
            "line": attended["line"],
            "price": rated.price,
            "billable": rated.billable,
            "percent": rated.percent,
            "granted": cuts.granted,
            "full": rated.full,
            "over_units": cuts.over_units,
            "over_month": cuts.over_month,
            "over_year": cuts.over_year,
            "net": cuts.net,
            "vat_category": category,
            "vat_rate": vat_rate,
        },
    )
    split, owed = split_lines(attended, cuts.net, terms.programmes, state)
    return Month(priced, split, owed, totals_of(priced))


def totals_of(priced: pd.DataFrame) -> Totals:
    """Add up a priced table."""
    unpriced = (priced["price"] == NO_TARIFF) & (priced["billable"] > 0)
    by = priced.groupby(["vat_category", "vat_rate"], observed=True, as_index=False)
    sums = by["net"].sum()
    return Totals(
        full=int(priced["full"].sum()),
        over_units=int(priced["over_units"].sum()),
        over_month=int(priced["over_month"].sum()),
        over_year=int(priced["over_year"].sum()),
        net=int(priced["net"].sum()),
        vat=vat_groups(sums["net"].to_numpy(), sums["vat_category"], sums["vat_rate"].to_numpy()),
        without_tariff=int(unpriced.sum()),
    )


def used_table(rows: Iterable[Used]) -> pd.DataFrame:
    """The table ``used`` of records."""
    found = list(rows)
    return table(
        USED,
        {
            "referral": [row.referral for row in found],
            "component": [row.component for row in found],
            "month": [row.month.replace(day=1).toordinal() for row in found],
            "minutes": [row.minutes for row in found],
            "cents": [row.cents for row in found],
        },
    )


def _treatment(prices: pd.DataFrame, rated: Rated) -> np.ndarray:
    """0 where nothing is priced, 1 exempt, 2 standard."""
    found = np.zeros(len(rated.price), dtype=np.int64)
    if len(prices):
        kind = np.where((prices["vat"] == _STANDARD).to_numpy(), 2, 1)
        has = rated.price != NO_TARIFF
        found[has] = kind[rated.price[has]]
    return found
