"""What each funder is asked for: the sum of its lines to the cent, and its share of the total."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from api.exports.month_leaf import Leaf
from api.exports.month_words import NAMES, fields_of
from billing.grants import Grant
from billing.split import Claim
from domain.funders import funder_name
from domain.words import Language

FIELDS = fields_of(
    "grant funder count cents percent whole by_share apart", *("count", "cents", "by_share")
)
WHOLE = 100


def claim_report(
    claims: Iterable[Claim], grants: Mapping[str, Grant], split: pd.DataFrame, language: Language
) -> Leaf:
    """A row for each funder of each grant that has a claim.

    ``claims`` and ``grants`` as ``billing.split.claims`` and ``billing.grants.all_grants`` give
    them. What a sum is apart from the share of the total is told to the hundredth of a cent.
    """
    listed = sorted(claims, key=lambda claim: (claim.grant, claim.funder))
    totals: Counter[str] = Counter()
    for claim in listed:
        totals[claim.grant] += claim.cents
    lines = Counter(zip(split["grant"].astype("str"), split["funder"].astype("str"), strict=True))
    columns: dict[str, Sequence[object]] = {
        "grant": [claim.grant for claim in listed],
        "funder": [funder_name(claim.funder, language) for claim in listed],
        "count": [lines[claim.grant, claim.funder] for claim in listed],
        "cents": [claim.cents for claim in listed],
        "percent": [_percent(grants[claim.grant], claim.funder) for claim in listed],
        "whole": [totals[claim.grant] for claim in listed],
        "by_share": [claim.share for claim in listed],
        "apart": [claim.apart for claim in listed],
    }
    return Leaf("claims", NAMES["claims"], FIELDS, columns, fixed=2)


def _percent(grant: Grant, funder: str) -> int:
    """Share of a funder in hundredths of a percent."""
    return WHOLE * grant.shares[grant.funders.index(funder)]
