"""A month read from a workbook or a CSV folder: whole, or not at all with every reason."""

import gc
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from api.imports.book import Book, Page
from api.imports.checks.days import days_in_order, extensions_after_referral
from api.imports.checks.identity import ids_are_unique, references_are_known
from api.imports.checks.referrals import closings_are_whole, referrals_fit
from api.imports.csv_tables import read_csv_tables
from api.imports.hidden import tell_hidden
from api.imports.limits import MONTH
from api.imports.misread import finding_at, is_warning
from api.imports.month_columns import Columns, read_columns
from api.imports.month_parties import build_buyers, build_sellers
from api.imports.month_tables import (
    Around,
    build_attended,
    build_billed,
    build_documents,
    build_prices,
    build_used,
)
from api.imports.pages import choose_tables, read_page
from api.imports.records import build_parallel, build_referrals
from api.imports.tables import Table
from api.imports.workbook_tables import read_workbook_tables
from api.workbook.catalogue import Catalogue, house_catalogue
from api.workbook.month import MONTH_SHEETS, TALL
from api.workbook.month.book import MonthBook
from api.workbook.month.cases import CASES
from domain.finding import Finding, Where

CHECKS = (
    ids_are_unique,
    references_are_known,
    days_in_order,
    extensions_after_referral,
    referrals_fit,
    closings_are_whole,
)
"""What must hold between the cells of the small sheets."""
NUMBER = "theirs"


def read_month(
    path: Path, catalogue: Catalogue | None = None
) -> tuple[MonthBook | None, list[Finding]]:
    """The month that a file holds, and everything that is wrong with the file.

    Any error and there is no month: nothing is taken half. Findings whose rule begins with
    ``import.warn_`` are warnings and come together with the month. Findings are in the order of
    the file. Texts come without blanks around them, letters composed. Never raises on what a
    file holds.
    """
    with _collector_at_rest():
        return _read(path, catalogue or house_catalogue())


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Millions of cells are made and none points back: looking for circles takes a third more."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(path: Path, catalogue: Catalogue) -> tuple[MonthBook | None, list[Finding]]:
    read = read_csv_tables if path.is_dir() else read_workbook_tables
    tables, findings = read(path, MONTH)
    if not tables:
        return None, findings
    chosen, faults = choose_tables(tables, path.name, MONTH_SHEETS)
    findings += faults
    if not chosen:
        expected = ", ".join(sheet.names.et for sheet in MONTH_SHEETS)
        findings.append(finding_at(Where(path.name), "sheet_missing", expected))
    for table in chosen.values():
        findings += [*_unseen(table), *tell_hidden(table, sheet=False)]
    tall, small, faults = _read_sheets(chosen, catalogue)
    book = Book(small, catalogue)
    findings += [*faults, *(finding for check in CHECKS for finding in check(book))]
    if "extensions" in small and "referrals" not in small:
        where = Where(path.name, CASES.names.et)
        findings.append(finding_at(where, "sheet_missing", " / ".join(CASES.names.all())))
    around = _around(book, path)
    frames, faults = _build(tall, around)
    findings = _in_order([*findings, *faults], [table.name for table in tables])
    if any(not is_warning(finding) for finding in findings):
        return None, findings
    month = MonthBook(
        **frames,
        sellers=build_sellers(book),
        buyers=build_buyers(book),
        referrals=build_referrals(book, NUMBER),
        numbers=dict(around.numbers),
        parallel=build_parallel(book),
    )
    return month, findings


def _unseen(table: Table) -> list[Finding]:
    """What nobody sees who looks at the sheet: the sheet itself, or all but one merged cell."""
    where = Where(table.file, table.name)
    findings = [finding_at(where, "sheet_hidden")] if table.hidden else []
    if table.merged:
        findings.append(finding_at(where, "cells_merged", ", ".join(table.merged[:10])))
    return findings


def _read_sheets(
    chosen: Mapping[str, Table], catalogue: Catalogue
) -> tuple[dict[str, Columns], dict[str, Page], list[Finding]]:
    tall: dict[str, Columns] = {}
    small: dict[str, Page] = {}
    findings: list[Finding] = []
    for sheet in MONTH_SHEETS:
        if sheet.key not in chosen:
            continue
        if sheet.key in TALL:
            columns, faults = read_columns(sheet, chosen[sheet.key], catalogue)
            if columns:
                tall[sheet.key] = columns
        else:
            page, faults = read_page(sheet, chosen[sheet.key], catalogue)
            if page:
                small[sheet.key] = page
        findings += faults
    return tall, small, findings


def _build(
    tall: Mapping[str, Columns], around: Around
) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """The tables, and what is wrong between the cells of the tall sheets."""
    findings: list[Finding] = []
    frames: dict[str, pd.DataFrame] = {}
    for key, build in BUILDERS.items():
        if key in tall:
            frames[key], faults = build(tall[key], around)
            findings += faults
    if "billed" in tall:
        # Lines are not told off for a sheet of invoices that has faults of its own.
        whole = "documents" not in tall or len(frames["documents"]) == len(tall["documents"])
        documents = frames.get("documents", MonthBook().documents) if whole else None
        frames["billed"], faults = build_billed(tall["billed"], documents)
        findings += faults
    return frames, findings


BUILDERS = {
    "attended": build_attended,
    "prices": build_prices,
    "documents": build_documents,
    "used": build_used,
}


def _around(book: Book, path: Path) -> Around:
    """What the tall sheets ask of the small ones and of the file."""
    sellers = [row for _, row in book.rows("parties") if row.text("side") == "seller"]
    referrals = [row for _, row in book.rows("referrals")]
    known = {row.text("id"): row.text("client") for row in referrals}
    return Around(
        provider=sellers[0].text("registry") if len(sellers) == 1 else "",
        clients=known or None,
        numbers={row.text("id"): row.text(NUMBER) for row in referrals if row.text(NUMBER)},
        file=path.name,
        sha256=_sha256(path),
        syntax="csv" if path.is_dir() else "xlsx",
    )


def _sha256(path: Path) -> str:
    """Of the file; of a folder, of its CSV files one after another by name."""
    digest = hashlib.sha256()
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _in_order(findings: list[Finding], sheets: list[str]) -> list[Finding]:
    order = {name: number for number, name in enumerate(sheets)}

    def place(finding: Finding) -> tuple[int, int]:
        where = finding.where
        return (order.get(where.sheet, -1), where.row or 0) if where else (-1, 0)

    return sorted(findings, key=place)
