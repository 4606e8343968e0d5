"""The nation's month in a house: priced, billed, compared, with names for all whom it tells of.

Rows are those of ``benchmarks.months`` for all programmes, the invoices those that are right for
them with some rows made wrong, as in ``benchmarks.bench_books``. Everything goes through the books
as what people hand in does; only the files are left out. Nobody here exists.
"""

from dataclasses import replace
from datetime import date

from api.journeys.month_deliver import PricedMonth, keep, price_opened
from api.journeys.month_invoices import CameIn
from api.journeys.month_open import OpenedMonth, stored_terms
from api.journeys.month_reconcile import compare_month, with_results
from api.sample import generate
from api.store import Books
from api.store.people import put_provider, without_published
from api.store.unit import Unit
from api.workbook.month.book import MonthBook
from benchmarks.bench_reconcile import spoil
from benchmarks.months import NOVEMBER, Drawn, draw_month
from billing.books import FAULTS
from billing.close import Periods
from billing.parties import Seller
from billing.tables import ATTENDED, empty
from domain.people import Client
from domain.provider import Provider
from tests.billing.builders import render

ROWS = 260_000
FAULTS_IN_A_HUNDRED = 5
FEW = (40, 300)
"""Workers and clients whose records are taken again and again under other names."""


def put_nation(unit: Unit, monday: date, rows: int = ROWS) -> str:
    """Keep November of so many rows and everybody in it; the first line that was compared."""
    drawn = draw_month(rows)
    people = without_published(generate(*FEW, monday))
    put_provider(unit, _named(people, drawn))
    priced = _priced(drawn)
    tables = spoil(
        render(drawn.attended, priced.opened.terms.prices, priced.run.month.priced),
        FAULTS_IN_A_HUNDRED,
    )
    came = CameIn(tables.documents, tables.billed, empty(FAULTS))
    found = compare_month(priced, came)
    faults = keep(with_results(found), unit)
    assert not faults, faults
    return str(found.tables.attended["line"].iloc[0])


def _named(people: Provider, drawn: Drawn) -> Provider:
    """The clients and workers of a month under its numbers, each with a name and a home."""
    clients = tuple(
        _again(people.clients[at % len(people.clients)], number)
        for at, number in enumerate(sorted({one.client for one in drawn.referrals}))
    )
    workers = tuple(
        replace(people.workers[at % len(people.workers)], id=str(number))
        for at, number in enumerate(drawn.attended["worker"].cat.categories)
    )
    return Provider(people.name, workers=workers, clients=clients)


def _again(client: Client, number: str) -> Client:
    return Client(number, client.name, client.home, client.languages)


def _priced(drawn: Drawn) -> PricedMonth:
    """The month as it would be booked today, in books of its own."""
    sellers = drawn.attended["provider"].cat.categories
    book = MonthBook(
        attended=drawn.attended,
        prices=drawn.terms.prices,
        used=drawn.used,
        sellers=tuple(Seller(f"Pakkuja {one}", str(one)) for one in sellers),
        referrals=drawn.referrals,
    )
    opened = OpenedMonth(book, NOVEMBER, stored_terms(book), empty(ATTENDED))
    books = Books(drafts={NOVEMBER: book}, periods=Periods(opened.seller, NOVEMBER))
    return price_opened(opened, books)
