"""What must hold between the rows of a tall sheet, told row by row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches

import numpy as np
import pandas as pd

from api.imports.month_columns import MOST_ALIKE, Columns
from api.imports.month_times import FIRST_YEAR, days_of, texts_of
from api.imports.scalars import DAY_EXAMPLE
from domain.finding import Finding

MOST_LIKENED = 10
"""Unknown referrals for which the likest known ones are looked for."""


def days_sound(columns: Columns, *keys: str) -> Iterable[Finding]:
    """Days that lie in another century."""
    for key in keys:
        days = days_of(columns, key)
        rows = np.flatnonzero((days > 0) & (days < FIRST_YEAR))
        yield from columns.findings(rows, key, "far_day", lambda _: DAY_EXAMPLE)


def in_order(columns: Columns, first: np.ndarray, last: np.ndarray, key: str) -> Iterable[Finding]:
    """Rows that end before they begin; a day that is not told is no fault."""
    rows = np.flatnonzero((first > 0) & (last > 0) & (last < first))
    return columns.findings(rows, key, "days_reversed", lambda at: f"≥ {_day(int(first[at]))}")


def _day(ordinal: int) -> str:
    return f"{pd.Timestamp.fromordinal(ordinal):%d.%m.%Y}"


def repeats_of(
    columns: Columns,
    keys: Sequence[object],
    column: str,
    check: str,
    told: Callable[[int], bool],
) -> Iterable[Finding]:
    """Rows whose key stands in an earlier row."""
    first: dict[object, int] = {}
    for at, key in enumerate(keys):
        before = first.setdefault(key, at)
        if before != at and told(at):
            yield columns.finding(at, column, check, first_row=columns.number(before))


def referrals_known(
    columns: Columns,
    referrals: list[str],
    clients: list[str] | None,
    known: Mapping[str, str] | None,
) -> Iterable[Finding]:
    """Referrals stand on their sheet, where there is one, and belong to the client."""
    if known is None:
        return
    strange = [at for at, one in enumerate(referrals) if one and one not in known]
    for at in strange[:MOST_ALIKE]:
        # Likeness takes a look at every referral there is: a few are enough to see the pattern.
        near = (
            get_close_matches(referrals[at], known, 3, 0.5) if at in strange[:MOST_LIKENED] else ()
        )
        yield columns.finding(
            at, "referral", "unknown_referral", ", ".join(near), entry=referrals[at]
        )
    if len(strange) > MOST_ALIKE:
        more = len(strange) - MOST_ALIKE
        yield columns.finding(strange[-1], "referral", "more_alike", "unknown_referral", count=more)
    if clients is None:
        return
    for at, (one, client) in enumerate(zip(referrals, clients, strict=True)):
        if client and known.get(one, client) != client:
            yield columns.finding(at, "referral", "client_of_another", known[one])


def documents_of(
    columns: Columns, documents: pd.DataFrame | None
) -> tuple[list[str], list[Finding]]:
    """The document of each line, by its id or by a number that only it has."""
    told = texts_of(columns, "document")
    if documents is None:
        return told, []
    known = dict.fromkeys(documents["document"].tolist())
    numbers: dict[str, list[str]] = {}
    for name, number in zip(documents["document"], documents["number"], strict=True):
        numbers.setdefault(number, []).append(name)
    by_text = {text: _one_of(text, known, numbers) for text in set(told)}
    strange = [at for at, text in enumerate(told) if text and not by_text[text]]
    near = ", ".join(list(known)[:3])
    findings = list(columns.findings(strange, "document", "unknown_document", lambda _: near))
    return [by_text[text] for text in told], findings


def _one_of(text: str, known: Mapping[str, None], numbers: Mapping[str, list[str]]) -> str:
    if text in known:
        return text
    named = numbers.get(text, [])
    return named[0] if len(named) == 1 else ""
