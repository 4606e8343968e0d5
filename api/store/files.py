"""The books as files, and back: tables as CSV, small records as JSON.

They lie in a folder, or sealed in the database: ``api.store.places`` tells them apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import pandas as pd

from api.store.book_forms import (
    CLOSING_FORM,
    COMPARED_FORM,
    COUNTERS_FORM,
    DECISIONS_FORM,
    INVOICES_FORM,
    NUMBERS_FORM,
    PARALLEL_FORM,
    PARTIES_FORM,
    PERIODS_FORM,
    REFERRALS_FORM,
    RESULTS_FORM,
    Closing,
    Compared,
    Given,
    Owed,
    Parties,
)
from api.store.books import Books, ClosedMonth, Received
from api.store.columns import read_columns, write_columns
from api.store.issued import keep_issued
from api.store.places import Files, Place, files_at, open_files
from api.store.records import Form
from api.store.shelf import DamagedError
from api.store.unit import Unit
from api.store.when_asked import WhenAsked
from api.workbook.month.book import MonthBook
from billing.extracts import booked_in
from billing.invoice import Invoice
from billing.ledger import ENTRIES, POSTINGS, Batch
from billing.numbering import Counters
from billing.split import State
from billing.tables import ATTENDED, BILLED, DOCUMENTS, PRICED, PRICES, SPLIT, USED, Schema

T = TypeVar("T")
CHAIN, COUNTERS, DECISIONS = "chain.json", "counters.json", "decisions.json"
OPEN, CLOSED, LEDGER, ISSUED, RECEIVED = "open", "closed", "ledger", "invoices", "received"
NOTES, RESULTS = "notes", "results.json"


def open_books(place: Place) -> Books:
    """The books at a place; empty ones where there are none.

    Closed months are read when they are asked for, as long as the unit lasts. DamagedError names
    the first file that is missing or was changed by hand; in a folder that is known at once, in a
    database, where nothing can be changed without the key, when a month is read.
    """
    shelf = open_files(place)
    if isinstance(place, Path):
        for name in shelf.names(CLOSED):
            shelf.read(name)
    return read_books(shelf)


def read_books(shelf: Files) -> Books:
    """The books in files that were opened; DamagedError as above."""
    return Books(
        drafts={month: _read_month(shelf, f"{OPEN}/{month}") for month in _months(shelf, OPEN)},
        closed=WhenAsked(
            frozenset(_months(shelf, CLOSED)), lambda month: _read_closed(shelf, month)
        ),
        received={month: _read_received(shelf, month) for month in _months(shelf, RECEIVED)},
        booked=_read_ledger(shelf),
        periods=read_record(shelf, CHAIN, PERIODS_FORM) if shelf.has(CHAIN) else None,
        invoices=_read_issued(shelf, ISSUED),
        notes=_read_issued(shelf, NOTES),
        counters=_read_counters(shelf),
        decisions=read_record(shelf, DECISIONS, DECISIONS_FORM) if shelf.has(DECISIONS) else (),
        shelf=shelf,
    )


def keep_books(books: Books, place: Place) -> Books:
    """Write the books at a place: all of it or nothing.

    In a database they hold with the unit's commit, and the numbers of invoices stand in a table
    of their own. BusyError where somebody changed them meanwhile, OSError where nothing can be
    written.
    """
    shelf = files_at(books.shelf, place)
    left = _left_alone(books, shelf)
    wanted = dict(_files(books, left))
    kept = {name for month in left for name in shelf.names(f"{CLOSED}/{month}")}
    gone = {name: None for name in shelf.names() if name not in wanted and name not in kept}
    after = shelf.put({**gone, **wanted})
    if isinstance(place, Unit) and after is not shelf:
        keep_issued(place, books.issued)
    return replace(books, shelf=after)


def _left_alone(books: Books, shelf: Files) -> frozenset[date]:
    """Closed months that lie on the shelf as they were read: nothing of them is written again."""
    if not isinstance(books.closed, WhenAsked) or books.shelf is None:
        return frozenset()
    months = books.closed.unread(_months(shelf, CLOSED))
    before, now = books.shelf.hashes, shelf.hashes
    return frozenset(
        month
        for month in months
        if all(before.get(name) == now[name] for name in shelf.names(f"{CLOSED}/{month}"))
    )


def _files(books: Books, left: frozenset[date]) -> Iterator[tuple[str, bytes]]:
    for month, book in books.drafts.items():
        yield from _month_files(f"{OPEN}/{month}", book)
    for month in books.closed.keys() - left:
        closed = books.closed[month]
        yield from _month_files(f"{CLOSED}/{month}", closed.book)
        yield f"{CLOSED}/{month}/priced.csv", write_columns(PRICED, closed.priced)
        yield f"{CLOSED}/{month}/split.csv", write_columns(SPLIT, closed.split)
        told = Closing(
            _owed_of(closed.before), _owed_of(closed.owed), tuple(sorted(closed.documents))
        )
        yield f"{CLOSED}/{month}/closing.json", CLOSING_FORM.write(told)
    for month, received in books.received.items():
        yield from _received_files(f"{RECEIVED}/{month}", received)
    for number in sorted(set(books.booked.entries["period"].tolist())):
        month = date.fromordinal(number)
        batch = booked_in(books.booked, month)
        yield f"{LEDGER}/{month}/entries.csv", write_columns(ENTRIES, batch.entries)
        yield f"{LEDGER}/{month}/postings.csv", write_columns(POSTINGS, batch.postings)
    if books.periods is not None:
        yield CHAIN, PERIODS_FORM.write(books.periods)
    for folder, issued in ((ISSUED, books.invoices), (NOTES, books.notes)):
        for month, invoices in issued.items():
            yield f"{folder}/{month}.json", INVOICES_FORM.write(invoices)
    if books.counters:
        given = tuple(Given(*key, last) for key, last in sorted(books.counters.items()))
        yield COUNTERS, COUNTERS_FORM.write(given)
    if books.decisions:
        yield DECISIONS, DECISIONS_FORM.write(books.decisions)


def _received_files(folder: str, received: Received) -> Iterator[tuple[str, bytes]]:
    yield f"{folder}/documents.csv", write_columns(DOCUMENTS, received.documents)
    yield f"{folder}/billed.csv", write_columns(BILLED, received.billed)
    compared = Compared(received.unexplained, received.undecided, dict(received.joined))
    yield f"{folder}/compared.json", COMPARED_FORM.write(compared)
    if received.results:
        yield f"{folder}/{RESULTS}", RESULTS_FORM.write(received.results)


_TABLES: Mapping[str, Schema] = {
    "attended": ATTENDED,
    "prices": PRICES,
    "documents": DOCUMENTS,
    "billed": BILLED,
    "used": USED,
}


def _month_files(folder: str, book: MonthBook) -> Iterator[tuple[str, bytes]]:
    for name, schema in _TABLES.items():
        yield f"{folder}/{name}.csv", write_columns(schema, getattr(book, name))
    yield f"{folder}/parties.json", PARTIES_FORM.write(Parties(book.sellers, book.buyers))
    yield f"{folder}/referrals.json", REFERRALS_FORM.write(book.referrals)
    yield f"{folder}/parallel.json", PARALLEL_FORM.write(book.parallel)
    yield f"{folder}/numbers.json", NUMBERS_FORM.write(dict(book.numbers))


def _read_month(shelf: Files, folder: str) -> MonthBook:
    frames = {
        name: _read_table(shelf, f"{folder}/{name}.csv", schema) for name, schema in _TABLES.items()
    }
    parties = read_record(shelf, f"{folder}/parties.json", PARTIES_FORM)
    return MonthBook(
        **frames,
        sellers=parties.sellers,
        buyers=parties.buyers,
        referrals=read_record(shelf, f"{folder}/referrals.json", REFERRALS_FORM),
        numbers=read_record(shelf, f"{folder}/numbers.json", NUMBERS_FORM),
        parallel=read_record(shelf, f"{folder}/parallel.json", PARALLEL_FORM),
    )


def _read_closed(shelf: Files, month: date) -> ClosedMonth:
    folder = f"{CLOSED}/{month}"
    closing = read_record(shelf, f"{folder}/closing.json", CLOSING_FORM)
    return ClosedMonth(
        book=_read_month(shelf, folder),
        priced=_read_table(shelf, f"{folder}/priced.csv", PRICED),
        split=_read_table(shelf, f"{folder}/split.csv", SPLIT),
        before=_state_of(closing.before),
        owed=_state_of(closing.after),
        documents=frozenset(closing.documents),
    )


def _read_received(shelf: Files, month: date) -> Received:
    folder = f"{RECEIVED}/{month}"
    compared = read_record(shelf, f"{folder}/compared.json", COMPARED_FORM)
    return Received(
        documents=_read_table(shelf, f"{folder}/documents.csv", DOCUMENTS),
        billed=_read_table(shelf, f"{folder}/billed.csv", BILLED),
        unexplained=compared.unexplained,
        undecided=compared.undecided,
        joined=compared.joined,
        results=read_record(shelf, f"{folder}/{RESULTS}", RESULTS_FORM)
        if shelf.has(f"{folder}/{RESULTS}")
        else (),
    )


def _read_ledger(shelf: Files) -> Batch:
    return Batch.joined(
        [
            Batch(
                _read_table(shelf, f"{LEDGER}/{month}/entries.csv", ENTRIES),
                _read_table(shelf, f"{LEDGER}/{month}/postings.csv", POSTINGS),
            )
            for month in _months(shelf, LEDGER)
        ]
    )


def _read_issued(shelf: Files, folder: str) -> dict[date, tuple[Invoice, ...]]:
    """Invoices or credit notes, by their month."""
    names = list(shelf.names(folder))
    months = [date.fromisoformat(Path(name).stem) for name in names]
    return {
        month: read_record(shelf, name, INVOICES_FORM)
        for month, name in zip(months, names, strict=True)
    }


def _read_counters(shelf: Files) -> Counters:
    given = read_record(shelf, COUNTERS, COUNTERS_FORM) if shelf.has(COUNTERS) else ()
    return {(one.seller, one.series): one.last for one in given}


def _months(shelf: Files, folder: str) -> list[date]:
    """Months that have files in a folder, in order."""
    found = {name.split("/")[1] for name in shelf.names(folder)}
    return [date.fromisoformat(name) for name in sorted(found)]


def read_record(shelf: Files, name: str, form: Form[T]) -> T:
    """A small record; DamagedError where it is another one."""
    try:
        return form.read(shelf.read(name))
    except (ValueError, KeyError) as fault:
        raise DamagedError(name) from fault


def _read_table(shelf: Files, name: str, schema: Schema) -> pd.DataFrame:
    try:
        return read_columns(schema, shelf.read(name))
    except (ValueError, KeyError, TypeError) as fault:
        raise DamagedError(name) from fault


def _owed_of(state: State) -> tuple[Owed, ...]:
    return tuple(Owed(*key, tuple(cents)) for key, cents in sorted(state.items()))


def _state_of(owed: tuple[Owed, ...]) -> State:
    return MappingProxyType({(one.grant, one.provider): one.cents for one in owed})
