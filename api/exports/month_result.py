"""The result of a month: summary, findings, lines, splits, explanations, parameters.

Takes plain tables, so that whoever compares, explains or closes need not know of files.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from api.exports.month_leaf import Field, Leaf, columns_of
from api.exports.month_leaf_files import write_leaves, write_leaves_csv
from api.exports.month_words import NAMES, SUMS, fields_of
from api.workbook.column import Language
from api.workbook.month.book import MonthBook
from billing.kinds import Kind
from billing.tables import NO_TARIFF
from domain.funders import funder_name

FINDING_COLUMNS = (
    *("kind", "primary", "cents", "minutes", "document", "number", "line"),
    *("client", "component", "evidence"),
)
"""Of the table of findings: code, whether its cents explain the difference, cents and minutes at
stake, document and number of the billed line, our line, its client and component, and words."""


@dataclass(frozen=True)
class MonthResult:
    """A month that was priced and, perhaps, compared with invoices."""

    month: date
    book: MonthBook
    priced: pd.DataFrame
    split: pd.DataFrame
    findings: pd.DataFrame
    """Columns ``FINDING_COLUMNS``; more of them do no harm."""
    expected: int
    """Cents of all that was to be billed in the invoices that were compared."""
    billed: int
    """Cents of all lines of those invoices."""
    explanations: Sequence[tuple[str, str]] = ()
    """Line, and how its amount came about."""
    parameters: Sequence[tuple[str, str, str]] = ()
    """Name, value, source: tariffs, ceilings, versions, hashes."""


def write_result(path: Path, result: MonthResult, language: Language = "et") -> None:
    """The result as a workbook of six sheets."""
    write_leaves(path, leaves_of(result, language), language)


def write_result_csv(folder: Path, result: MonthResult, language: Language = "et") -> None:
    """The result as six CSV files."""
    write_leaves_csv(folder, leaves_of(result, language), language)


def leaves_of(result: MonthResult, language: Language) -> tuple[Leaf, ...]:
    """Summary, findings, lines, splits, explanations, parameters."""
    findings = result.findings
    return (
        _summary(result, language),
        _leaf("findings", columns_of(findings, *FINDING_COLUMNS), FINDING_FIELDS),
        _leaf("lines", _lines(result), LINE_FIELDS),
        _leaf("splits", _splits(result.split, language), SPLIT_FIELDS),
        _leaf("explanations", _turned(result.explanations, ("line", "text")), TEXT_FIELDS),
        _leaf(
            "parameters", _turned(result.parameters, ("name", "value", "source")), PARAMETER_FIELDS
        ),
    )


def _leaf(key: str, columns: dict[str, Sequence[object]], fields: tuple[Field, ...]) -> Leaf:
    return Leaf(key, NAMES[key], fields, columns)


def _turned(
    rows: Sequence[tuple[object, ...]], names: Sequence[str]
) -> dict[str, Sequence[object]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _summary(result: MonthResult, language: Language) -> Leaf:
    """Sums of the month, the difference and what explains it, and each kind of result."""
    rows = [*_sums(result, language), *_kinds(result.findings)]
    return _leaf("summary", _turned(rows, ("name", "count", "cents")), SUMMARY_FIELDS)


def _sums(result: MonthResult, language: Language) -> Iterator[tuple[str, int, int]]:
    priced, findings = result.priced, result.findings
    for key in ("full", "over_units", "over_month", "over_year", "net"):
        cents = priced[key].to_numpy()
        yield SUMS[key].name(language), int(np.count_nonzero(cents)), int(cents.sum())
    primary = findings["primary"].to_numpy().astype(np.bool_)
    unexplained = primary & (findings["kind"] == Kind.X01.value).to_numpy()
    cents = findings["cents"].to_numpy()
    told = int(cents[primary & ~unexplained].sum())
    yield SUMS["expected"].name(language), len(priced), result.expected
    yield SUMS["billed"].name(language), len(result.book.billed), result.billed
    yield SUMS["difference"].name(language), int(primary.sum()), result.billed - result.expected
    yield SUMS["explained"].name(language), int((primary & ~unexplained).sum()), told
    rest = result.billed - result.expected - told
    yield SUMS["unexplained"].name(language), int(unexplained.sum()), rest


def _kinds(findings: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    """Each kind that was told, in the order of weight: how often, and its primary cents."""
    primary = findings["cents"].where(findings["primary"].astype(bool), 0)
    kinds = findings["kind"].astype("str")
    counts, sums = kinds.value_counts(), primary.groupby(kinds).sum()
    for kind in Kind:
        if kind.value in counts:
            yield kind.value, int(counts[kind.value]), int(sums[kind.value])


def _lines(result: MonthResult) -> dict[str, Sequence[object]]:
    """Every part of a meeting with its price; the unit price is 0 where there is no tariff."""
    attended, priced, prices = result.book.attended, result.priced, result.book.prices
    row = priced["price"].to_numpy()
    cents = np.append(prices["cents"].to_numpy(), 0)
    units = np.append(prices["unit_minutes"].to_numpy(), 0)
    at = np.where(row == NO_TARIFF, len(prices), row)
    return {
        **columns_of(priced),
        **columns_of(attended, "meeting", "client", "theirs", "component", "provider", "worker"),
        **columns_of(attended, "day", "minutes", "outcome"),
        "unit_price": cents[at].tolist(),
        "unit_minutes": units[at].tolist(),
    }


def _splits(split: pd.DataFrame, language: Language) -> dict[str, Sequence[object]]:
    """What each funder pays of each line, under the name that people know."""
    columns = columns_of(split)
    return {**columns, "funder": [funder_name(str(one), language) for one in columns["funder"]]}


SUMMARY_FIELDS = fields_of("name count cents")
FINDING_FIELDS = fields_of(" ".join(FINDING_COLUMNS), "cents")
LINE_FIELDS = fields_of(
    "line meeting client theirs component provider worker day minutes outcome unit_price "
    "unit_minutes billable granted full over_units over_month over_year net "
    "vat_category vat_rate",
    *("minutes", "billable", "granted", "full", "over_units", "over_month", "over_year", "net"),
)
SPLIT_FIELDS = fields_of("line funder grant cents", "cents")
TEXT_FIELDS = fields_of("line text")
PARAMETER_FIELDS = fields_of("name value source")
