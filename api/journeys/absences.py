"""Days on which a worker or a client is away: told, ended earlier, taken back."""

from dataclasses import replace
from datetime import date

from api.journeys.keep_records import keep_record, take_away_record
from api.store import kinds
from api.store.repository import Repository
from api.store.unit import Unit
from domain.finding import Finding, Where
from domain.people import Absence


def tell_absence(unit: Unit, who: str, first: date, last: date, reason: str) -> list[Finding]:
    """Somebody is away, both days included. Findings: ``absence.reversed``, and of the record."""
    if last < first:
        return [_at("absence.reversed", who, "last")]
    one = Absence(who, first, last, reason.strip())
    repository = Repository[Absence](unit, kinds.ABSENCE)
    held = repository.get(repository.id_of(one))
    if held is not None and held.record == one:
        return []
    kept, found = keep_record(unit, kinds.ABSENCE, one, held.revision if held else 0)
    return [] if kept else found


def end_absence(unit: Unit, who: str, absence: str, last: date) -> list[Finding]:
    """Somebody is back after ``last``; an absence that would end before it begins is taken away.

    Findings: ``absence.unknown``, ``absence.later``.
    """
    held = Repository[Absence](unit, kinds.ABSENCE).get(absence)
    if held is None or held.record.who != who:
        return [_at("absence.unknown", who, "absence")]
    if last > held.record.last:
        return [_at("absence.later", who, "back")]
    if last == held.record.last:
        return []
    if last >= held.record.first:
        kept, found = keep_record(unit, kinds.ABSENCE, replace(held.record, last=last), 0)
        if kept is None:
            return found
    take_away_record(unit, kinds.ABSENCE, absence, held.revision)
    return []


def _at(rule: str, about: str, field: str) -> Finding:
    return Finding(rule, about, where=Where("", "", None, field))
