"""Published rosters: numbered from 1 in their week, never changed; the newest holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from api.store.repository import ChangedMeanwhileError
from api.store.schema import ROSTER
from api.store.unit import Unit
from domain.provider import PublishedMeeting

_MEETINGS = TypeAdapter(tuple[PublishedMeeting, ...])


@dataclass(frozen=True, slots=True)
class PublishedRoster:
    """A roster as it was published."""

    monday: date
    number: int
    published: datetime
    by: str
    cost: int
    bound: int
    """No roster of that week was cheaper."""
    left_out: int
    """Needs without a meeting."""
    meetings: tuple[PublishedMeeting, ...]


def publish(
    unit: Unit,
    monday: date,
    after: int,
    meetings: Iterable[PublishedMeeting],
    *,
    cost: int,
    bound: int,
    left_out: int,
) -> PublishedRoster:
    """Publish a roster as the one after number ``after`` (0: the first of its week).

    ChangedMeanwhileError where somebody published another one since.
    """
    if newest_number(unit, monday) != after:
        raise ChangedMeanwhileError(ROSTER.name, [monday.isoformat()])
    kept = tuple(meetings)
    roster = PublishedRoster(
        monday, after + 1, unit.at, unit.actor.name, cost, bound, left_out, kept
    )
    row = {
        "tenant": unit.tenant,
        "monday": monday,
        "number": roster.number,
        "published": roster.published,
        "by": roster.by,
        "cost": cost,
        "bound": bound,
        "left_out": left_out,
        "told": _MEETINGS.dump_python(kept, mode="json"),
    }
    try:
        with unit.connection.begin_nested():
            unit.connection.execute(sa.insert(ROSTER), [row])
    except sa.exc.IntegrityError as fault:
        raise ChangedMeanwhileError(ROSTER.name, [monday.isoformat()]) from fault
    unit.note("publish", monday.isoformat(), number=roster.number, meetings=len(kept))
    return roster


def newest_number(unit: Unit, monday: date) -> int:
    """Number of the roster that holds in a week; 0: none was published."""
    column = sa.func.coalesce(sa.func.max(ROSTER.c.number), 0)
    found = unit.connection.execute(
        sa.select(column).where(ROSTER.c.tenant == unit.tenant, ROSTER.c.monday == monday)
    ).scalar_one()
    return int(found)


def published_of(unit: Unit, mondays: Iterable[date]) -> list[PublishedRoster]:
    """The rosters that hold in weeks, in the order of these; weeks without one are left out."""
    wanted = sorted(set(mondays))
    newest = (
        sa.select(ROSTER.c.monday, sa.func.max(ROSTER.c.number).label("number"))
        .where(ROSTER.c.tenant == unit.tenant, ROSTER.c.monday.in_(wanted))
        .group_by(ROSTER.c.monday)
        .subquery()
    )
    rows = unit.connection.execute(
        sa.select(ROSTER)
        .join(
            newest,
            (ROSTER.c.monday == newest.c.monday) & (ROSTER.c.number == newest.c.number),
        )
        .where(ROSTER.c.tenant == unit.tenant)
        .order_by(ROSTER.c.monday)
    ).mappings()
    return [_read(row) for row in rows]


def published_number(unit: Unit, monday: date, number: int) -> PublishedRoster | None:
    """One roster by its number; None where there is none."""
    row = (
        unit.connection.execute(
            sa.select(ROSTER).where(
                ROSTER.c.tenant == unit.tenant, ROSTER.c.monday == monday, ROSTER.c.number == number
            )
        )
        .mappings()
        .first()
    )
    return _read(row) if row else None


def _read(row: Any) -> PublishedRoster:
    return PublishedRoster(
        row["monday"],
        row["number"],
        row["published"],
        row["by"],
        row["cost"],
        row["bound"],
        row["left_out"],
        _MEETINGS.validate_python(row["told"]),
    )


def newest_numbers(unit: Unit, mondays: Iterable[date]) -> dict[date, int]:
    """Numbers of the rosters that hold in weeks; weeks without one are left out."""
    rows = unit.connection.execute(
        sa.select(ROSTER.c.monday, sa.func.max(ROSTER.c.number).label("number"))
        .where(ROSTER.c.tenant == unit.tenant, ROSTER.c.monday.in_(sorted(set(mondays))))
        .group_by(ROSTER.c.monday)
    )
    return {row.monday: row.number for row in rows}
