"""A month as it stands in a file: the tables, and the few records beside them."""

from dataclasses import dataclass, field

import pandas as pd

from billing.parties import Buyer, Seller
from billing.tables import ATTENDED, BILLED, DOCUMENTS, PRICES, USED, empty
from domain.referral import ParallelService, Referral


@dataclass(frozen=True, slots=True)
class MonthBook:
    """What was delivered, at which prices, under which referrals, and what was billed for it.

    The frames are the tables of ``billing.tables`` under the same names; the number of a case in
    the payer's register stands in ``attended.theirs``, and in ``numbers`` by referral.
    """

    attended: pd.DataFrame = field(default_factory=lambda: empty(ATTENDED))
    prices: pd.DataFrame = field(default_factory=lambda: empty(PRICES))
    documents: pd.DataFrame = field(default_factory=lambda: empty(DOCUMENTS))
    billed: pd.DataFrame = field(default_factory=lambda: empty(BILLED))
    used: pd.DataFrame = field(default_factory=lambda: empty(USED))
    sellers: tuple[Seller, ...] = ()
    buyers: tuple[Buyer, ...] = ()
    referrals: tuple[Referral, ...] = ()
    numbers: dict[str, str] = field(default_factory=dict)
    """Referral -> number of its case in the payer's register, where it has one."""
    parallel: tuple[ParallelService, ...] = ()
