"""Before a record is kept or taken away: what would be wrong then that is right now.

The checks are those of the workbook, not others beside them: the record is written as cells and
read back, so that each cell is looked at, and then it stands among the provider's other rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from api.exports.cells import write_cell
from api.exports.provider_rows import rows_of
from api.imports.book import Book, Page, Row
from api.imports.checks import CHECKS
from api.imports.misread import finding_at, is_warning
from api.imports.pages import read_page
from api.imports.tables import Table
from api.store.forms import Kind
from api.store.people import PARTS
from api.workbook.catalogue import Catalogue, house_catalogue
from api.workbook.column import Sheet
from api.workbook.sheets import SHEETS
from api.workbook.sheets.workers import SHIFT_KEYS
from domain.finding import Finding, Where
from domain.people import Worker
from domain.provider import Provider
from domain.session import Held

CHECKED = tuple(sheet for sheet in SHEETS if sheet.key not in {"provider", "published"})
FIELDS: Mapping[str, str] = {
    **dict.fromkeys(SHIFT_KEYS, "shifts"),
    **dict.fromkeys(("closing_reason", "closed_on", "closing_text"), "closing"),
}
"""Columns that are part of a field with another name."""
FIRST = 2
"""Number of the first row below the headings."""

Known = tuple[str, str, str, str]


def faults_of_change(
    before: Provider, part: str, record: Any, place: int | None
) -> tuple[list[Finding], list[Finding]]:
    """Faults and warnings of a provider in which ``record`` is kept as one of a ``part``.

    ``place``: which of the part's records it replaces; None: it is a new one.
    """
    twice = _two_shifts(record)
    if twice:
        return twice, []
    catalogue = house_catalogue()
    held = getattr(before, part)
    at = len(held) if place is None else place
    after = _with(before, part, (*held[:at], record, *held[at + 1 :]))
    cells, faults = _read_back(_with(Provider(""), part, (record,)), catalogue)
    if not all(map(is_warning, faults)):
        return [_told(one, part) for one in faults if not is_warning(one)], []
    pages = _pages(after)
    for key, fresh in cells.items():
        pages[key] = _with_fresh(pages[key], fresh, at + FIRST if key == part else None)
    found = [*faults, *_check(pages, catalogue)]
    mine: set[int | None] = {row.number for row in pages[part].rows if row.cells}
    others = [one for one in found if not _is_at(one, part, mine)]
    # What is wrong elsewhere may have been wrong before: only then it is looked at twice.
    known = {_known(one) for one in _check(_pages(before), catalogue)} if others else set()
    new = [_told(one, part) for one in found if one not in others or _known(one) not in known]
    return _parted(new)


def faults_of_loss(before: Provider, part: str, place: int) -> list[Finding]:
    """Faults of a provider without one of the records of a ``part``: whoever still names it."""
    held = getattr(before, part)
    after = _with(before, part, (*held[:place], *held[place + 1 :]))
    catalogue = house_catalogue()
    known = {_known(one) for one in _check(_pages(before), catalogue)}
    found = [one for one in _check(_pages(after), catalogue) if _known(one) not in known]
    return _parted([_told(one, part) for one in found])[0]


def faults_of_merge(before: Provider, more: Provider) -> tuple[list[Finding], list[Finding]]:
    """Faults and warnings that come of putting records of a file among others.

    What the file says of its own records was checked when it was read; here stands what a record
    that stays and one that comes say against each other. Faults that were there before are not
    told: another file did not bring them.
    """
    parts: dict[str, Any] = {}
    for part, kind in PARTS.items():
        held = {_key(kind, one): one for one in getattr(before, part)}
        held |= {_key(kind, one): one for one in getattr(more, part)}
        parts[part] = tuple(held.values())
    catalogue = house_catalogue()
    alone = (_check(_pages(one), catalogue) for one in (before, more))
    known = {_known(one) for found in alone for one in found}
    found = _check(_pages(replace(before, **parts)), catalogue)
    return _parted([_told(one, _sheet_of(one)) for one in found if _known(one) not in known])


def faults_of_held(provider: Provider, held: Held, newest: int | None) -> list[Finding]:
    """What is wrong with a meeting that was held; ``newest``: version of the one it corrects."""
    catalogue = house_catalogue()
    found = []

    def fault(column: str, value: str, check: str, known: Iterable[str] = ()) -> None:
        where = Where("", "held", None, column, value)
        near = ", ".join(list(known)[:3])
        found.append(finding_at(where, check, near, held.meeting, entry=value))

    if held.component not in catalogue.components:
        fault("component", held.component, "unknown_component", catalogue.components)
    workers = {one.id for one in provider.workers}
    for worker in held.workers:
        if worker not in workers:
            fault("workers", worker, "unknown_worker", sorted(workers))
    clients = {one.id for one in provider.clients}
    referrals = {one.id for one in provider.referrals}
    for part in held.clients:
        if part.client not in clients:
            fault("clients", part.client, "unknown_client", sorted(clients))
        if part.referral and part.referral not in referrals:
            fault("clients", part.referral, "unknown_referral", sorted(referrals))
    if newest is not None and held.version <= newest:
        fault("version", str(held.version), "too_small", [f"≥ {newest + 1}"])
    return found


def _key(kind: Kind[Any], record: Any) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in kind.key)


def _sheet_of(finding: Finding) -> str:
    """The part of which a finding speaks; extensions stand within their referral."""
    sheet = finding.where.sheet if finding.where else ""
    return "referrals" if sheet == "extensions" else sheet


def _with(provider: Provider, part: str, records: tuple[Any, ...]) -> Provider:
    changed: dict[str, Any] = {part: records}
    return replace(provider, **changed)


def _two_shifts(record: Any) -> list[Finding]:
    """A worker has one stretch of hours a day; the workbook and the optimizer know no more."""
    days = [shift.weekday for shift in record.shifts] if isinstance(record, Worker) else []
    if len(set(days)) == len(days):
        return []
    where = Where("", "workers", None, "shifts")
    return [finding_at(where, "two_ranges", "9:00-17:00", record.id)]


def _read_back(one: Provider, catalogue: Catalogue) -> tuple[dict[str, Page], list[Finding]]:
    """The sheets on which a record stands, written and read again, and faults of its cells."""
    pages: dict[str, Page] = {}
    faults: list[Finding] = []
    for sheet in CHECKED:
        rows = [
            [write_cell(column, row.get(column.key), "et", catalogue) for column in sheet.columns]
            for row in rows_of(one, sheet)
        ]
        if rows:
            table = Table("", sheet.key, _headings(sheet), rows, text=False)  # type: ignore[arg-type]
            page, found = read_page(sheet, table, catalogue)
            faults += found
            if page is not None:
                pages[sheet.key] = page
    return pages, faults


def _pages(provider: Provider) -> dict[str, Page]:
    """Every sheet as it stands in the store: the values were looked at when they came in."""
    found = {}
    for sheet in CHECKED:
        rows = tuple(
            Row(number, _values(row), ())
            for number, row in enumerate(rows_of(provider, sheet), start=FIRST)
        )
        table = Table("", sheet.key, _headings(sheet), [], text=False)
        places = {column.key: at for at, column in enumerate(sheet.columns)}
        found[sheet.key] = Page(sheet, table, places, rows)
    return found


def _with_fresh(page: Page, fresh: Page, number: int | None) -> Page:
    """A page in which a row was read from cells; a referral's extensions keep their own rows."""
    if number is None:
        return page
    (read,) = fresh.rows
    row = Row(number, read.values, read.cells, read.bad)
    rows = tuple(row if one.number == number else one for one in page.rows)
    return Page(page.sheet, fresh.table, page.places, rows)


