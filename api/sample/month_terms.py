"""The invented month as data: parties, contracts, prices, and how often meetings fail."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from api.sample.mix import Part
from billing.parties import Buyer, Seller
from billing.prices import Price
from domain.session import Outcome


class ContractTerms(Part):
    """Which programme is billed to whom, under which contract and in which series of numbers."""

    programme: str
    buyer: str
    reference: str
    series: str
    days: int


class MonthTerms(Part):
    """Everything beside the people that a made-up month rests on."""

    seller: Seller
    buyers: tuple[Buyer, ...]
    contracts: tuple[ContractTerms, ...]
    prices: tuple[Price, ...]
    outcomes: Mapping[Outcome, int]
    """Weights."""


@cache
def month_terms() -> MonthTerms:
    """Read ``month.yaml``."""
    found = yaml.safe_load((files("api.sample") / "month.yaml").read_text("utf-8"))
    source = found.pop("source")
    found["prices"] = [{"until": None, "source": source, **row} for row in found["prices"]]
    return MonthTerms.model_validate(found)
