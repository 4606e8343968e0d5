"""The passes one after another, on some providers: every line and every row ends in one match."""

from dataclasses import dataclass

import numpy as np

from billing.books import Known
from billing.joining import NONE, Ints
from billing.kinds import Kind
from billing.reconcile.by_id import join_by_id
from billing.reconcile.by_key import join_by_key
from billing.reconcile.credits import follow, take_credits, tell_credits
from billing.reconcile.differences import pairs_of, tell_differences
from billing.reconcile.leftovers import join_leftovers
from billing.reconcile.matching import BY_CREDIT, Matching
from billing.reconcile.rest import tell_rest
from billing.reconcile.sums import join_sums
from billing.results import Told, gather, tell
from billing.sides import Sides


@dataclass(frozen=True, slots=True)
class Compared:
    """Matches and results of some lines and rows, by their places."""

    line_match: Ints
    """Match of each line; -1: nothing was due and nothing was billed."""
    row_match: Ints
    by: Ints
    """Pass of each match."""
    told: Told


def compare(sides: Sides, why: Ints, known: Known) -> Compared:
    """Bring both sides together and account for every cent of difference."""
    m = Matching.begin(sides.lines, sides.rows)
    take_credits(m)
    join_by_id(m)
    join_by_key(m)
    told = [
        *join_sums(m, sides, why, known.rounding),
        *join_leftovers(m),
        *tell_rest(m, sides, known.open_since),
        *tell_credits(m, sides.earlier, known.open_since),
    ]
    follow(m)
    told += tell_differences(pairs_of(m, sides, why, known))
    by = np.concatenate(m.by) if m.by else np.zeros(0, dtype=np.int64)
    told.append(_credited(m, by))
    return Compared(m.line_match, m.row_match, by, gather(told))


def _credited(m: Matching, by: Ints) -> Told:
    """Rows of which a credit left nothing are right to the cent together with it."""
    gone = np.flatnonzero((m.row_match != NONE) & ~m.rows.credit)
    gone = gone[by[m.row_match[gone]] == BY_CREDIT]
    gone = gone[np.unique(m.row_match[gone], return_index=True)[1]]
    gone = gone[m.net[gone] >= 0]
    return tell(
        Kind.P01,
        len(gone),
        primary=True,
        group=m.row_match[gone],
        row=gone,
        document=m.rows.document[gone],
    )
