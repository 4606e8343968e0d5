"""The results of a comparison as the table of findings that is written: each with its sentence."""

import numpy as np
import pandas as pd

from api.exports.month_result import FINDING_COLUMNS
from billing.books import Books
from billing.evidence import SENTENCES, find_evidence
from billing.kinds import RIGHT
from domain.words import Language, say

PLAIN = ("kind", "primary", "cents", "minutes", "document", "number", "line")


def tell_findings(results: pd.DataFrame, books: Books, language: Language) -> pd.DataFrame:
    """Columns ``FINDING_COLUMNS`` for every result but those that are right to the cent.

    ``results`` is the table of ``billing.reconcile.Reconciled``; client and component are those
    of our line, or else of the billed one.
    """
    rows = np.flatnonzero(~results["kind"].astype("str").isin([one.value for one in RIGHT]))
    frame = results.iloc[rows][list(PLAIN)].reset_index(drop=True)
    places = [
        (int(line), int(row))
        for line, row in zip(
            results["line_at"].to_numpy()[rows], results["row_at"].to_numpy()[rows], strict=True
        )
    ]
    for name in ("client", "component"):
        ours = books.attended[name].astype("str").to_numpy()
        theirs = books.billed[name].astype("str").to_numpy()
        frame[name] = [
            ours[line] if line >= 0 else theirs[row] if row >= 0 else "" for line, row in places
        ]
    frame["evidence"] = [_sentence(results, books, int(at), language) for at in rows]
    return frame[list(FINDING_COLUMNS)]


def _sentence(results: pd.DataFrame, books: Books, at: int, language: Language) -> str:
    found = find_evidence(results, books, at)
    facts = {**found.facts, "about": found.about}
    return say(language, f"{SENTENCES}.{found.rule}", **facts)
