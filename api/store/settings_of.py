"""What holds for a provider as a whole, by name, with a revision."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from api.store.repository import ChangedMeanwhileError
from api.store.schema import SETTING
from api.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Setting:
    """What is set, and how often it was."""

    told: Any
    revision: int


def read_setting(unit: Unit, name: str) -> Setting | None:
    """What is set under a name; None: nothing yet."""
    row = unit.connection.execute(
        sa.select(SETTING.c.told, SETTING.c.revision).where(
            SETTING.c.tenant == unit.tenant, SETTING.c.name == name
        )
    ).first()
    return Setting(row.told, row.revision) if row else None


def write_setting(unit: Unit, name: str, told: Any, expected: int | None = None) -> Setting:
    """Set something that JSON can write; ChangedMeanwhileError where another revision holds."""
    held = read_setting(unit, name)
    revision = held.revision if held else 0
    if expected is not None and expected != revision:
        raise ChangedMeanwhileError(SETTING.name, [name])
    if held is not None and held.told == told:
        return held
    values = {"revision": revision + 1, "changed": unit.at, "by": unit.actor.name, "told": told}
    if held is None:
        unit.connection.execute(sa.insert(SETTING).values(tenant=unit.tenant, name=name, **values))
    else:
        done = unit.connection.execute(
            sa.update(SETTING)
            .where(
                SETTING.c.tenant == unit.tenant,
                SETTING.c.name == name,
                SETTING.c.revision == revision,
            )
            .values(**values)
        )
        if done.rowcount != 1:
            raise ChangedMeanwhileError(SETTING.name, [name])
    unit.note("set", name)
    return Setting(told, revision + 1)
