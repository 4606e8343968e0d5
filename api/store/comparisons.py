"""What came of scenarios played together, kept whole: found from each of them, played once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from api.store.schema import COMPARISON
from api.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which scenarios were played together, and when."""

    id: str
    played: datetime
    members: tuple[str, ...]
    """Scenarios, the base first."""


def comparison_of(members: Sequence[str]) -> str:
    """Id of what is compared; the order of those behind the base does not matter."""
    base, *others = members
    return sha256("\n".join([base, *sorted(others)]).encode()).hexdigest()


def keep_comparison(unit: Unit, members: Sequence[str], result: Mapping[str, Any]) -> None:
    """Keep what came of scenarios played together, in place of what did before."""
    one = comparison_of(members)
    values = {"played": unit.at, "members": list(members), "result": dict(result)}
    if not _change(unit, one, values) and not _add(unit, one, values):
        _change(unit, one, values)


def list_comparisons(unit: Unit) -> list[Comparison]:
    """Every comparison, the newest first; results are left out."""
    rows = unit.connection.execute(
        sa.select(COMPARISON.c.id, COMPARISON.c.played, COMPARISON.c.members)
        .where(COMPARISON.c.tenant == unit.tenant)
        .order_by(COMPARISON.c.played.desc(), COMPARISON.c.id)
    )
    return [Comparison(row.id, row.played, tuple(row.members)) for row in rows]


def read_comparison(unit: Unit, one: str) -> Mapping[str, Any] | None:
    """What came of a comparison; None where there is none such."""
    found: Mapping[str, Any] | None = unit.connection.execute(
        sa.select(COMPARISON.c.result).where(
            COMPARISON.c.tenant == unit.tenant, COMPARISON.c.id == one
        )
    ).scalar_one_or_none()
    return found


def drop_comparisons_of(unit: Unit, scenario: str) -> None:
    """Comparisons in which a scenario took part are there no more."""
    gone = [one.id for one in list_comparisons(unit) if scenario in one.members]
    if gone:
        unit.connection.execute(
            sa.delete(COMPARISON).where(
                COMPARISON.c.tenant == unit.tenant, COMPARISON.c.id.in_(gone)
            )
        )


def _change(unit: Unit, one: str, values: Mapping[str, Any]) -> bool:
    done = unit.connection.execute(
        sa.update(COMPARISON)
        .where(COMPARISON.c.tenant == unit.tenant, COMPARISON.c.id == one)
        .values(**values)
    )
    return done.rowcount == 1


def _add(unit: Unit, one: str, values: Mapping[str, Any]) -> bool:
    """False where somebody added it at the same moment."""
    try:
        with unit.connection.begin_nested():
            unit.connection.execute(
                sa.insert(COMPARISON).values(tenant=unit.tenant, id=one, **values)
            )
    except sa.exc.IntegrityError:
        return False
    return True
