"""Lines of a month in the words of its result workbook: each explained, and the prices used."""

from collections.abc import Iterable, Iterator

import pandas as pd

from api.exports.phrases import phrase
from api.exports.trace_words import component_name, write_trace
from billing.basis import Basis
from billing.explain import explain_line
from billing.papers import rows_of
from domain.words import Language, write_euros


def explain_found(
    basis: Basis, found: Iterable[str], language: Language
) -> Iterator[tuple[str, str]]:
    """Lines that a result speaks of (``found``) or a ceiling cuts, each step in a sentence.

    The last row tells how many others there are, and the command that explains them.
    """
    priced = basis.priced
    cut = priced["full"] != priced["net"]
    ours = set(priced["line"].tolist())
    asked = ((set(found) - {""}) & ours) | set(priced["line"][cut.to_numpy()].tolist())
    for line in sorted(asked):
        yield line, " ".join(list(write_trace(explain_line(basis, line), language))[1:])
    others = len(ours - asked)
    if others:
        yield "…", phrase(language, "explained_elsewhere", count=others)


def tell_prices(
    priced: pd.DataFrame, prices: pd.DataFrame, language: Language
) -> Iterator[tuple[str, str, str]]:
    """Prices that a month used, each with its source."""
    used = set(priced["price"].tolist())
    for at, row in enumerate(rows_of(prices)):
        if at in used:
            name = f"{component_name(str(row.component), language)} ({row.component})"
            unit = f"{row.unit_minutes} min" if row.unit_minutes else str(row.unit)
            yield name, f"{write_euros(language, row.cents)} / {unit}", str(row.source)
