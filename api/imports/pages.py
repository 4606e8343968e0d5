"""Tables become pages: sheets and headings are recognised, cells are read, faults gathered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from api.imports.book import Page, Row, name_heading
from api.imports.cell_reader import CellReader, mark_of
from api.imports.hidden import tell_hidden
from api.imports.misread import Misread, finding_at
from api.imports.plain import text_of, unguard
from api.imports.tables import RawCell, Table
from api.workbook.catalogue import Catalogue
from api.workbook.column import Column, Sheet, fold, letter_of
from api.workbook.sheets import EXPLANATION, LISTS, SHEETS
from domain.finding import Finding, Where

PASSED_OVER = frozenset(fold(name) for names in (EXPLANATION, LISTS) for name in names.all())


def read_pages(
    tables: Iterable[Table], file: str, catalogue: Catalogue
) -> tuple[dict[str, Page], list[Finding]]:
    """The sheets of a file by key, and what is wrong with sheets, headings and cells."""
    chosen, findings = choose_tables(tables, file, SHEETS)
    pages: dict[str, Page] = {}
    for sheet in SHEETS:
        if sheet.key in chosen:
            page, faults = read_page(sheet, chosen[sheet.key], catalogue)
            findings += [*tell_hidden(chosen[sheet.key]), *faults]
            if page:
                pages[sheet.key] = page
    return pages, findings


def choose_tables(
    tables: Iterable[Table], file: str, sheets: Sequence[Sheet]
) -> tuple[dict[str, Table], list[Finding]]:
    """The table of each sheet by key, and which sheets are missing, unknown or there twice."""
    by_name = {fold(name): sheet for sheet in sheets for name in (sheet.key, *sheet.names.all())}
    findings: list[Finding] = []
    chosen: dict[str, Table] = {}
    for table in tables:
        sheet = by_name.get(fold(table.name))
        where = Where(table.file, table.name)
        if sheet is None:
            if fold(table.name) not in PASSED_OVER:
                near = _near_sheet(table.name, by_name)
                findings.append(finding_at(where, "warn_sheet_unknown", near))
        elif sheet.key in chosen:
            other = chosen[sheet.key].name
            findings.append(finding_at(where, "sheet_twice", other, other=other))
        else:
            chosen[sheet.key] = table
    for sheet in sheets:
        if sheet.key not in chosen:
            check = "sheet_missing" if sheet.required else "warn_sheet_missing"
            where = Where(file, sheet.names.et)
            findings.append(finding_at(where, check, " / ".join(sheet.names.all())))
    return chosen, findings


def read_page(
    sheet: Sheet, table: Table, catalogue: Catalogue
) -> tuple[Page | None, list[Finding]]:
    """A sheet with its rows; no page where there is no heading at all."""
    page, missing, findings = open_page(sheet, table)
    if page is None:
        return None, findings
    rows, faults = _read_rows(page, catalogue, missing)
    return Page(sheet, table, page.places, rows), [*findings, *faults]


def open_page(sheet: Sheet, table: Table) -> tuple[Page | None, set[str], list[Finding]]:
    """A sheet with its columns found and no rows yet; the columns that are missing."""
    where = Where(table.file, table.name)
    if all(text_of(heading) == "" for heading in table.headings):
        expected = ", ".join(column.names.et for column in sheet.columns if column.required)
        return None, set(), [finding_at(where, "sheet_empty", expected)]
    places, findings = _match_headings(sheet, table)
    missing = [c for c in sheet.columns if c.required and c.key not in places]
    findings += [_column_missing(where, column) for column in missing]
    return Page(sheet, table, places), {column.key for column in missing}, findings


def _match_headings(sheet: Sheet, table: Table) -> tuple[dict[str, int], list[Finding]]:
    """Column key -> its number in the file; a heading may be in any language, or the key."""
    known = {
        fold(name): column.key
        for column in sheet.columns
        for name in (column.key, *column.names.all())
    }
    places: dict[str, int] = {}
    findings: list[Finding] = []
    for number, raw in enumerate(table.headings):
        heading = text_of(raw)
        key = known.get(fold(heading))
        where = Where(table.file, table.name, 1, name_heading(table.headings, number), heading)
        if key is None:
            if heading or any(_filled(row, number) for row in table.rows):
                names = get_close_matches(fold(heading), known, 1)
                expected = sheet.column(known[names[0]]).names.et if names else ""
                findings.append(finding_at(where, "warn_column_unknown", expected))
        elif key in places:
            first = letter_of(places[key])
            findings.append(finding_at(where, "column_twice", heading, other=first))
        else:
            places[key] = number
    return places, findings


def _column_missing(where: Where, column: Column) -> Finding:
    place = Where(where.file, where.sheet, 1, column.names.et)
    return finding_at(place, "column_missing", " / ".join(column.names.all()))


def _read_rows(
    page: Page, catalogue: Catalogue, missing: set[str]
) -> tuple[tuple[Row, ...], list[Finding]]:
    """Rows that are not blank; number 2 is the first below the headings."""
    columns = [
        (column, place, CellReader(column, catalogue, mark_of(column, _cells(page, place))))
        for column in page.sheet.columns
        if column.key not in missing
        for place in (page.places.get(column.key, -1),)
    ]
    rows: list[Row] = []
    findings: list[Finding] = []
    faulty = {row for row, _ in page.table.faults}
    for number, cells in enumerate(page.table.rows, start=2):
        if number not in faulty and not any(map(_is_filled, cells)):
            continue
        values, misread = _read_cells(cells, columns, guarded=page.table.text)
        failed = _formula_faults(page, number)
        misread |= failed
        if failed:
            values = {key: value for key, value in values.items() if key not in failed}
        row = Row(number, values, cells, frozenset(misread))
        rows.append(row)
        findings += [
            page.finding(row, column.key, fault.check, fault.expected, **fault.facts)
            for column in page.sheet.columns
            if (fault := misread.get(column.key))
        ]
    return tuple(rows), findings


def _cells(page: Page, place: int) -> Iterator[RawCell]:
    """The cells of a column that show which decimal mark it has."""
    return (row[place] for row in page.table.rows if 0 <= place < len(row))


def _read_cells(
    cells: list[RawCell], columns: list[tuple[Column, int, CellReader]], *, guarded: bool
) -> tuple[Mapping[str, object], dict[str, Misread]]:
    values: dict[str, object] = {}
    misread: dict[str, Misread] = {}
    for column, place, reader in columns:
        raw = cells[place] if 0 <= place < len(cells) else None
        if guarded and isinstance(raw, str):
            raw = unguard(raw)
        if raw is None or raw == "" or (isinstance(raw, str) and text_of(raw) == ""):
            if column.required:
                misread[column.key] = Misread("value_missing", column.names.et)
            continue
        value = reader.read(raw)
        if isinstance(value, Misread):
            misread[column.key] = value
        elif value == () and column.required:
            misread[column.key] = Misread("value_missing", column.names.et)
        else:
            values[column.key] = value
    return values, misread


def _formula_faults(page: Page, row: int) -> dict[str, Misread]:
    """Cells of a row whose formula has no value: told as such, not as missing."""
    if not page.table.faults:
        return {}
    found = {key: page.table.faults.get((row, place)) for key, place in page.places.items()}
    return {key: Misread(check, "") for key, check in found.items() if check}


def _filled(cells: list[RawCell], place: int) -> bool:
    return place < len(cells) and _is_filled(cells[place])


def _is_filled(raw: RawCell) -> bool:
    return raw is not None and raw != "" and text_of(raw) != ""


def _near_sheet(name: str, by_name: Mapping[str, Sheet]) -> str:
    near = get_close_matches(fold(name), by_name, 1)
    if near:
        return by_name[near[0]].names.et
    return ", ".join(dict.fromkeys(sheet.names.et for sheet in by_name.values()))
