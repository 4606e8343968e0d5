"""The rows of a workbook with their places in the file: what the checks look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from api.imports.misread import finding_at, shorten
from api.imports.plain import text_of
from api.imports.tables import RawCell, Table
from api.workbook.catalogue import Catalogue
from api.workbook.column import Sheet, letter_of
from domain.finding import Fact, Finding, Where


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, its values by column key, its cells as they stand.

    An empty cell and a cell that cannot be taken have no value; the latter is in ``bad``.
    """

    number: int
    values: Mapping[str, object]
    cells: Sequence[RawCell]
    bad: frozenset[str] = frozenset()

    def text(self, key: str) -> str:
        """A value that is a text; empty where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class Page:
    """One sheet of the file: its table, where each column stands, its rows."""

    sheet: Sheet
    table: Table
    places: Mapping[str, int]
    """Column key -> number of the column in the file."""
    rows: tuple[Row, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Row]:
        """The first row of each id."""
        key = self.sheet.id
        found: dict[str, Row] = {}
        for row in self.rows:
            found.setdefault(row.text(key) if key else "", row)
        found.pop("", None)
        return found

    def finding(
        self, row: Row | None, key: str, check: str, expected: str = "", **facts: Fact
    ) -> Finding:
        """A fault of a cell: row and column are named as the user's program names them."""
        place = self.places.get(key)
        raw = None if row is None or place is None else _cell(row.cells, place)
        heading = self.sheet.column(key).names.et if key else ""
        if place is not None:
            heading = name_heading(self.table.headings, place)
        where = Where(
            file=self.table.file,
            sheet=self.table.name,
            row=row.number if row else 1,
            column=heading,
            value=shorten(text_of(raw)),
        )
        about = row.text(self.sheet.id) if row and self.sheet.id else ""
        return finding_at(where, check, expected, about, **facts)


@dataclass(frozen=True)
class Book:
    """Every sheet that the file has, by key, and what its cells may name."""

    pages: Mapping[str, Page]
    catalogue: Catalogue
    _none: Mapping[str, Row] = field(default_factory=dict)

    def rows(self, sheet: str) -> Iterator[tuple[Page, Row]]:
        """The rows of a sheet, each with its page; none where the sheet is missing."""
        page = self.pages.get(sheet)
        return iter(()) if page is None else ((page, row) for row in page.rows)

    def ids(self, sheet: str) -> Mapping[str, Row]:
        """The rows of a sheet by id."""
        page = self.pages.get(sheet)
        return self._none if page is None else page.by_id

    def people(self, who: str) -> tuple[Row, ...]:
        """The client, or the members of the family, that an id names; unknown ones left out."""
        clients, family = self.ids("clients"), self.ids("families").get(who)
        if who in clients:
            return (clients[who],)
        members = family.values.get("members", ()) if family else ()
        return tuple(clients[one] for one in members if one in clients)  # type: ignore[attr-defined]


def name_heading(headings: Sequence[RawCell], place: int) -> str:
    """A column as people find it: its heading without the star, and its letters."""
    heading = text_of(headings[place]) if place < len(headings) else ""
    return f"{heading.rstrip(' *')} ({letter_of(place)})".strip()


def _cell(cells: Sequence[RawCell], place: int) -> RawCell:
    return cells[place] if place < len(cells) else None
