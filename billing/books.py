"""What a comparison starts from: the tables of the run, and what else is known around them.

What is not known is not judged: every table of ``Known`` may be left out, and then nothing is
said of it. Own small tables stand here because the comparison alone reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from billing.tables import NO_DAY, SPLIT, Col, Kind, Schema, empty

REFERRALS = Schema(
    "referrals",
    "one referral, as far as an invoice has to keep to it",
    (
        Col("referral", Kind.ID, "id"),
        Col("client", Kind.ID, "who was referred"),
        Col("programme", Kind.ID, "into which programme"),
        Col("first", Kind.DAY, "first day on which it grants anything", 1),
        Col("last", Kind.DAY, "last day of its months, included; NO_END where none", 1),
        Col("closed", Kind.DAY, "day on which it was closed; 0: it is open"),
        Col("granted", Kind.MINUTES, "minutes in all; 0: no such ceiling", 0),
        Col("planned", Kind.DAY, "day of the action plan; 0: there is none"),
    ),
)
SERVICES = Schema(
    "services",
    "a service of another system, as ``domain.referral.ParallelService`` has it",
    (
        Col("client", Kind.ID, "who is served"),
        Col("kind", Kind.ID, "kind of service"),
        Col("first", Kind.DAY, "first day", 1),
        Col("last", Kind.DAY, "last day, included; NO_END where none", 1),
    ),
)
QUALIFIED = Schema(
    "qualified",
    "days on which a worker may give a component",
    (
        Col("worker", Kind.ID, "id"),
        Col("component", Kind.ID, "id"),
        Col("since", Kind.DAY, "first day", 1),
        Col("until", Kind.DAY, "last day, included; NO_END where none", 1),
    ),
)
WORKERS = Schema(
    "workers",
    "how much a worker may do in a day",
    (
        Col("worker", Kind.ID, "id"),
        Col("day_minutes", Kind.MINUTES, "most minutes with clients in a day", 1),
    ),
)
STAYS = Schema(
    "stays",
    "where a meeting was held",
    (
        Col("meeting", Kind.ID, "as in attended"),
        Col("place", Kind.ID, "place id; meetings at a distance are left out"),
    ),
)
WAYS = Schema(
    "ways",
    "how long it takes from one place to another; from a place to itself nothing",
    (
        Col("place", Kind.ID, "from"),
        Col("other", Kind.ID, "to"),
        Col("minutes", Kind.MINUTES, "of travel", 0),
    ),
)
GRANTS = Schema(
    "grants",
    "what one grant may pay",
    (
        Col("grant", Kind.ID, "as in split"),
        Col("programme", Kind.ID, "whose components it pays; empty: not told"),
        Col("first", Kind.DAY, "first day of service that it pays", 1),
        Col("last", Kind.DAY, "last one, included; NO_END where none", 1),
        Col("budget", Kind.CENTS, "left for the run's lines; -1: no such limit", -1),
    ),
)
SHARES = Schema(
    "shares",
    "what share of a grant a funder bears",
    (
        Col("grant", Kind.ID, "as in split"),
        Col("funder", Kind.ID, "as in split"),
        Col("percent", Kind.COUNT, "of each line", 0),
    ),
)
FAULTS = Schema(
    "faults",
    "what reading a document found against it",
    (
        Col("document", Kind.ID, "as in documents"),
        Col("kind", Kind.ID, "D01 | D02"),
        Col("rule", Kind.TEXT, "the rule that is broken, by its official id"),
    ),
)
KNOWN = (REFERRALS, SERVICES, QUALIFIED, WORKERS, STAYS, WAYS, GRANTS, SHARES, FAULTS)

OUTCOMES: Mapping[str, str] = {
    "planned": "P05",
    "cancelled": "P07",
    "cancelled_in_time": "P07",
    "cancelled_late": "P07",
    "cancelled_by_provider": "P07",
    "no_show": "P08",
}
"""Outcome -> what it is called when it was billed and nothing was to be."""


@dataclass(frozen=True, slots=True)
class Books:
    """The tables of a run, each as ``billing.tables`` declares it.

    ``priced`` has the rows of ``attended`` in the same order. ``documents`` bears every
    ``document`` once: of two copies of one document each has an id of its own.
    """

    attended: pd.DataFrame
    prices: pd.DataFrame
    priced: pd.DataFrame
    documents: pd.DataFrame
    billed: pd.DataFrame
    split: pd.DataFrame = field(default_factory=lambda: empty(SPLIT))

    def __post_init__(self) -> None:
        """Refuse tables that do not belong together (ValueError)."""
        if len(self.attended) != len(self.priced):
            message = f"{len(self.attended)} lines attended, {len(self.priced)} priced"
            raise ValueError(message)
        for name, column in (
            ("line", self.attended["line"]),
            ("document", self.documents["document"]),
        ):
            if not column.is_unique:
                message = f"a {name} stands twice in its table"
                raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known around the run; None: not known, so nothing is said of it."""

    first: int = NO_DAY
    """First day of the run; 0: that of the first line's month."""
    last: int = NO_DAY
    """Last day of the run, included; 0: that of the last line's month."""
    open_since: int = NO_DAY
    """First day that is not in a closed month; 0: nothing is closed."""
    buyers: frozenset[str] = frozenset()
    """Registry codes that an invoice may be made out to; empty: not judged."""
    sellers: frozenset[str] = frozenset()
    """Registry codes that an invoice may come from; empty: not judged."""
    currency: str = "EUR"
    rounding: int = 1
    """Cents of a line that count as rounding: they are told, never let pass."""
    earlier_documents: pd.DataFrame | None = None
    """Documents of earlier months, as ``documents``: paid."""
    earlier_billed: pd.DataFrame | None = None
    """Their lines, as ``billed``."""
    referrals: pd.DataFrame | None = None
    services: pd.DataFrame | None = None
    qualified: pd.DataFrame | None = None
    workers: pd.DataFrame | None = None
    stays: pd.DataFrame | None = None
    ways: pd.DataFrame | None = None
    grants: pd.DataFrame | None = None
    shares: pd.DataFrame | None = None
    faults: pd.DataFrame | None = None