def _check(pages: Mapping[str, Page], catalogue: Catalogue) -> list[Finding]:
    book = Book(pages, catalogue)
    return [finding for check in CHECKS for finding in check(book)]


def _headings(sheet: Sheet) -> tuple[str, ...]:
    return tuple(column.key for column in sheet.columns)


def _values(row: Mapping[str, object]) -> dict[str, object]:
    """Values as a reader of cells gives them: empty ones are none, several are a tuple."""
    return {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in row.items()
        if value is not None
    }


def _known(finding: Finding) -> Known:
    """By what two findings are the same, wherever their rows have moved to."""
    where = finding.where or Where("")
    return finding.rule, where.sheet, finding.about, str(finding.facts.get("entry", where.column))


def _is_at(finding: Finding, sheet: str, rows: AbstractSet[int | None]) -> bool:
    where = finding.where
    return where is not None and where.sheet == sheet and where.row in rows


def _told(finding: Finding, part: str) -> Finding:
    """A finding about a field instead of a cell: no row of a workbook stands behind it."""
    where = finding.where or Where("")
    column = where.column.partition(" (")[0]
    field = "extensions" if where.sheet == "extensions" else FIELDS.get(column, column)
    sheet = part if where.sheet == "extensions" else where.sheet
    said = Where("", sheet, None, field, where.value)
    facts = {**finding.facts, "column": field, "sheet": sheet}
    facts.pop("row", None)
    return replace(finding, where=said, facts=facts)


def _parted(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    kept = list(findings)
    return [one for one in kept if not is_warning(one)], list(_warnings(kept))


def _warnings(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (one for one in findings if is_warning(one))
