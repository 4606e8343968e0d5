"""Read the invoices that came for a month, of whatever form, as one pair of tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from api.imports.misread import is_warning
from api.imports.month_book import read_month
from api.workbook.month.book import MonthBook
from billing.books import FAULTS
from billing.einvoice import read_many, validate_many
from billing.kinds import Kind
from billing.tables import BILLED, DOCUMENTS, Schema, conform, empty, table
from billing.tables import Kind as Held
from domain.finding import Finding, Where

XML = ".xml"
UNREADABLE = "D01"


@dataclass(frozen=True)
class CameIn:
    """Invoices in columns, and what their form has against it."""

    documents: pd.DataFrame
    billed: pd.DataFrame
    faults: pd.DataFrame
    """Table ``faults`` of ``billing.books``."""
    told: tuple[Finding, ...] = ()
    """The same in words: rules broken, values that could not be taken."""


def read_invoices(paths: Sequence[Path], book: MonthBook) -> tuple[CameIn | None, list[Finding]]:
    """Invoices in files (UBL, Estonian e-invoice, workbook, folder of CSV) and in the workbook.

    None, and every finding, where a file cannot be taken at all. A broken rule of e-invoices or a
    line that cannot be understood is no reason to refuse a file: it is told of the document.
    """
    files = [path for path in paths if path.suffix.lower() == XML]
    read: list[tuple[str, bytes]] = []
    findings: list[Finding] = []
    for path in files:
        try:
            read.append((path.name, path.read_bytes()))
        except OSError as fault:
            findings.append(Finding("invoices.unreadable", path.name, {"reason": _reason(fault)}))
    invoices = read_many(read)
    taken = set(invoices.documents["file"].astype("str"))
    broken = [one for one in invoices.findings if one.where and one.where.file not in taken]
    findings += broken
    papers, lines = [book.documents, invoices.documents], [book.billed, invoices.billed]
    for path in paths:
        if path in files:
            continue
        found, faults = read_month(path)
        findings += faults
        if found is not None and not len(found.documents):
            findings.append(Finding("invoices.none", path.name, where=Where(path.name)))
        if found is not None:
            papers.append(found.documents)
            lines.append(found.billed)
    if not all(map(is_warning, findings)):
        return None, findings
    told = [one for one in invoices.findings if one not in broken]
    told += [one for verdict in validate_many(read) for one in verdict if one.rule == Kind.D02]
    documents, billed = stack(papers, lines)
    return CameIn(documents, billed, _faults(documents, told), tuple(told)), findings


def stack(
    papers: Sequence[pd.DataFrame], lines: Sequence[pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Several tables of documents with their lines as one; names met before get ``#2``."""
    seen: set[str] = set()
    some_papers, some_lines = [], []
    for documents, billed in zip(papers, lines, strict=True):
        names: dict[str, str] = {}
        for name in documents["document"].tolist():
            free, copy = name, 1
            while free in seen:
                copy += 1
                free = f"{name}#{copy}"
            seen.add(free)
            names[name] = free
        some_papers.append(documents.assign(document=documents["document"].map(names)))
        told = billed["document"].astype("str")
        some_lines.append(billed.assign(document=told.map(names)))
    return stacked(DOCUMENTS, some_papers), stacked(BILLED, some_lines)


def stacked(schema: Schema, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Tables of one kind under each other."""
    some = [frame for frame in frames if len(frame)]
    if not some:
        return empty(schema)
    ids = [col.name for col in schema.columns if col.kind is Held.ID]
    plain = [frame.assign(**{name: frame[name].astype("str") for name in ids}) for frame in some]
    return conform(schema, pd.concat(plain, ignore_index=True))


def _faults(documents: pd.DataFrame, told: Sequence[Finding]) -> pd.DataFrame:
    """Findings of reading as the table ``faults``: one a rule and document."""
    named: Mapping[str, list[str]] = {
        str(file): documents["document"][(documents["file"] == file).to_numpy()].tolist()
        for file in documents["file"].unique()
    }
    rows = {
        (document, one.rule, str(one.facts.get("id", "")))
        for one in told
        if one.rule in (UNREADABLE, Kind.D02.value) and one.where
        for document in named.get(one.where.file, [])
    }
    columns = list(zip(*sorted(rows), strict=True)) if rows else [(), (), ()]
    return table(FAULTS, dict(zip(FAULTS.names, columns, strict=True)))


def _reason(fault: OSError) -> str:
    return fault.strerror or str(fault)
