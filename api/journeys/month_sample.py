"""Make a made-up month to try everything with: workbooks, a partner's invoices, what is planted."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from api.exports.month_workbook import write_month
from api.exports.one_sheet import write_one_sheet
from api.exports.provider_workbook import write_provider
from api.journeys.whole import write_whole
from api.sample import Size, sample
from api.sample.month import entitle_some, sample_month
from api.sample.month_desk import Planted
from api.sample.month_faults import plant_faults
from api.sample.month_invoices import right_invoices
from api.sample.month_terms import month_terms
from api.workbook.deciding import CONTRACTS
from api.workbook.month.book import MonthBook
from billing.einvoice import write
from billing.invoice import Invoice
from billing.papers import to_tables
from domain.clock import monday_of, months_after
from domain.words import Language

PEOPLE, MONTH, TERMS, ANSWERS = "provider.xlsx", "month.xlsx", "contracts.xlsx", "planted.csv"
INVOICES = "invoices"
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class MadeMonth:
    """What was written."""

    folder: Path
    files: tuple[Path, ...]
    lines: int
    invoices: int
    planted: tuple[Planted, ...]


def make_month(folder: Path, size: Size, month: date, seed: int, language: Language) -> MadeMonth:
    """A provider, its month and the invoices of a careless partner; OSError where it cannot write.

    The same seed makes the same month. The invoices come as people send them: e-invoices of both
    kinds and a spreadsheet. ``planted.csv`` tells every error, for whoever wants to compare.
    """
    provider = entitle_some(sample(size, monday_of(months_after(month, 1) - WEEK), seed))
    book = sample_month(provider, month, seed)
    right = right_invoices(book, month)
    sent, planted = plant_faults(right, month_terms().prices, month)
    rows = [
        {
            "programme": one.programme,
            "buyer": one.buyer,
            "reference": one.reference,
            "series": one.series,
            "days": one.days,
        }
        for one in month_terms().contracts
    ]
    files: dict[str, Callable[[Path], None]] = {
        PEOPLE: lambda path: write_provider(path, provider, language),
        MONTH: lambda path: write_month(path, book, language),
        TERMS: lambda path: write_one_sheet(path, CONTRACTS, rows, language),
        ANSWERS: lambda path: _write_planted(path, planted),
        **_papers(sent, language),
    }
    return MadeMonth(folder, write_whole(folder, files), len(book.attended), len(sent), planted)


def _papers(sent: tuple[Invoice, ...], language: Language) -> Mapping[str, Callable[[Path], None]]:
    """A file for each invoice: the first as a spreadsheet, the others in turn as UBL and e-arve."""
    found: dict[str, Callable[[Path], None]] = {}
    for at, invoice in enumerate(sent):
        name = f"{INVOICES}/{invoice.number}"
        if not at:
            found[f"{name}.xlsx"] = _as_sheet(invoice, language)
        elif at % 2:
            found[f"{name}.xml"] = _as_bytes(write(invoice, "ubl"))
        else:
            found[f"{name}-earve.xml"] = _as_bytes(write(invoice, "earve"))
    return found


def _as_bytes(data: bytes) -> Callable[[Path], None]:
    def put(path: Path) -> None:
        path.write_bytes(data)

    return put


def _as_sheet(invoice: Invoice, language: Language) -> Callable[[Path], None]:
    """As a workbook that somebody typed: without our ids of the lines."""
    bare = tuple(replace(line, object="") for line in invoice.lines)
    papers = to_tables([replace(invoice, lines=bare)])
    book = MonthBook(documents=papers.documents, billed=papers.billed)

    def put(path: Path) -> None:
        write_month(path, book, language)

    return put


def _write_planted(path: Path, planted: tuple[Planted, ...]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(("kind", "document", "line", "cents"))
        writer.writerows((one.kind.value, one.document, one.line, one.cents) for one in planted)
