"""What stands behind the ``?`` of a week: view, filters, page; and what of a week they choose."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.pages.listing import Address
from api.pages.weeks.view import Missing, Row, Stop, WeekView
from api.routes.models import Loose, Text
from domain.places import places

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{0,2}$")]
Short = Annotated[str, StringConstraints(max_length=100)]


class WeekAsked(Loose):
    """How a week is looked at."""

    view: Literal["workers", "clients", "counties"] = "workers"
    county: Short = ""
    programme: Code = ""
    language: Short = ""
    who: Text = ""
    changed: bool = False
    sort: Short = ""
    left: Annotated[int, Field(ge=0, le=100_000)] = 0
    """How many that are left out are listed, the most pressing first; 0: the first few."""
    page: Annotated[int, Field(ge=1, le=10_000)] = 1

    def address(self, path: str) -> Address:
        """Links that change a part of this and keep the rest."""
        told = self.model_dump()
        plain = type(self)().model_dump()
        return Address(path, {name: v for name, v in told.items() if v != plain[name]})


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen of a week."""

    asked: WeekAsked
    view: WeekView

    @property
    def is_all(self) -> bool:
        """Whether nothing is left away."""
        asked = self.asked
        return not (asked.county or asked.programme or asked.changed or asked.who)

    def rows(self) -> list[Row]:
        """Workers' weeks with the meetings that are chosen; without any, a worker is left away."""
        asked = self.asked
        rows: Iterable[Row] = self.view.rows
        if asked.language:
            rows = (row for row in rows if asked.language in row.languages)
        if self.is_all:
            return list(rows)
        return [row for row in map(self._chosen, rows) if row is not None]

    def missing(self) -> list[Missing]:
        """Needs left out that are chosen."""
        asked = self.asked
        return [
            one
            for one in self.view.missing
            if (not asked.county or one.county == asked.county)
            and (not asked.programme or one.out.code == asked.programme)
            and (not asked.who or asked.who.casefold() in one.out.whom.casefold())
        ]

    def _chosen(self, row: Row) -> Row | None:
        who = self.asked.who.casefold()
        mine = bool(who) and who in row.row.name.casefold()
        cells = tuple(
            replace(cell, stops=tuple(one for one in cell.stops if self._has(one, mine=mine)))
            for cell in row.cells
        )
        found = replace(row, cells=cells)
        return found if found.stops else None

    def _has(self, stop: Stop, *, mine: bool) -> bool:
        asked, visit = self.asked, stop.visit
        return (
            (not asked.county or self.view.counties[visit.need] == asked.county)
            and (not asked.programme or visit.code == asked.programme)
            and (not asked.changed or stop.changed)
            and (mine or asked.who.casefold() in visit.whom.casefold())
        )


def counties_known() -> tuple[str, ...]:
    """Names of all counties."""
    return tuple(sorted({place.county for place in places().values() if place.county}))
