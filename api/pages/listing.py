"""Long lists: sorted, filtered and turned by links that hold the whole state in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

R = TypeVar("R")
ROWS = 100
"""Rows of a page."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address with what is asked behind it; empty parts are left away."""

    path: str
    asked: Mapping[str, Any]

    def but(self, **changed: Any) -> str:
        """The same address with some parts changed; without ``page`` unless it is named."""
        told = {**self.asked, "page": None, **changed}
        kept = {name: value for name, value in told.items() if value not in {None, "", False}}
        return f"{self.path}?{urlencode(kept)}" if kept else self.path


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column a list stands, and the links that change it."""

    by: str
    down: bool
    address: Address

    def link(self, column: str) -> str:
        """Where a click on a column's head leads: by it, or the other way round."""
        down = column == self.by and not self.down
        return self.address.but(sort=f"-{column}" if down else column)


@dataclass(frozen=True, slots=True)
class Turning:
    """Which rows of how many are shown, and the links to those before and after."""

    first: int
    last: int
    of: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """A page of a list."""

    rows: Sequence[R]
    sorting: Sorting
    pages: Turning


def list_rows(
    rows: Sequence[R],
    address: Address,
    columns: Mapping[str, Callable[[R], Any]],
    sort: str,
    page: int,
    rows_a_page: int = ROWS,
) -> Listing[R]:
    """The rows of a page; ``columns``: name -> what a row is sorted by; unasked, by the first."""
    named = sort.removeprefix("-")
    by = named if named in columns else next(iter(columns))
    down = sort.startswith("-") and named == by
    ordered = sorted(rows, key=columns[by], reverse=down)
    return Listing(
        turn(ordered, page, rows_a_page),
        Sorting(by, down, address),
        turning(address, len(ordered), page, rows_a_page),
    )


def turn(rows: Sequence[R], page: int, rows_a_page: int = ROWS) -> Sequence[R]:
    """The rows of a page, counted from 1; the last page where there is no such one."""
    at = _begin(len(rows), page, rows_a_page)
    return rows[at : at + rows_a_page]


def turning(address: Address, many: int, page: int, rows_a_page: int = ROWS) -> Turning:
    """Links to the pages before and after one."""
    at = _begin(many, page, rows_a_page)
    here, end = at // rows_a_page + 1, min(at + rows_a_page, many)
    before = address.but(page=here - 1 if here > 2 else None) if here > 1 else ""  # noqa: PLR2004 - the first page is the plain address
    after = address.but(page=here + 1) if end < many else ""
    return Turning(at + 1 if many else 0, end, many, before, after)


def _begin(many: int, page: int, rows_a_page: int) -> int:
    last = max((many - 1) // rows_a_page, 0)
    return min(max(page - 1, 0), last) * rows_a_page
