"""Months with many faults at once, for what has to hold whatever comes."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from billing.books import Books
from billing.reconcile import Reconciled
from billing.tables import ATTENDED, BILLED, DOCUMENTS, PRICED, conform
from tests.billing.builders import a_month, with_totals
from tests.billing.mutators import MUTATORS


def a_wild_month(seed: int, lines: int, faults: int, *, apart: bool = True) -> Books:
    """A month with some faults one upon another, and a few rows spoilt at random."""
    dice = np.random.default_rng(seed)
    books = a_month(seed, lines, 1 + seed % 3, apart=apart)
    for at in dice.integers(0, len(MUTATORS), faults):
        fault = MUTATORS[at](books, int(dice.integers(0, 1000))) if len(books.billed) else None
        books = books if fault is None else fault.books
    return spoil(books, dice) if faults % 2 else books


def spoil(books: Books, dice: np.random.Generator, *, ids: bool = True) -> Books:
    """A tenth of the rows with something random in one column; ``ids``: also our own ids."""
    billed = books.billed
    columns: dict[str, Any] = {str(name): billed[name].to_numpy().copy() for name in billed}
    for name in ("client", "component", "worker", "first", "minutes", "net", "object"):
        hit = dice.random(len(billed)) < (0.03 if ids or name != "object" else 0)
        if name == "object":
            lines = books.attended["line"].to_numpy()
            other = lines[dice.integers(0, len(lines), len(billed))]
        else:
            other = dice.permutation(columns[name])
        columns[name] = np.where(hit, other, columns[name])
    columns["last"] = np.maximum(columns["first"], columns["last"])
    return with_totals(replace(books, billed=conform(BILLED, pd.DataFrame(columns))))


def shuffled(books: Books, seed: int) -> Books:
    """The same books with the rows of every table in another order."""
    dice = np.random.default_rng(seed)
    lines = dice.permutation(len(books.attended))
    rows, papers = dice.permutation(len(books.billed)), dice.permutation(len(books.documents))
    return replace(
        books,
        attended=conform(ATTENDED, books.attended.iloc[lines]),
        priced=conform(PRICED, books.priced.iloc[lines]),
        billed=conform(BILLED, books.billed.iloc[rows]),
        documents=conform(DOCUMENTS, books.documents.iloc[papers]),
    )


def of_seller(books: Books, seller: str) -> Books:
    """What one provider gave and billed."""
    lines = np.flatnonzero((books.attended["provider"].astype("str") == seller).to_numpy())
    papers = (books.documents["seller"].astype("str") == seller).to_numpy()
    names = set(books.documents["document"][papers])
    rows = books.billed["document"].astype("str").isin(names).to_numpy()
    return replace(
        books,
        attended=conform(ATTENDED, books.attended.iloc[lines]),
        priced=conform(PRICED, books.priced.iloc[lines]),
        billed=conform(BILLED, books.billed[rows]),
        documents=conform(DOCUMENTS, books.documents[papers]),
    )


def told(found: Reconciled, *, by_row: bool = False) -> list[tuple[Any, ...]]:
    """What was told, whatever the order: each result by what it says."""
    columns = ["kind", "primary", "cents", "minutes", "document", "line", "found", "wanted"]
    columns += ["number"] if by_row else []
    frame = found.results[columns].astype({"kind": "str"})
    return sorted(frame.itertuples(index=False, name=None))


def matched(found: Reconciled) -> list[tuple[Any, ...]]:
    """What was joined with what, whatever the order."""
    frame = found.matches[["by", "kind", "line", "document", "number"]].astype("str")
    return sorted(frame.itertuples(index=False, name=None))
