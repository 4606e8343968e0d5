"""The arithmetic of invoices, to the cent: lines, totals and VAT, as the tables hold them.

The official rules of e-invoices let a line be off by a cent and VAT by a euro; here nothing is.
A line's size is its quantity at its price, rounded half away from zero once, less its
allowance; the document's net is the sum of its lines; VAT is rounded once per category and
rate; the gross is both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from billing.columns import mapped
from billing.kinds import Kind
from billing.rounding import half_away
from billing.tables import E4
from domain.finding import Fact, Finding, Unit, Where

UNIT_MINUTES = {"min": 1, "hour": 60, "academic_hour": 45}
"""Minutes in a unit of time; other units are counted, not measured."""
UNTAXED = ("E", "O", "Z", "AE", "K", "G")
"""Categories of VAT whose rate is nothing (UNCL 5305)."""
CREDIT = "credit"
_CENT = 100
_LARGE = 2**61


@dataclass(frozen=True, slots=True)
class Off:
    """By how many cents a table of documents and its lines are off; 0 is right.

    ``line`` has one number a row of ``billed``; ``net``, ``vat`` and ``gross`` one a row of
    ``documents``. Stated less what it should be: more than nothing is too much.
    """

    line: np.ndarray
    net: np.ndarray
    vat: np.ndarray
    gross: np.ndarray
    groups: np.ndarray
    """Groups of VAT of each document."""


def line_cents(billed: pd.DataFrame) -> np.ndarray:
    """Cents that quantity, price and allowance of each line make, with the quantity's sign."""
    quantity, price = billed["quantity"].to_numpy(), billed["unit_price"].to_numpy()
    per_unit = mapped(billed["unit"], UNIT_MINUTES, 0)
    base = billed["base"].to_numpy()
    of_time = per_unit > 0
    length = np.where(of_time, per_unit, 1)
    bottom = np.where(of_time, np.where(base > 0, base, length), 1) * (E4 * E4 // _CENT)
    sign = np.where(quantity < 0, -1, 1)
    cents: np.ndarray = _quotients(quantity, price, length, bottom)
    cents -= sign * billed["allowance"].to_numpy()
    return cents


def check_arithmetic(documents: pd.DataFrame, billed: pd.DataFrame) -> Off:
    """How far lines and totals are off; ValueError where a line's document is not there.

    A line whose unit could not be read is not judged: it has its own finding.
    """
    line = billed["net"].to_numpy() - line_cents(billed)
    line = np.where(billed["unit"].eq("").to_numpy(), 0, line)
    place = places(documents, billed)
    net = np.zeros(len(documents), dtype=np.int64)
    np.add.at(net, place, billed["net"].to_numpy())
    vat = np.zeros(len(documents), dtype=np.int64)
    groups = _groups(place, billed)
    np.add.at(vat, groups["place"].to_numpy(), groups["vat"].to_numpy())
    count = np.bincount(groups["place"].to_numpy(), minlength=len(documents))
    stated = {name: documents[name].to_numpy() for name in ("net", "vat", "gross")}
    return Off(
        line=line,
        net=stated["net"] - net,
        vat=stated["vat"] - vat,
        gross=stated["gross"] - stated["net"] - stated["vat"],
        groups=count,
    )


def find_arithmetic(documents: pd.DataFrame, billed: pd.DataFrame) -> tuple[Finding, ...]:
    """Every line and total that is off: D05, D07, D06 and D08, with the cents too much.

    A credit note that names its invoice may differ by a cent of VAT a group: several credit
    notes together give back the VAT of the invoice, and that need not round as each alone does.
    """
    off = check_arithmetic(documents, billed)
    files = documents["file"].to_numpy()[places(documents, billed)]
    told = {Kind.D05: off.line != 0, Kind.D07: _category_wrong(billed)}
    return (
        *(
            _of_line(kind, billed.iloc[row], str(files[row]), int(off.line[row]))
            for kind, wrong in told.items()
            for row in np.flatnonzero(wrong).tolist()
        ),
        *_documents_off(documents, off),
    )


def vat_cents(net: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """VAT of sums, in cents: ``rate`` in hundredths of a percent, rounded half away from zero."""
    every = np.ones(len(net), dtype=np.int64)
    return _quotients(net, rate, every, every * E4)


def places(documents: pd.DataFrame, billed: pd.DataFrame) -> np.ndarray:
    """Row of ``documents`` to which each line belongs; ValueError where one is not there."""
    rows = {name: row for row, name in enumerate(documents["document"].tolist())}
    found = mapped(billed["document"], rows, -1)
    if len(found) and int(found.min()) < 0:
        strays = sorted(set(billed["document"][found < 0].astype(str)))
        message = f"lines of documents that are not there: {strays[:3]}"
        raise ValueError(message)
    return found


def _quotients(
    one: np.ndarray, other: np.ndarray, length: np.ndarray, bottom: np.ndarray
) -> np.ndarray:
    """Product of three over a fourth, rounded; what passes 64 bits is counted without their limit.

    Strangers may write any number: what is larger than all money is held to be 2 to the 61.
    """
    large = np.abs(one) > _LARGE // np.maximum(np.abs(other) * length, 1)
    large |= np.abs(other) > _LARGE // length
    found = half_away(np.where(large, 0, one * other * length), bottom)
    for row in np.flatnonzero(large).tolist():
        top = int(one[row]) * int(other[row]) * int(length[row])
        under = int(bottom[row])
        size = min((2 * abs(top) + under) // (2 * under), _LARGE)
        found[row] = size if top >= 0 else -size
    return found


def _groups(place: np.ndarray, billed: pd.DataFrame) -> pd.DataFrame:
    """Net and VAT per document, category and rate."""
    frame = pd.DataFrame(
        {
            "place": place,
            "category": billed["vat_category"].cat.codes.to_numpy(),
            "rate": billed["vat_rate"].to_numpy(),
            "net": billed["net"].to_numpy(),
        }
    )
    sums = frame.groupby(["place", "category", "rate"], sort=False, as_index=False).sum()
    sums["vat"] = vat_cents(sums["net"].to_numpy(), sums["rate"].to_numpy())
    return sums


def _documents_off(documents: pd.DataFrame, off: Off) -> Iterator[Finding]:
    credit = (documents["kind"].eq(CREDIT) & documents["corrects"].ne("")).to_numpy()
    slack = np.where(credit, off.groups, 0)
    vat = np.where(np.abs(off.vat) <= slack, 0, off.vat)
    wrong = ((Kind.D06, "net", off.net), (Kind.D06, "gross", off.gross), (Kind.D08, "vat", vat))
    for kind, total, cents in wrong:
        for row in np.flatnonzero(cents).tolist():
            one = documents.iloc[row]
            yield Finding(
                kind.value,
                str(one["document"]),
                {"total": total, "stated": int(one[total])},
                int(cents[row]),
                Unit.CENTS,
                Where(str(one["file"]), column=total, value=str(one[total])),
            )


def _category_wrong(billed: pd.DataFrame) -> np.ndarray:
    """Lines whose rate is not of their category, or outside VAT on a document with others."""
    rate = billed["vat_rate"].to_numpy()
    category = billed["vat_category"]
    others = ~category.isin(("O", "")).to_numpy()
    mixed = pd.Series(others).groupby(billed["document"].cat.codes.to_numpy()).transform("any")
    wrong: np.ndarray = category.isin(UNTAXED).to_numpy() & (rate > 0)
    wrong |= category.eq("S").to_numpy() & (rate == 0)
    wrong |= category.eq("O").to_numpy() & mixed.to_numpy()
    return wrong


def _of_line(kind: Kind, line: pd.Series, file: str, cents: int) -> Finding:
    facts: dict[str, Fact] = {
        "line": str(line["number"]),
        "stated": int(line["net"]),
        "category": str(line["vat_category"]),
        "rate": int(line["vat_rate"]),
    }
    where = Where(file, row=int(line["row"]) or None, value=str(line["said"]))
    stake = cents if kind is Kind.D05 else 0
    return Finding(kind.value, str(line["document"]), facts, stake, Unit.CENTS, where)
