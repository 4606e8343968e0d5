"""The tall sheets of a month as the tables of billing, and what must hold between their cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from api.imports.month_checks import (
    days_sound,
    documents_of,
    in_order,
    referrals_known,
    repeats_of,
)
from api.imports.month_columns import Columns
from api.imports.month_times import days_of, read_times, texts_of, wholes_of
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


def build_attended(columns: Columns, around: Around) -> Built:
    """Table ``attended``; a finding for each row that cannot stand in it."""
    meetings, clients = texts_of(columns, "meeting"), texts_of(columns, "client")
    lines = list(map(line_of, meetings, clients))
    referrals = texts_of(columns, "referral")
    times = read_times(columns)
    findings = [
        *times.findings,
        *days_sound(columns, "day", "recorded", "booked"),
        *repeats_of(
            columns, lines, "meeting", "part_twice", lambda at: bool(meetings[at] and clients[at])
        ),
        *referrals_known(columns, referrals, clients, around.clients),
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
        *days_sound(columns, "since", "until"),
        *columns.findings(bare, "unit_minutes", "unit_minutes_missing", lambda _: "60"),
        *in_order(columns, since, until, "until"),
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
        *days_sound(columns, "issued", "first", "last"),
        *repeats_of(
            columns, named, "number", "document_twice", lambda at: bool(sellers[at] and numbers[at])
        ),
        *in_order(columns, first, last, "last"),
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
    names, findings = documents_of(columns, documents)
    first = days_of(columns, "first")
    last = days_of(columns, "last")
    last = np.where(last == 0, first, last)
    findings += [*days_sound(columns, "first", "last"), *in_order(columns, first, last, "last")]
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
        *days_sound(columns, "month"),
        *repeats_of(columns, keys, "referral", "used_twice", lambda at: all(keys[at])),
        *referrals_known(columns, referrals, None, around.clients),
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
