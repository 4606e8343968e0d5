"""A month as its funders see it: what it booked, less what late facts turned back in it."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from api.journeys.month_invoices import stacked
from api.store import Books, ClosedMonth
from billing.basis import OPENING, Basis
from billing.bookings import funded, used_by_client
from billing.ledger import Batch, Cause
from billing.papers import rows_of
from billing.tables import ATTENDED, NO_TARIFF, PRICES, SPLIT, table

SUMS = ("granted", "full", "over_units", "over_month", "over_year", "net")


@dataclass(frozen=True)
class NetMonth:
    """Tables of a month in which lines that were turned back stand once more, minus."""

    attended: pd.DataFrame
    priced: pd.DataFrame
    prices: pd.DataFrame
    split: pd.DataFrame
    """Table ``split`` as the ledger has it: charges, reversals and credits."""
    booked: Batch
    """The month's entries, without what the books were opened with."""
    used: pd.DataFrame
    """Table ``used`` of all that was booked in earlier months."""


def net_month(books: Books, basis: Basis, month: date) -> NetMonth:
    """The tables of a month (its first day), turned-back lines included."""
    booked = _booked(basis.booked, month)
    back = booked.entries[(booked.entries["kind"] == Cause.REVERSAL.value).to_numpy()]
    lines, credited = set(back["line"].tolist()), _credited(booked)
    attended, priced, prices = [basis.attended], [basis.priced], [basis.prices]
    for when in sorted(books.closed, reverse=True):
        if when < month and (lines or credited):
            closed, offset = books.closed[when], sum(map(len, prices))
            rows, minus = _turned_back(closed, lines, offset)
            some, less = _given_back(closed, credited, offset)
            attended += [rows, some]
            priced += [minus, less]
            prices.append(closed.book.prices)
            lines -= set(rows["line"].tolist())
            credited = {k: v for k, v in credited.items() if k not in set(some["line"])}
    earlier = basis.booked.entries["period"].to_numpy() < month.toordinal()
    earlier |= basis.booked.entries["key"].str.startswith(f"{OPENING}:").to_numpy()
    return NetMonth(
        attended=stacked(ATTENDED, attended),
        priced=pd.concat(priced, ignore_index=True),
        prices=stacked(PRICES, prices),
        split=_split(booked),
        booked=booked,
        used=used_by_client(
            _some(basis.booked, earlier), basis.referrals, basis.programmes.values()
        )[0],
    )


def _some(batch: Batch, which: np.ndarray) -> Batch:
    entries = batch.entries[which].reset_index(drop=True)
    posted = batch.postings["key"].isin(set(entries["key"])).to_numpy()
    return Batch(entries, batch.postings[posted].reset_index(drop=True))


def _booked(booked: Batch, month: date) -> Batch:
    mine = (booked.entries["period"] == month.toordinal()).to_numpy()
    opened = booked.entries["key"].str.startswith(f"{OPENING}:").to_numpy()
    return _some(booked, mine & ~opened)


def _turned_back(
    closed: ClosedMonth, lines: set[str], offset: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of a closed month that were turned back, their sums minus; prices moved on."""
    which = closed.priced["line"].isin(lines).to_numpy()
    priced = closed.priced[which].reset_index(drop=True)
    minus = {name: -priced[name] for name in SUMS}
    attended = closed.book.attended[which].reset_index(drop=True)
    return attended, priced.assign(**minus, price=_moved(priced, offset))


def _credited(booked: Batch) -> dict[str, int]:
    """Cents by which credits and amendments change what lines claim; their reversals too."""
    entries = booked.entries
    turned = entries["reverses"].str.startswith(("credit:", "amendment:"))
    some = entries[((entries["kind"] == Cause.CREDIT.value) | turned).to_numpy()]
    found: dict[str, int] = {}
    for line, cents in zip(some["line"].tolist(), some["claimed"].tolist(), strict=True):
        found[line] = found.get(line, 0) + cents
    return {line: cents for line, cents in found.items() if cents}


def _given_back(
    closed: ClosedMonth, credited: dict[str, int], offset: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of a closed month that were credited or amended, with these cents alone."""
    which = closed.priced["line"].isin(credited).to_numpy()
    priced = closed.priced[which].reset_index(drop=True)
    nothing = dict.fromkeys(SUMS, 0)
    told = [credited[line] for line in priced["line"].tolist()]
    cents = np.asarray(told, dtype=np.int64)
    moved = priced.assign(**nothing, price=_moved(priced, offset))
    attended = closed.book.attended[which].reset_index(drop=True)
    return attended, moved.assign(full=cents, net=cents)


def _moved(priced: pd.DataFrame, offset: int) -> np.ndarray:
    """Rows of the price list, once it stands below others."""
    price = priced["price"].to_numpy()
    return np.where(price == NO_TARIFF, NO_TARIFF, price + offset)


def _split(booked: Batch) -> pd.DataFrame:
    """Shares of the funders as the postings have them."""
    lines = dict(zip(booked.entries["key"], booked.entries["line"], strict=True))
    rows = [
        (str(lines[row.key]), whose.funder, whose.grant, int(row.cents))
        for row in rows_of(booked.postings)
        if (whose := funded(str(row.account))) is not None
    ]
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    return table(SPLIT, dict(zip(SPLIT.names, columns, strict=True)))
