"""Months for comparisons: small ones drawn fast, and the invoices that are right for any month."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from billing.books import Books
from billing.rounding import price_each
from billing.tables import (
    ATTENDED,
    BILLED,
    DOCUMENTS,
    NO_END,
    PRICED,
    PRICES,
    Schema,
    conform,
    table,
)

FIRST = date(2026, 11, 1).toordinal()
LAST = date(2026, 11, 30).toordinal()
BUYER = "70000001"
LENGTHS = (50, 70, 80, 100, 110)
"""Minutes that are no multiple of a quarter: a rounded step is told from a wrong length."""
OLD = date(2025, 1, 1).toordinal()
CHANGED = date(2026, 7, 1).toordinal()
PARTS = ("is-peer", "is-relations", "is-leisure", "is-daily", "tk-peer")
UNITS = (60, 60, 60, 60, 45)
OUTCOMES = ("delivered", "cancelled_late", "no_show", "planned")


def price_list(providers: list[str]) -> pd.DataFrame:
    """Prices of each part until June and since July, alone and in a group; all figures differ."""
    rows: list[tuple[Any, ...]] = []
    for k, part in enumerate(PARTS):
        for activity, less in (("individual", 0), ("group", 2011)):
            for since, until, base in ((OLD, CHANGED - 1, 3017), (CHANGED, NO_END, 3541)):
                cents = base + 173 * k - less
                rows.append(
                    (part, activity, "person", "", since, until, "minutes", UNITS[k], cents)
                )
    rows += [
        ("is-peer", "individual", "person", seller, CHANGED, NO_END, "minutes", 60, 4_000 + 11 * k)
        for k, seller in enumerate(providers[1:2])
    ]
    names = PRICES.names[:-2]
    columns = {name: [row[k] for row in rows] for k, name in enumerate(names)}
    return table(
        PRICES, {**columns, "vat": ["exempt"] * len(rows), "source": ["invented"] * len(rows)}
    )


def a_month(seed: int = 1, lines: int = 40, providers: int = 2, *, apart: bool = True) -> Books:
    """A month of random lines and the invoices that are right for it.

    ``apart``: no client has two meetings of a component on a day. One line in ten was not
    delivered; one in six is a part in a group; some lie over a ceiling.
    """
    dice = np.random.default_rng(seed)
    sellers = [f"{90_000_000 + k}" for k in range(providers)]
    clients = max(2, lines // 4)
    draws = {
        "provider": dice.integers(0, providers, lines),
        "client": dice.integers(0, clients, lines),
        "part": dice.integers(0, len(PARTS), lines),
        "day": dice.integers(FIRST, LAST + 1, lines),
    }
    if apart:
        draws["provider"] = draws["client"] % providers
        _, kept = np.unique(np.stack([draws["client"], draws["day"]]), axis=1, return_index=True)
        draws = {name: column[np.sort(kept)] for name, column in draws.items()}
    n = len(draws["day"])
    minutes = np.asarray(LENGTHS)[dice.integers(0, len(LENGTHS), n)]
    group = dice.random(n) < 1 / 6
    outcome = np.where(dice.random(n) < 0.1, dice.integers(1, len(OUTCOMES), n), 0)
    start = 480 + 30 * dice.integers(0, 20, n)
    worker = draws["client"]
    names = [f"M{seed}-{k:06d}" for k in range(n)]
    attended = table(
        ATTENDED,
        {
            "line": [f"{m}/C{c:05d}" for m, c in zip(names, draws["client"], strict=True)],
            "meeting": names,
            "version": np.ones(n, np.int64),
            "client": [f"C{c:05d}" for c in draws["client"]],
            "referral": [f"R{c:05d}" for c in draws["client"]],
            "component": [PARTS[k] for k in draws["part"]],
            "provider": [sellers[k] for k in draws["provider"]],
            "worker": [f"W{k:05d}" for k in worker],
            "day": draws["day"],
            "start": start,
            "begun": draws["day"] * 1440 + start,
            "minutes": minutes,
            "activity": np.where(group, "group", "individual"),
            "beneficiary": ["person"] * n,
            "present": np.where(group, 6, 1),
            "outcome": [OUTCOMES[k] for k in outcome],
            "confirmed": np.ones(n, np.bool_),
            "planned": np.ones(n, np.bool_),
            "booked": draws["day"] - 1,
            "recorded": draws["day"],
            "theirs": [""] * n,
        },
    )
    prices = price_list(sellers)
    return render(attended, prices, priced_by(attended, prices, dice))


def priced_by(
    attended: pd.DataFrame, prices: pd.DataFrame, dice: np.random.Generator | None = None
) -> pd.DataFrame:
    """What each line costs on its day; a ceiling cuts some, where dice are given."""
    n = len(attended)
    found = np.full(n, -1)
    # The provider's own prices stand last in the list and are found last.
    for k, row in enumerate(prices.itertuples()):
        held = (attended["component"].astype("str") == row.component).to_numpy().copy()
        held &= (attended["activity"].astype("str") == row.activity).to_numpy()
        days = attended["day"].to_numpy()
        held &= (days >= int(str(row.since))) & (days <= int(str(row.until)))
        if row.provider:
            held &= (attended["provider"].astype("str") == row.provider).to_numpy()
        found[held] = k
    delivered = (attended["outcome"].astype("str") == "delivered").to_numpy()
    found[~delivered] = -1
    minutes = np.where(found >= 0, attended["minutes"].to_numpy(), 0)
    cents, unit = (
        np.append(prices[name].to_numpy(), 1)[found] for name in ("cents", "unit_minutes")
    )
    full = np.where(found >= 0, price_each(cents, minutes, unit, 100), 0)
    over = np.zeros(n, np.int64)
    if dice is not None:
        over = np.where(dice.random(n) < 0.05, full // 3, 0)
    return table(
        PRICED,
        {
            "line": attended["line"],
            "price": found,
            "billable": minutes,
            "percent": np.full(n, 100),
            "granted": minutes,
            "full": full,
            "over_units": np.zeros(n, np.int64),
            "over_month": np.zeros(n, np.int64),
            "over_year": over,
            "net": full - over,
            "vat_category": ["E"] * n,
            "vat_rate": np.zeros(n, np.int64),
        },
    )


def render(
    attended: pd.DataFrame, prices: pd.DataFrame, priced: pd.DataFrame, per: int = 500
) -> Books:
    """The invoices that are right: one row a line that has a price, so many rows a document."""
    at = np.flatnonzero((priced["price"] >= 0).to_numpy() & (priced["full"] > 0).to_numpy())
    seller = attended["provider"].astype("str").to_numpy()[at]
    by = np.argsort(seller, kind="stable")
    at, seller = at[by], seller[by]
    _, first, of = np.unique(seller, return_index=True, return_inverse=True)
    within = np.arange(len(at)) - first[of] if len(at) else np.zeros(0, np.int64)
    number = [f"A{k:05d}" for k in (within // per).tolist()]
    document = [f"{s}/{n}" for s, n in zip(seller, number, strict=True)]
    price = priced["price"].to_numpy()[at]
    cents, unit = (prices[name].to_numpy()[price] for name in ("cents", "unit_minutes"))
    minutes = priced["billable"].to_numpy()[at]
    over = priced[["over_units", "over_month", "over_year"]].to_numpy()[at].sum(axis=1)
    day = attended["day"].to_numpy()[at]
    billed = table(
        BILLED,
        {
            "document": document,
            "number": [str(k + 1) for k in (within % per).tolist()],
            "row": within % per + 1,
            "object": [""] * len(at),
            **{
                name: attended[name].iloc[at].reset_index(drop=True)
                for name in ("client", "component", "worker", "activity")
            },
            "first": day,
            "last": day,
            "quantity": np.where(unit > 0, minutes, 1) * 10_000,
            "unit": np.where(unit > 0, "min", "meeting"),
            "base": unit,
            "minutes": np.where(unit > 0, minutes, -1),
            "unit_price": cents * priced["percent"].to_numpy()[at],
            "allowance": over,
            "net": priced["net"].to_numpy()[at],
            "vat_category": priced["vat_category"].iloc[at].reset_index(drop=True),
            "vat_rate": priced["vat_rate"].to_numpy()[at],
            "said": [""] * len(at),
        },
    )
    return Books(attended, prices, priced, documents_of(billed), billed)


def documents_of(billed: pd.DataFrame, issued: int = LAST + 5, **facts: Any) -> pd.DataFrame:
    """A document for every name that rows bear, with the totals of its rows."""
    names = billed["document"].astype("str")
    kept = list(dict.fromkeys(names))
    net = billed["net"].groupby(names, sort=False).sum()
    n = len(kept)
    return table(
        DOCUMENTS,
        {
            "document": kept,
            "number": [name.split("/")[1] for name in kept],
            "kind": ["invoice"] * n,
            "seller": [name.split("/")[0] for name in kept],
            "buyer": [BUYER] * n,
            "issued": np.full(n, issued),
            "first": np.full(n, FIRST),
            "last": np.full(n, LAST),
            "corrects": [""] * n,
            "currency": ["EUR"] * n,
            "net": [int(net[name]) for name in kept],
            "vat": np.zeros(n, np.int64),
            "gross": [int(net[name]) for name in kept],
            "reference": ["K-1"] * n,
            "file": [f"{name}.xml" for name in kept],
            "sha256": [f"hash of {name}" for name in kept],
            "syntax": ["ubl"] * n,
            **facts,
        },
    )


def with_totals(books: Books) -> Books:
    """The books with documents that state the sums of their rows."""
    documents = books.documents.copy()
    sums = books.billed["net"].groupby(books.billed["document"].astype("str")).sum()
    net = np.asarray([int(sums.get(name, 0)) for name in documents["document"]], dtype=np.int64)
    documents["net"], documents["gross"] = net, net + documents["vat"].to_numpy()
    return replace(books, documents=conform(DOCUMENTS, documents))


def changed(books: Books, name: str, at: int, **facts: Any) -> Books:
    """The books with other values in one row of one table; documents state the sums again."""
    schema = next(s for s in (ATTENDED, PRICED, BILLED, DOCUMENTS) if s.name == name)
    frame = getattr(books, name)
    columns = {column: frame[column].tolist() for column in frame}
    for column, value in facts.items():
        columns[column][at] = value
    found = replace(books, **{name: _retyped(schema, columns)})
    return with_totals(found) if name == "billed" else found


def added(books: Books, name: str, *rows: dict[str, Any]) -> Books:
    """The books with more rows in one table; documents state the sums again."""
    schema = next(s for s in (ATTENDED, PRICED, BILLED, DOCUMENTS) if s.name == name)
    frame = getattr(books, name)
    columns = {
        column: [*frame[column].tolist(), *(row[column] for row in rows)] for column in frame
    }
    found = replace(books, **{name: _retyped(schema, columns)})
    return with_totals(found) if name == "billed" else found


def without(books: Books, name: str, *at: int) -> Books:
    """The books without some rows of one table."""
    frame = getattr(books, name)
    kept = frame.drop(index=list(at)).reset_index(drop=True)
    found = replace(books, **{name: kept})
    return with_totals(found) if name == "billed" else found


def row_of(books: Books, name: str, at: int) -> dict[str, Any]:
    """One row of a table, by column."""
    frame = getattr(books, name)
    return {column: frame[column].tolist()[at] for column in frame}


def _retyped(schema: Schema, columns: dict[str, list[Any]]) -> pd.DataFrame:
    return table(schema, columns)
