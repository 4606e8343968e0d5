"""Prices that changed for days of closed months: which lines are to be billed again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from api.journeys.month_invoices import stacked
from api.journeys.month_open import OpenedMonth
from api.store import Books, ClosedMonth
from billing.bookings import versions_of
from billing.papers import rows_of
from billing.price import match_prices
from billing.tables import ATTENDED, NO_TARIFF, PRICES


@dataclass(frozen=True, slots=True)
class Repriced:
    """A line of a closed month whose price is another one now."""

    line: str
    component: str
    day: date
    before: int
    """Cents of a unit; 0: no price was known."""
    now: int
    net: int
    """Cents that the line came to before."""


def with_repriced(opened: OpenedMonth, books: Books) -> tuple[OpenedMonth, tuple[Repriced, ...]]:
    """The month with the lines of closed months whose price has changed, and which they are.

    Only the month that is to be closed next takes them. A line is taken where the price list
    names another price, unit or VAT for its very day than it was billed at; where the list no
    longer names the provider's own price, the one it was billed at stays. Newer records of a
    meeting go before: they are late facts anyway.
    """
    if books.periods is None or opened.month != books.periods.next:
        return opened, ()
    found: list[Repriced] = []
    rows: list[pd.DataFrame] = []
    referrals = {one.id: one for one in opened.book.referrals}
    for closed, at, now in _changed(opened, books):
        taken = closed.book.attended.iloc[at]
        rows.append(taken)
        found += _told(closed, at, opened.terms.prices, now)
        asked = set(taken["referral"].astype("str"))
        for one in closed.book.referrals:
            if one.id in asked:
                referrals.setdefault(one.id, one)
    if not found:
        return opened, ()
    told = {one.line for one in found}
    others = opened.book.attended[~opened.book.attended["line"].isin(told).to_numpy()]
    attended = stacked(ATTENDED, [others, *rows])
    book = replace(opened.book, attended=attended, referrals=tuple(referrals.values()))
    return replace(opened, book=book), tuple(found)


def _changed(
    opened: OpenedMonth, books: Books
) -> Iterator[tuple[ClosedMonth, np.ndarray, np.ndarray]]:
    """Closed months, the places of their rows with another price, and its row in the new list."""
    prices = opened.terms.prices
    stands = versions_of(books.booked)
    attended = opened.book.attended
    newest = dict(zip(attended["meeting"].tolist(), attended["version"].tolist(), strict=True))
    seen: set[str] = set()
    for month in sorted(books.closed, reverse=True):
        closed = books.closed[month]
        at = np.zeros(0, dtype=np.int64)
        if not _same(closed.book.prices, prices):
            at = np.flatnonzero(_current(closed, stands, newest, seen))
        if len(at):
            now = match_prices(closed.book.attended.iloc[at].reset_index(drop=True), prices)
            other = _other(closed, at, prices, now)
            if other.any():
                yield closed, at[other], now[other]
        for row in rows_of(closed.book.attended[["meeting", "version"]]):
            newest[row.meeting] = max(newest.get(row.meeting, 0), int(row.version))
        seen.update(closed.priced["line"].tolist())


def _current(
    closed: ClosedMonth, stands: dict[str, int], newest: dict[str, int], seen: set[str]
) -> np.ndarray:
    """Rows that stand in the ledger as they are, or that no price was known for.

    ``newest`` is the last version of each meeting, ``seen`` are lines of later months.
    """
    frame, priced = closed.book.attended, closed.priced
    columns = (frame[name].tolist() for name in ("line", "meeting", "version"))
    unpriced = (priced["price"] == NO_TARIFF).to_numpy().tolist()
    return np.asarray(
        [
            version >= newest.get(meeting, 0)
            and line not in seen
            and (line not in stands if bare else stands.get(line) == version)
            for (line, meeting, version), bare in zip(
                zip(*columns, strict=True), unpriced, strict=True
            )
        ],
        dtype=np.bool_,
    ) & (priced["billable"].to_numpy() > 0)


def _other(
    closed: ClosedMonth, at: np.ndarray, prices: pd.DataFrame, now: np.ndarray
) -> np.ndarray:
    """Which rows have another price now."""
    before = closed.priced["price"].to_numpy()[at]
    old, new = _terms(closed.book.prices), _terms(prices)
    own, listed = _own(closed.book.prices), _own(prices)
    return np.asarray(
        [
            is_now != NO_TARIFF
            and (was == NO_TARIFF or (old[was] != new[is_now] and (listed[is_now] or not own[was])))
            for was, is_now in zip(before.tolist(), now.tolist(), strict=True)
        ],
        dtype=np.bool_,
    )


def _told(
    closed: ClosedMonth, at: np.ndarray, prices: pd.DataFrame, now: np.ndarray
) -> Iterator[Repriced]:
    cents = closed.book.prices["cents"].tolist()
    new = prices["cents"].tolist()
    rows = zip(
        rows_of(closed.book.attended.iloc[at]), rows_of(closed.priced.iloc[at]), now, strict=True
    )
    for row, priced, place in rows:
        before = 0 if priced.price == NO_TARIFF else cents[priced.price]
        day = date.fromordinal(row.day)
        net = int(priced.net)
        yield Repriced(row.line, row.component, day, before, new[place], net)


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    return all(one[name].tolist() == other[name].tolist() for name in PRICES.names)


def _terms(prices: pd.DataFrame) -> list[tuple[object, ...]]:
    """What of each price changes a bill."""
    columns = (prices[name].tolist() for name in ("cents", "unit", "unit_minutes", "vat"))
    return list(zip(*columns, strict=True))


def _own(prices: pd.DataFrame) -> list[bool]:
    """Which prices are a provider's own."""
    return [bool(one) for one in prices["provider"].tolist()]
