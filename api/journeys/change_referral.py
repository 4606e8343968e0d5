"""Steps of a referral: extended, met, planned, closed; each checked as any other change."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from api.journeys.keep_records import keep_record
from api.journeys.owed import first_component
from api.security.tokens import new_id
from api.store import kinds
from api.store.repository import Repository
from api.store.unit import Unit
from domain.clock import ZONE
from domain.finding import Finding, Where
from domain.programme import programmes
from domain.referral import Closing, ClosingReason, Extension, PlaceMode, PlanItem, Referral


@dataclass(frozen=True, slots=True)
class FirstAsked:
    """When and where the first meeting with the case manager is wanted."""

    weekdays: frozenset[int]
    earliest: int
    latest: int
    minutes: int
    mode: PlaceMode


def extend_referral(
    unit: Unit, one: str, revision: int, units: int, justification: str, approver: str
) -> list[Finding]:
    """More units than the ceiling, justified and approved (seed 000).

    Findings: ``referral.no_units``, ``referral.no_justification``, ``referral.no_approver``, all
    at once; and those of the record.
    """
    found = []
    if units < 1:
        found.append(_at("referral.no_units", one, "units"))
    if not justification.strip():
        found.append(_at("referral.no_justification", one, "justification"))
    if not approver.strip():
        found.append(_at("referral.no_approver", one, "approved_by"))
    if found:
        return found
    today = unit.at.astimezone(ZONE).date()
    more = Extension(units, justification.strip(), approver.strip(), today)
    return _change(
        unit, one, revision, lambda held: replace(held, extensions=(*held.extensions, more))
    )


def close_referral(
    unit: Unit, one: str, revision: int, reason: ClosingReason | None, on: date, text: str
) -> list[Finding]:
    """End a referral for one of the reasons (seed 004). Finding: ``referral.no_reason``."""
    if reason is None:
        return [_at("referral.no_reason", one, "reason")]
    closing = Closing(reason, on, text.strip())
    return _change(unit, one, revision, lambda held: replace(held, closing=closing))


def note_first_meeting(unit: Unit, one: str, revision: int, on: date) -> list[Finding]:
    """The first meeting was held. Findings: ``referral.met_early``, ``referral.met_late``."""
    today = unit.at.astimezone(ZONE).date()
    if on > today:
        return [_at("referral.met_late", one, "first_met")]
    held = Repository[Referral](unit, kinds.REFERRAL).get(one)
    if held is not None and on < held.record.on:
        return [_at("referral.met_early", one, "first_met")]
    return _change(unit, one, revision, lambda before: replace(before, first_met=on))


def note_action_plan(unit: Unit, one: str, revision: int, on: date) -> list[Finding]:
    """The action plan is agreed."""
    return _change(unit, one, revision, lambda held: replace(held, planned_on=on))


def plan_first_meeting(unit: Unit, one: str, asked: FirstAsked) -> list[Finding]:
    """Put the first meeting with the case manager into the plan, for the next roster.

    Findings: ``referral.unknown``, ``referral.no_days``, and those of the record.
    """
    held = Repository[Referral](unit, kinds.REFERRAL).get(one)
    first = first_component(programmes()[held.record.programme]) if held else None
    if first is None:
        return [_at("referral.unknown", one, "id")]
    if not asked.weekdays:
        return [_at("referral.no_days", one, "weekdays")]
    item = PlanItem(
        id=new_id("P"),
        referral=one,
        component=first.id,
        meetings=1,
        minutes=asked.minutes,
        weekdays=asked.weekdays,
        earliest=asked.earliest,
        latest=asked.latest,
        mode=asked.mode,
    )
    kept, found = keep_record(unit, kinds.PLAN_ITEM, item, 0)
    return [] if kept else found


def _change(
    unit: Unit, one: str, revision: int, change: Callable[[Referral], Referral]
) -> list[Finding]:
    held = Repository[Referral](unit, kinds.REFERRAL).get(one)
    if held is None:
        return [_at("referral.unknown", one, "id")]
    kept, found = keep_record(unit, kinds.REFERRAL, change(held.record), revision)
    return [] if kept else found


def _at(rule: str, about: str, field: str) -> Finding:
    return Finding(rule, about, where=Where("", "", None, field))
