"""The small records of the books as JSON: parties, referrals, closes, invoices, decisions."""

from dataclasses import dataclass

from api.store.books import KeptResult
from api.store.records import Form
from billing.close import Periods
from billing.decisions import Decision
from billing.invoice import Invoice
from billing.parties import Buyer, Seller
from domain.referral import ParallelService, Referral


@dataclass(frozen=True, slots=True)
class Parties:
    """Who sells and who buys."""

    sellers: tuple[Seller, ...]
    buyers: tuple[Buyer, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """A state in a form that JSON has."""

    grant: str
    provider: str
    cents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """The last number of a series."""

    seller: str
    series: str
    last: int


@dataclass(frozen=True, slots=True)
class Closing:
    """What was owed before and after a close, and the documents that came."""

    before: tuple[Owed, ...]
    after: tuple[Owed, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """How a comparison ended."""

    unexplained: int
    undecided: int
    joined: dict[str, str]


PERIODS_FORM, PARTIES_FORM, REFERRALS_FORM = (
    Form(Periods),
    Form(Parties),
    Form(tuple[Referral, ...]),
)
PARALLEL_FORM, NUMBERS_FORM = Form(tuple[ParallelService, ...]), Form(dict[str, str])
CLOSING_FORM, COMPARED_FORM = Form(Closing), Form(Compared)
RESULTS_FORM = Form(tuple[KeptResult, ...])
INVOICES_FORM, COUNTERS_FORM = Form(tuple[Invoice, ...]), Form(tuple[Given, ...])
DECISIONS_FORM = Form(tuple[Decision, ...])
