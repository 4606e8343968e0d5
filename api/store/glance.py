"""A month at a glance, and decisions about its results, without opening all of the books."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from api.store.book_forms import (
    COMPARED_FORM,
    DECISIONS_FORM,
    INVOICES_FORM,
    PERIODS_FORM,
    RESULTS_FORM,
)
from api.store.books import KeptResult
from api.store.files import CHAIN, DECISIONS, ISSUED, OPEN, RECEIVED, RESULTS, read_record
from api.store.places import Place, open_files
from billing.close import Periods
from billing.decisions import Decision
from billing.invoice import Invoice


@dataclass(frozen=True)
class Glance:
    """What small records say of a month."""

    month: date
    periods: Periods | None
    handed_in: bool
    """Whether a draft of it lies in the books."""
    compared: bool
    undecided: int
    unexplained: int
    results: tuple[KeptResult, ...]
    decisions: tuple[Decision, ...]
    """Of all months."""
    invoices: tuple[Invoice, ...]
    """Issued from it."""


def glance_at(place: Place, month: date) -> Glance:
    """A month of the books at a place; DamagedError as of ``open_books``."""
    shelf = open_files(place)
    compared = _folder(month) + "compared.json"
    results, invoices = _folder(month) + RESULTS, f"{ISSUED}/{month}.json"
    told = read_record(shelf, compared, COMPARED_FORM) if shelf.has(compared) else None
    return Glance(
        month=month,
        periods=read_record(shelf, CHAIN, PERIODS_FORM) if shelf.has(CHAIN) else None,
        handed_in=shelf.has(f"{OPEN}/{month}/attended.csv"),
        compared=told is not None,
        undecided=told.undecided if told else 0,
        unexplained=told.unexplained if told else 0,
        results=read_record(shelf, results, RESULTS_FORM) if shelf.has(results) else (),
        decisions=read_record(shelf, DECISIONS, DECISIONS_FORM) if shelf.has(DECISIONS) else (),
        invoices=read_record(shelf, invoices, INVOICES_FORM) if shelf.has(invoices) else (),
    )


def keep_decisions(
    place: Place, month: date, decisions: Iterable[Decision], undecided: int
) -> None:
    """Keep every decision, and how many results of a month wait for one.

    BusyError where somebody changed the books meanwhile, OSError where nothing can be written.
    """
    shelf = open_files(place)
    name = _folder(month) + "compared.json"
    compared = replace(read_record(shelf, name, COMPARED_FORM), undecided=undecided)
    kept = DECISIONS_FORM.write(tuple(decisions))
    shelf.put({DECISIONS: kept, name: COMPARED_FORM.write(compared)})


def _folder(month: date) -> str:
    return f"{RECEIVED}/{month}/"
