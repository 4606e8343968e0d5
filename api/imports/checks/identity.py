"""Ids: each once, and every reference leads to one."""

import re
from collections.abc import Iterator, Mapping

from api.imports.book import Book, Page, Row
from api.workbook.column import Column
from api.workbook.sheets import SHEETS
from domain.finding import Finding

UNKNOWN = {
    ("workers",): "unknown_worker",
    ("clients",): "unknown_client",
    ("clients", "families"): "unknown_client",
    ("families",): "unknown_family",
    ("referrals",): "unknown_referral",
    ("groups",): "unknown_group",
    ("workers", "clients"): "unknown_person",
}
"""What a reference is called when nothing answers to it, by the sheets it may lead to."""


SHEET_BY_KEY = {sheet.key: sheet for sheet in SHEETS}


def one_provider(book: Book) -> Iterator[Finding]:
    """The sheet of the provider has exactly one row."""
    page = book.pages.get("provider")
    if page is None or "name" not in page.places:
        return
    if not page.rows:
        yield page.finding(None, "name", "provider_missing", "1")
    for row in page.rows[1:]:
        yield page.finding(row, "name", "provider_twice", "1")


def ids_are_unique(book: Book) -> Iterator[Finding]:
    """An id stands once in its sheet; so does a line of what was used."""
    for page in book.pages.values():
        if page.sheet.id:
            yield from _repeats(page, (page.sheet.id,), "duplicate_id")
    if "used" in book.pages:
        yield from _repeats(book.pages["used"], ("referral", "component", "month"), "used_twice")


def references_are_known(book: Book) -> Iterator[Finding]:
    """Whoever is named has a row in the sheet that the column refers to."""
    for page in book.pages.values():
        for column in page.sheet.columns:
            if column.refers:
                yield from _strangers(book, page, column)


def _repeats(page: Page, keys: tuple[str, ...], check: str) -> Iterator[Finding]:
    first: dict[tuple[object, ...], int] = {}
    for row in page.rows:
        named = tuple(row.values.get(key) for key in keys)
        if None in named:
            continue
        if named in first:
            yield page.finding(row, keys[0], check, first_row=first[named])
        first.setdefault(named, row.number)


def _strangers(book: Book, page: Page, column: Column) -> Iterator[Finding]:
    """References that lead nowhere, or to two sheets at once."""
    known = [book.ids(sheet) for sheet in column.refers]
    if not all(_can_answer(book, sheet) for sheet in column.refers):
        return
    likest: dict[str, str] | None = None
    for row in page.rows:
        for named in _named(row, column.key):
            homes = sum(named in ids for ids in known)
            if homes == 0:
                likest = likest if likest is not None else _by_likeness(known)
                expected = likest.get(_likeness(named)) or ", ".join(list(likest.values())[:3])
                check = UNKNOWN[column.refers]
                yield page.finding(row, column.key, check, expected, entry=named)
            elif homes > 1:
                yield page.finding(row, column.key, "ambiguous_id", entry=named)


def _can_answer(book: Book, sheet: str) -> bool:
    """Whether a sheet's ids can be known: else its own fault is told, not one for each row."""
    page = book.pages.get(sheet)
    if page is None:
        return not SHEET_BY_KEY[sheet].required
    return page.sheet.id in page.places


def _named(row: Row, key: str) -> tuple[str, ...]:
    value = row.values.get(key, ())
    return (value,) if isinstance(value, str) else value  # type: ignore[return-value]


def _by_likeness(known: list[Mapping[str, Row]]) -> dict[str, str]:
    return {_likeness(one): one for ids in known for one in ids}


def _likeness(one: str) -> str:
    """What stays of an id without case, blanks, marks and leading zeros: w1 is like W-01."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", re.sub(r"[\W_]", "", one.casefold()))
