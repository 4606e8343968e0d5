"""The tall sheets of a month as the tables of billing, and what must hold between their cells."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd

from api.imports.month_columns import MOST_ALIKE, Columns
from api.imports.month_times import FIRST_YEAR, days_of, read_times, wholes_of
from api.imports.scalars import DAY_EXAMPLE
from billing.arithmetic import UNIT_MINUTES
from billing.delivered import line_of
from billing.invoice import minutes_of, name_document
from billing.tables import (
    ATTENDED,
    BILLED,
    DOCUMENTS,
    NO_END,
    PRICES,
    USED,
    Schema,
    empty,
    table,
)
from billing.tables import Kind as Held
from domain.finding import Finding

EURO = "EUR"
MOST_LIKENED = 10
Built = tuple[pd.DataFrame, list[Finding]]


@dataclass(frozen=True)
class Around:
    """What the other sheets of the file say."""

    provider: str = ""
    """The one seller; empty where there is none or there are several."""
    clients: Mapping[str, str] | None = None
    """Referral -> its client; None: the file tells no referrals."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Referral -> number of its case."""
    file: str = ""
    sha256: str = ""
    syntax: str = ""


def texts_of(columns: Columns, key: str, otherwise: str = "") -> list[str]:
    """Texts and ids."""
    return [otherwise if value is None else value for value in columns.values[key]]  # type: ignore[misc]


def build_attended(columns: Columns, around: Around) -> Built:
    """Table ``attended``; a finding for each row that cannot stand in it."""
    meetings, clients = texts_of(columns, "meeting"), texts_of(columns, "client")
    lines = list(map(line_of, meetings, clients))
    referrals = texts_of(columns, "referral")
    times = read_times(columns)
    findings = [
        *times.findings,
        *_days_sound(columns, "day", "recorded", "booked"),
        *_first_of(
            columns, lines, "meeting", "part_twice", lambda at: bool(meetings[at] and clients[at])
        ),
        *_referrals_known(columns, referrals, clients, around.clients),
    ]
    if not around.provider:
        nobody = [at for at, code in enumerate(columns.values["provider"]) if code is None]
        bad = columns.bad.get("provider")
        rows = [at for at in nobody if bad is None or not bad[at]]
        findings += columns.findings(rows, "provider", "unknown_provider", lambda _: "")
    numbers = around.numbers
    theirs = [
        numbers.get(referral, "") if told is None else told
        for referral, told in zip(referrals, columns.values["theirs"], strict=True)
    ]
    found = {
        "line": lines,
        "meeting": meetings,
        "version": wholes_of(columns, "version", 1),
        "client": clients,
        "referral": referrals,
        "component": texts_of(columns, "component"),
        "provider": texts_of(columns, "provider", around.provider),
        "worker": texts_of(columns, "worker"),
        "day": days_of(columns, "day"),
        "start": wholes_of(columns, "start"),
        "begun": times.begun,
        "minutes": times.minutes,
        "activity": texts_of(columns, "activity", "individual"),
        "beneficiary": texts_of(columns, "beneficiary", "person"),
        "present": wholes_of(columns, "present", 1),
        "outcome": texts_of(columns, "outcome"),
        "confirmed": _flags(columns, "confirmed", otherwise=False),
        "planned": _flags(columns, "planned", otherwise=True),
        "booked": days_of(columns, "booked"),
        "recorded": days_of(columns, "recorded"),
        "theirs": theirs,
    }
    return _table(ATTENDED, found, columns, findings)


def build_prices(columns: Columns, _: Around) -> Built:
    """Table ``prices``."""
    units = texts_of(columns, "unit")
    minutes = wholes_of(columns, "unit_minutes")
    since, until = days_of(columns, "since"), days_of(columns, "until", NO_END)
    bare = [at for at, unit in enumerate(units) if unit == "minutes" and minutes[at] == 0]
    findings = [
        *_days_sound(columns, "since", "until"),
        *columns.findings(bare, "unit_minutes", "unit_minutes_missing", lambda _: "60"),
        *_in_order(columns, since, until, "until"),
    ]
    found = {
        **_texts(columns, "component unit source provider"),
        "activity": texts_of(columns, "activity", "individual"),
        "beneficiary": texts_of(columns, "beneficiary", "person"),
        "since": since,
        "until": until,
        "unit_minutes": minutes,
        "cents": wholes_of(columns, "cents"),
        "vat": texts_of(columns, "vat", "exempt"),
    }
    return _table(PRICES, found, columns, findings)


