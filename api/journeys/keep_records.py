"""Records one at a time: looked at, listed, kept, taken away, and what they were before."""

from dataclasses import dataclass
from typing import Any

from api.journeys.check_change import faults_of_change, faults_of_held, faults_of_loss
from api.store.forms import Kind
from api.store.listing import Chosen, Listed, list_page
from api.store.people import PARTS
from api.store.repository import ChangedMeanwhileError, Earlier, Repository, Stored
from api.store.unit import Unit
from domain.finding import Finding
from domain.provider import Provider
from domain.session import Held

PART_OF = {kind.name: part for part, kind in PARTS.items()}
"""Kind of records -> the part of a provider that they are."""

USED = "used"
NAMED_BY_NOBODY = frozenset({USED})
"""Many rows of which no other record speaks: another kind is kept without a look at them."""


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
    part = PART_OF.get(kind.name, "")
    provider, places = _open(unit, frozenset() if part == USED else NAMED_BY_NOBODY)
    warnings: list[Finding] = []
    if isinstance(record, Held):
        newest = held.record.version if held else None
        faults = faults_of_held(provider, record, newest)
    else:
        place = places[part].get(one)
        faults, warnings = faults_of_change(provider, part, record, place)
    whose = kind.whose(record)
    if whose in unit.keys.erased():
        faults = [*faults, Finding("privacy.erased", whose)]
    if faults:
        return None, faults
    repository.put([record], {one: revision})
    kept = repository.get(one)
    if kept is None:
        message = f"{kind.name} {one} was kept and is not there"
        raise RuntimeError(message)
    return KeptRecord(kept, held is None, tuple(warnings)), warnings


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
        provider, places = _open(unit)
        part = PART_OF[kind.name]
        faults = faults_of_loss(provider, part, places[part][one])
        if faults:
            return True, faults
    repository.take_away([one], {one: held.revision})
    return True, []


def _open(
    unit: Unit, without: frozenset[str] = frozenset()
) -> tuple[Provider, dict[str, dict[str, int]]]:
    """Everything that a record may name, and at which place of its part each id stands."""
    parts: dict[str, Any] = {}
    places: dict[str, dict[str, int]] = {}
    for part, kind in PARTS.items():
        if part in without:
            continue
        held = Repository[Any](unit, kind).all()
        parts[part] = tuple(one.record for one in held.values())
        places[part] = {one: at for at, one in enumerate(held)}
    return Provider("", **parts), places
