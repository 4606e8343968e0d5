"""Whether versions of records that hold no more can still be read: each is opened anew."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from pydantic_core import from_json

from api.security.seal import SealError
from api.store.forms import Kind, Place
from api.store.kinds import KINDS
from api.store.schema import PAST
from api.store.unit import Unit

AT_ONCE = 1000
_BY_NAME: Mapping[str, Kind[Any]] = {kind.name: kind for kind in KINDS}


def open_past(unit: Unit) -> tuple[int, list[str]]:
    """How many past versions were opened, and the places of those that do not open.

    Those of people who were erased are passed over: nobody opens them any more.
    """
    opened, broken = 0, []
    erased = unit.keys.erased()
    rows = unit.connection.execute(
        sa.select(PAST)
        .where(PAST.c.tenant == unit.tenant)
        .order_by(PAST.c.kind, PAST.c.id, PAST.c.revision),
        execution_options={"yield_per": AT_ONCE},
    )
    for row in rows.mappings():
        if row["secret"] is not None and row["person"] in erased:
            continue
        place = Place(unit.tenant, row["kind"], row["id"], row["revision"])
        if _opens(unit, dict(row), place):
            opened += 1
        else:
            broken.append(str(place))
    return opened, broken


def _opens(unit: Unit, row: Mapping[str, Any], place: Place) -> bool:
    kind = _BY_NAME.get(row["kind"])
    if kind is None or bool(kind.secret) != (row["secret"] is not None):
        return False
    try:
        hidden: dict[str, Any] = {}
        if row["secret"] is not None:
            key = unit.keys.existing(row["person"])
            if key is None:
                return False
            hidden = from_json(place.open(key, row["secret"]))
        kind.read({**row["told"], "id": row["id"]}, hidden)
    except (SealError, ValueError, KeyError):
        return False
    return True