def build_documents(columns: Columns, around: Around) -> Built:
    """Table ``documents``: what a row does not tell of its file is what this file is."""
    sellers, numbers = texts_of(columns, "seller"), texts_of(columns, "number")
    named = [
        name_document(seller, number) if told is None else told
        for seller, number, told in zip(sellers, numbers, columns.values["document"], strict=True)
    ]
    first, last = days_of(columns, "first"), days_of(columns, "last")
    findings = [
        *_days_sound(columns, "issued", "first", "last"),
        *_first_of(
            columns, named, "number", "document_twice", lambda at: bool(sellers[at] and numbers[at])
        ),
        *_in_order(columns, first, last, "last"),
    ]
    found = {
        **_texts(columns, "number seller buyer corrects reference"),
        "document": named,
        "kind": texts_of(columns, "kind", "invoice"),
        "issued": days_of(columns, "issued"),
        "first": first,
        "last": last,
        "currency": [code.upper() for code in texts_of(columns, "currency", EURO)],
        "net": wholes_of(columns, "net"),
        "vat": wholes_of(columns, "vat"),
        "gross": wholes_of(columns, "gross"),
        "file": texts_of(columns, "file", around.file),
        "sha256": texts_of(columns, "sha256", around.sha256),
        "syntax": texts_of(columns, "syntax", around.syntax),
    }
    return _table(DOCUMENTS, found, columns, findings)


def build_billed(columns: Columns, documents: pd.DataFrame | None) -> Built:
    """Table ``billed``; ``documents`` is the other sheet, None where it could not be built."""
    names, findings = _documents_of(columns, documents)
    first = days_of(columns, "first")
    last = days_of(columns, "last")
    last = np.where(last == 0, first, last)
    findings += [*_days_sound(columns, "first", "last"), *_in_order(columns, first, last, "last")]
    units, quantity = texts_of(columns, "unit"), wholes_of(columns, "quantity")
    told = wholes_of(columns, "base", -1)
    base = [
        UNIT_MINUTES.get(unit, 0) if own < 0 else own
        for unit, own in zip(units, told.tolist(), strict=True)
    ]
    row = wholes_of(columns, "row", -1)
    found = {
        **_texts(columns, "number object client component worker activity unit vat_category said"),
        "document": names,
        "row": np.where(row < 0, columns.places + 2, row),
        "first": first,
        "last": last,
        "quantity": quantity,
        "base": np.asarray(base, np.int64),
        "minutes": np.fromiter(map(minutes_of, quantity.tolist(), units), np.int64, len(units)),
        "unit_price": wholes_of(columns, "unit_price"),
        "allowance": wholes_of(columns, "allowance"),
        "net": wholes_of(columns, "net"),
        "vat_rate": wholes_of(columns, "vat_rate"),
    }
    return _table(BILLED, found, columns, findings)


def build_used(columns: Columns, around: Around) -> Built:
    """Table ``used``: what earlier months took."""
    referrals = texts_of(columns, "referral")
    components = texts_of(columns, "component")
    month = days_of(columns, "month")
    keys = list(zip(referrals, components, month.tolist(), strict=True))
    findings = [
        *_days_sound(columns, "month"),
        *_first_of(columns, keys, "referral", "used_twice", lambda at: all(keys[at])),
        *_referrals_known(columns, referrals, None, around.clients),
    ]
    found = {
        "referral": referrals,
        "component": components,
        "month": month,
        "minutes": wholes_of(columns, "minutes"),
        "cents": wholes_of(columns, "cents"),
    }
    return _table(USED, found, columns, findings)


def _table(
    schema: Schema, found: Mapping[str, Any], columns: Columns, findings: list[Finding]
) -> Built:
    """The table where nothing is wrong; otherwise an empty one, and nothing is taken half."""
    if findings or not columns.whole:
        return empty(schema), findings
    ids = {col.name for col in schema.columns if col.kind is Held.ID}
    ready = {
        name: pd.Categorical(values) if name in ids else values for name, values in found.items()
    }
    return table(schema, ready), findings


def _texts(columns: Columns, keys: str) -> dict[str, list[str]]:
    return {key: texts_of(columns, key) for key in keys.split()}


def _flags(columns: Columns, key: str, *, otherwise: bool) -> np.ndarray:
    values = columns.values[key]
    filled = (otherwise if value is None else value for value in values)
    return np.fromiter(filled, np.bool_, len(values))


def _days_sound(columns: Columns, *keys: str) -> Iterable[Finding]:
    """No day of a month lies in another century."""
    for key in keys:
        days = days_of(columns, key)
        rows = np.flatnonzero((days > 0) & (days < FIRST_YEAR))
        yield from columns.findings(rows, key, "far_day", lambda _: DAY_EXAMPLE)


def _in_order(columns: Columns, first: np.ndarray, last: np.ndarray, key: str) -> Iterable[Finding]:
    rows = np.flatnonzero((first > 0) & (last > 0) & (last < first))
    return columns.findings(rows, key, "days_reversed", lambda at: f"≥ {_day(int(first[at]))}")


def _day(ordinal: int) -> str:
    return f"{pd.Timestamp.fromordinal(ordinal):%d.%m.%Y}"


def _first_of(
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


def _referrals_known(
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


def _documents_of(
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
