"""Records one at a time: looked at, listed, kept, taken away, and what they were before."""

from dataclasses import dataclass, replace
from typing import Any

from api.journeys.check_change import faults_of_change, faults_of_held, faults_of_loss
from api.journeys.near_record import Near, near_change, near_loss
from api.store.forms import Kind
from api.store.listing import Chosen, Listed, list_page
from api.store.past import Earlier
from api.store.people import PARTS
from api.store.repository import ChangedMeanwhileError, Repository, Stored
from api.store.unit import Unit
from domain.finding import Finding
from domain.provider import Provider
from domain.session import Held

PART_OF = {kind.name: part for part, kind in PARTS.items()}
"""Kind of records -> the part of a provider that they are."""


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record as it is kept now, and what was forgiven."""

    stored: Stored[Any]
    is_new: bool
    warnings: tuple[Finding, ...]


def look_at(unit: Unit, kind: Kind[Any], one: str) -> Stored[Any] | None:
    """A record by id; whoever looked is on record. None where there is none."""
    found = Repository[Any](unit, kind).get(one)
    if found is not None:
        unit.note("look", f"{kind.name}/{one}")
    return found


def list_records(unit: Unit, kind: Kind[Any], chosen: Chosen) -> Listed:
    """A page of records; on record once, with how many there were."""
    found = list_page(unit, kind, chosen)
    unit.note("list", kind.name, count=len(found.items))
    return found


def history_of(unit: Unit, kind: Kind[Any], one: str) -> list[Earlier[Any]]:
    """What a record was before, the first version first."""
    found = Repository[Any](unit, kind).past(one)
    if found:
        unit.note("look back", f"{kind.name}/{one}", count=len(found))
    return found


def keep_record(
    unit: Unit, kind: Kind[Any], record: Any, expected: int | None
) -> tuple[KeptRecord | None, list[Finding]]:
    """Keep a record; None, and every finding, where something would be wrong then.

    ``expected``: the revision on which the change rests, 0 for none; None: any there is.
    ChangedMeanwhileError where another one holds.
    """
    repository = Repository[Any](unit, kind)
    one = repository.id_of(record)
    held = repository.get(one)
    revision = held.revision if held else 0
    if revision != (expected if expected is not None else revision or -1):
        raise ChangedMeanwhileError(kind.name, [one])
    faults, warnings = check_kept(unit, kind, held, record)
    whose = kind.whose(record)
    if unit.keys.is_erased(whose):
        faults = [*faults, Finding("privacy.erased", whose)]
    if faults:
        return None, faults
    put = repository.put([record], {one: revision}, {one: held} if held else {})
    kept = held
    if put.added:
        kept = put.new[one]
    elif put.changed and held:
        kept = replace(held, record=record, revision=revision + 1, changed=unit.at)
    if kept is None:
        message = f"{kind.name} {one} was kept and is not there"
        raise RuntimeError(message)
    return KeptRecord(kept, held is None, tuple(warnings)), warnings


def check_kept(
    unit: Unit, kind: Kind[Any], held: Stored[Any] | None, record: Any
) -> tuple[list[Finding], list[Finding]]:
    """Faults and warnings once a record is kept in place of ``held``.

    Only what is near it is read; where that shows a fault, the whole provider is, so that the
    fault is told with everything that would be right.
    """
    if isinstance(record, Held):
        return _check_held(unit, held, record), []
    part = PART_OF[kind.name]
    one = held.id if held else ""
    provider, places = near_change(unit, part, held, record)
    faults, warnings = faults_of_change(provider, part, record, places[part].get(one))
    if faults:
        provider, places = _open(unit)
        faults, warnings = faults_of_change(provider, part, record, places[part].get(one))
    return faults, warnings


def _check_held(unit: Unit, held: Stored[Any] | None, record: Held) -> list[Finding]:
    newest = held.record.version if held else None
    near = Near(unit)
    near.ids("workers", record.workers)
    near.ids("clients", (one.client for one in record.clients))
    near.ids("referrals", (one.referral for one in record.clients))
    if faults_of_held(near.provider()[0], record, newest):
        return faults_of_held(_open(unit)[0], record, newest)
    return []


def take_away_record(
    unit: Unit, kind: Kind[Any], one: str, expected: int | None
) -> tuple[bool, list[Finding]]:
    """Let a record hold no more; False where there is none, findings where others name it.

    ChangedMeanwhileError where another revision than ``expected`` holds.
    """
    repository = Repository[Any](unit, kind)
    held = repository.get(one)
    if held is None:
        return False, []
    if expected is not None and expected != held.revision:
        raise ChangedMeanwhileError(kind.name, [one])
    if kind.record is not Held:
        faults = check_loss(unit, kind, held)
        if faults:
            return True, faults
    repository.take_away([one], {one: held.revision})
    return True, []


def check_loss(unit: Unit, kind: Kind[Any], held: Stored[Any]) -> list[Finding]:
    """Whoever still names a record that is to be taken away; read as in ``check_kept``."""
    part = PART_OF[kind.name]
    provider, places = near_loss(unit, part, held)
    if not faults_of_loss(provider, part, places[part][held.id]):
        return []
    provider, places = _open(unit)
    return faults_of_loss(provider, part, places[part][held.id])


def _open(unit: Unit) -> tuple[Provider, dict[str, dict[str, int]]]:
    """Everything that a record may name, and at which place of its part each id stands."""
    near = Near(unit)
    for part, kind in PARTS.items():
        near.add(part, Repository[Any](unit, kind).all())
    return near.provider()
