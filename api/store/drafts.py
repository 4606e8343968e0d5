"""The roster of a week that a coordinator works on: one a week, each change a revision further."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from api.store.repository import ChangedMeanwhileError
from api.store.schema import DRAFT
from api.store.unit import Unit
from domain.session import Meeting
from optimizer.pins import Pin
from optimizer.roster import EngineRun
from optimizer.why import Why

REASONS = "reasons"


@dataclass(frozen=True, slots=True)
class Proof:
    """How good a roster could be at best, and of which week and pins that is known."""

    bound: int = 0
    left_out: int = 0
    """No roster leaves out fewer."""
    week: str = ""
    """Mark of the week for which it was proven; empty: nothing was."""
    pins: tuple[Pin, ...] = ()
    """Held when it was proven: it holds as long as these are held."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why needs are left out, worked out once: of a large week that takes long."""

    whys: tuple[Why, ...]
    of: str
    """Mark of the week, meetings and pins of which they speak."""


@dataclass(frozen=True, slots=True)
class DraftRoster:
    """A roster in the making, with all that is needed to go on with it."""

    meetings: tuple[Meeting, ...]
    pins: tuple[Pin, ...] = ()
    after: int = 0
    """Number of the published roster that it would follow; 0: the first of its week."""
    proof: Proof = Proof()
    seconds: float = 0.0
    seconds_asked: int = 0
    seed: int = 1
    log: tuple[EngineRun, ...] = ()
    happened: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What happened since publishing, as it was told: ``absent``, ``back`` and so on."""
    now: int | None = None
    """Minute of the week at which that was told; what began before stays."""
    reasons: Reasons | None = None
    """Kept sealed: they tell of wishes that lie sealed in the records."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it is kept."""

    monday: date
    revision: int
    """1 when the first was made, one more with each change; publishing is a change too."""
    changed: datetime | None
    by: str
    roster: DraftRoster | None
    """None: there is none yet, or none since the last publishing."""


_ROSTER, _REASONS = TypeAdapter(DraftRoster), TypeAdapter(Reasons)


def read_draft(unit: Unit, monday: date) -> Draft:
    """The draft of a week; revision 0 where there never was one."""
    row = unit.connection.execute(
        sa.select(DRAFT).where(DRAFT.c.tenant == unit.tenant, DRAFT.c.monday == monday)
    ).first()
    if row is None:
        return Draft(monday, 0, None, "", None)
    if not row.told:
        return Draft(monday, row.revision, row.changed, row.by, None)
    sealed = row.told.get(REASONS)
    roster = _ROSTER.validate_python(row.told | {REASONS: None})
    if sealed:
        place = _place(unit, monday, row.revision)
        told = unit.keys.own().open(b64decode(sealed), place)
        roster = replace(roster, reasons=_REASONS.validate_json(told))
    return Draft(monday, row.revision, row.changed, row.by, roster)


def save_draft(
    unit: Unit, monday: date, roster: DraftRoster | None, expected: int | None = None
) -> Draft:
    """Keep a draft in the place of the one before (None: there is none any more).

    ChangedMeanwhileError where another revision than ``expected`` holds; None: whichever does.
    """
    held = read_draft(unit, monday)
    if expected is not None and held.revision != expected:
        raise ChangedMeanwhileError(DRAFT.name, [monday.isoformat()])
    values: dict[str, Any] = {
        "revision": held.revision + 1,
        "changed": unit.at,
        "by": unit.actor.name,
        "told": {} if roster is None else _told(unit, monday, held.revision + 1, roster),
    }
    if held.revision:
        done = unit.connection.execute(
            sa.update(DRAFT)
            .where(
                DRAFT.c.tenant == unit.tenant,
                DRAFT.c.monday == monday,
                DRAFT.c.revision == held.revision,
            )
            .values(**values)
        )
        kept = done.rowcount == 1
    else:
        kept = _add(unit, {"tenant": unit.tenant, "monday": monday, **values})
    if not kept:
        raise ChangedMeanwhileError(DRAFT.name, [monday.isoformat()])
    unit.note("draft", monday.isoformat(), revision=held.revision + 1)
    return Draft(monday, held.revision + 1, unit.at, unit.actor.name, roster)


def _told(unit: Unit, monday: date, revision: int, roster: DraftRoster) -> dict[str, Any]:
    """A roster as JSON; its reasons sealed for the place where it will stand."""
    told: dict[str, Any] = _ROSTER.dump_python(replace(roster, reasons=None), mode="json")
    if roster.reasons is not None:
        place = _place(unit, monday, revision)
        sealed = unit.keys.own().seal(_REASONS.dump_json(roster.reasons), place)
        told[REASONS] = b64encode(sealed).decode()
    return told


def _place(unit: Unit, monday: date, revision: int) -> str:
    return f"{unit.tenant}|draft|{monday}|{revision}"


def _add(unit: Unit, row: Mapping[str, Any]) -> bool:
    """False where somebody made the first draft at the same moment."""
    try:
        with unit.connection.begin_nested():
            unit.connection.execute(sa.insert(DRAFT).values(**row))
    except sa.exc.IntegrityError:
        return False
    return True
