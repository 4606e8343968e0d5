"""A month as columns of the sheets: for every sheet, the values of each column downwards."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd

from api.exports.cells import Cell, write_cell
from api.exports.provider_rows import ROWS
from api.workbook.catalogue import Catalogue
from api.workbook.column import Language, Sheet
from api.workbook.month.book import MonthBook
from api.workbook.month.vocabulary import CLOCKS
from billing.delivered import line_of
from billing.invoice import minutes_of
from billing.parties import Party, Seller
from billing.tables import ATTENDED, BILLED, DOCUMENTS, NO_DAY, NO_END, PRICES, USED, Schema
from billing.tables import Kind as Held
from domain.clock import ZONE
from domain.provider import Provider

Values = Mapping[str, Sequence[object]]
"""Column key -> values; None is an empty cell; a column that is not named is empty."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SUMMER, WINTER = (word.key for word in CLOCKS)


def cells_of(
    month: MonthBook, sheet: Sheet, language: Language, catalogue: Catalogue
) -> list[list[Cell]]:
    """The cells of a sheet, one list a column; each different value is written once."""
    values = VALUES[sheet.key](month)
    rows = max((len(column) for column in values.values()), default=0)
    cells: list[list[Cell]] = []
    for column in sheet.columns:
        told = values.get(column.key)
        if told is None:
            cells.append([""] * rows)
            continue
        known = {value: write_cell(column, value, language, catalogue) for value in set(told)}
        cells.append([known[value] for value in told])
    return cells


def _attended(month: MonthBook) -> Values:
    frame = month.attended
    lines = map(line_of, frame["meeting"], frame["client"])
    if frame["line"].tolist() != list(lines):
        message = "a line that is not called after its meeting and client"
        raise ValueError(message)
    return {
        **_columns(ATTENDED, frame, "line begun theirs"),
        "clock": _clocks(frame),
        "theirs": _numbers(month),
    }


def _numbers(month: MonthBook) -> list[str | None]:
    """Numbers of cases where they are not those of the referral."""
    frame = month.attended
    own = [month.numbers.get(one, "") for one in frame["referral"]]
    told = frame["theirs"].tolist()
    if any(one and not said for one, said in zip(own, told, strict=True)):
        message = "a row without the number that the case of its referral has"
        raise ValueError(message)
    return [said if said != one else None for one, said in zip(own, told, strict=True)]


def _clocks(frame: pd.DataFrame) -> list[str | None]:
    """Summer or winter time, where the local time came twice; ValueError where it is another."""
    found: list[str | None] = []
    for day, start, begun in zip(
        frame["day"].tolist(), frame["start"].tolist(), frame["begun"].tolist(), strict=True
    ):
        local = (EPOCH + timedelta(minutes=begun)).astimezone(ZONE)
        if (local.toordinal(), local.hour * 60 + local.minute) != (day, start):
            message = f"minute {begun} is not local minute {start} of day {day}"
            raise ValueError(message)
        twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
        found.append((WINTER if local.fold else SUMMER) if twice else None)
    return found


def _prices(month: MonthBook) -> Values:
    values = _columns(PRICES, month.prices)
    return {**values, "until": _days(month.prices["until"].to_numpy(), NO_END)}


def _documents(month: MonthBook) -> Values:
    return _columns(DOCUMENTS, month.documents)


def _billed(month: MonthBook) -> Values:
    frame = month.billed
    minutes = map(minutes_of, frame["quantity"].tolist(), frame["unit"].tolist())
    if frame["minutes"].tolist() != list(minutes):
        message = "minutes that the quantity and its unit do not make"
        raise ValueError(message)
    return _columns(BILLED, frame, "minutes")


def _used(month: MonthBook) -> Values:
    return _columns(USED, month.used)


def _parties(month: MonthBook) -> Values:
    parties: list[tuple[str, Party]] = [
        *(("seller", one) for one in month.sellers),
        *(("buyer", one) for one in month.buyers),
    ]
    sellers = [one if isinstance(one, Seller) else None for _, one in parties]
    keys = "registry name street city postcode country scheme"
    return {
        "side": [side for side, _ in parties],
        **{key: [getattr(one, key) or None for _, one in parties] for key in keys.split()},
        "iban": [one.iban or None if one else None for one in sellers],
        "email": [one.email or None if one else None for one in sellers],
    }


def _vat_numbers(month: MonthBook) -> Values:
    """Each party once: one that sells and buys has one set of numbers."""
    parties: dict[str, Party] = {}
    everybody: tuple[Party, ...] = (*month.sellers, *month.buyers)
    for one in everybody:
        if parties.setdefault(one.registry, one).vat != one.vat:
            message = f"{one.registry} has other VAT numbers as a buyer than as a seller"
            raise ValueError(message)
    held = [(code, number) for code, one in parties.items() for number in one.vat]
    return {
        "registry": [code for code, _ in held],
        "number": [number.number for _, number in held],
        "since": [number.since for _, number in held],
        "until": [number.until for _, number in held],
    }


def _records(key: str) -> Callable[[MonthBook], Values]:
    """A sheet that the weekly workbook has too."""

    def values(month: MonthBook) -> Values:
        provider = Provider("", referrals=month.referrals, parallel=month.parallel)
        rows = list(ROWS[key](provider))
        names = dict.fromkeys(name for row in rows for name in row)
        found = {name: [row.get(name) for row in rows] for name in names}
        if key == "referrals":
            found["theirs"] = [month.numbers.get(one.id) for one in month.referrals]
        return found

    return values


def _columns(schema: Schema, frame: pd.DataFrame, without: str = "") -> Values:
    """The columns of a table as values: an unknown id, text or day is an empty cell."""
    found: dict[str, Sequence[object]] = {}
    for col in schema.columns:
        if col.name in without.split():
            continue
        if col.kind is Held.DAY:
            found[col.name] = _days(frame[col.name].to_numpy(), NO_DAY)
        elif col.kind in (Held.ID, Held.TEXT):
            found[col.name] = [text or None for text in frame[col.name].tolist()]
        else:
            found[col.name] = frame[col.name].tolist()
    return found


def _days(ordinals: np.ndarray, none: int) -> list[date | None]:
    different, places = np.unique(ordinals, return_inverse=True)
    days = [None if one == none else date.fromordinal(int(one)) for one in different]
    return [days[place] for place in places.tolist()]


VALUES: Mapping[str, Callable[[MonthBook], Values]] = {
    "parties": _parties,
    "vat_numbers": _vat_numbers,
    "referrals": _records("referrals"),
    "extensions": _records("extensions"),
    "attended": _attended,
    "prices": _prices,
    "documents": _documents,
    "billed": _billed,
    "used": _used,
    "parallel": _records("parallel"),
}
