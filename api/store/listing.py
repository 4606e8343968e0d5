"""Lists by the page: which records come next, by what stands open of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from api.store.forms import Kind
from api.store.past import MANY
from api.store.repository import Repository, Stored
from api.store.schema import AUDIT, RECORDS
from api.store.unit import Unit

MOST = MANY
"""Records of a page at most."""
Value = str | int | bool | date


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which records of a kind are asked for."""

    after: tuple[int, str] | None = None
    """Position and id of the last record of the page before."""
    most: int = 100
    equal: Mapping[str, Value] | None = None
    """Open columns and what they must hold."""
    since: datetime | None = None
    """Only what was changed at this moment or later."""
    empty: Mapping[str, bool] | None = None
    """Open columns, and whether nothing must stand in them, or something."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of records, and where the next one begins."""

    items: tuple[Stored[Any], ...]
    next: tuple[int, str] | None


def list_page(unit: Unit, kind: Kind[Any], chosen: Chosen) -> Listed:
    """A page of a kind's records, in the order in which they came in; people erased left out."""
    table = RECORDS[kind.name]
    conditions = [table.c[name] == value for name, value in (chosen.equal or {}).items()]
    conditions += [
        table.c[name].is_(None) if empty else table.c[name].is_not(None)
        for name, empty in (chosen.empty or {}).items()
    ]
    if chosen.after is not None:
        last, of = chosen.after
        later = sa.and_(table.c.position == last, table.c.id > of)
        conditions.append(sa.or_(table.c.position > last, later))
    if chosen.since is not None:
        conditions.append(table.c.changed >= chosen.since)
    most = min(chosen.most, MOST)
    found, places = Repository[Any](unit, kind).page(conditions, most + 1)
    page = places[:most]
    ordered = tuple(found[one] for _, one in page if one in found)
    return Listed(ordered, page[-1] if len(places) > most else None)


@dataclass(frozen=True, slots=True)
class Noted:
    """An act on the record of a provider."""

    number: int
    at: datetime
    actor: str
    action: str
    about: str
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ActsChosen:
    """Which acts are asked for; what is empty leaves none out."""

    actor: str | None = None
    action: str | None = None
    about: str | None = None
    """Kind and id, such as ``client/C001``, or a kind alone: ``client``."""
    since: datetime | None = None


def list_acts(
    unit: Unit, before: int | None, most: int, chosen: ActsChosen | None = None
) -> list[Noted]:
    """Acts on record, the newest first; ``before``: only those with lower numbers."""
    asked = chosen or ActsChosen()
    conditions = [] if before is None else [AUDIT.c.number < before]
    conditions += [] if asked.actor is None else [AUDIT.c.actor == asked.actor]
    conditions += [] if asked.action is None else [AUDIT.c.action == asked.action]
    conditions += [] if asked.since is None else [AUDIT.c.at >= asked.since]
    if asked.about is not None:
        of_kind = AUDIT.c.about.startswith(f"{asked.about}/", autoescape=True)
        conditions.append(sa.or_(AUDIT.c.about == asked.about, of_kind))
    rows = unit.connection.execute(
        sa.select(AUDIT)
        .where(AUDIT.c.tenant == unit.tenant, *conditions)
        .order_by(AUDIT.c.number.desc())
        .limit(min(most, MOST))
    )
    return [Noted(row.number, row.at, row.actor, row.action, row.about, row.told) for row in rows]
