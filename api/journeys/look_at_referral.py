"""One referral: whom it is for, what is owed, what may still be used, what was asked and told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.journeys import look_at_referrals
from api.journeys.keeping_in_mind import Keep
from api.journeys.owed import Owed, days_left, first_component, interpreter_for, owed_under
from api.store import kinds
from api.store.forms import Kind
from api.store.mark_of_kinds import mark_of_kinds
from api.store.repository import Repository, Stored
from api.store.unit import Unit
from domain.caps import UnitsPerReferral
from domain.clock import ZONE
from domain.entitlement import (
    History,
    Remaining,
    answer_deadline,
    period_of,
    remaining,
    start_deadline,
)
from domain.people import Client, Family, Worker
from domain.programme import Component, Programme, programmes
from domain.referral import InformationRequest, Notice, PlanItem, Referral, Used

EMPTY = History.of((), ())
MADE_FROM = (*look_at_referrals.MADE_FROM, kinds.USED)


@dataclass(frozen=True, slots=True)
class Pot:
    """What may be taken of a referral or a cap today."""

    component: str
    """Id; empty: of the whole programme."""
    rule: str
    """``units_left`` (minutes) or ``euros_left`` (cents)."""
    whole: int
    left: int
    """Below 0 where more was used."""
    first: date
    last: date
    source: str

    @property
    def used(self) -> int:
        """Minutes or cents taken before."""
        return self.whole - self.left


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the municipality and its last day."""

    request: InformationRequest
    due: date | None
    days: int | None
    """Working days left; below 0: late."""


@dataclass(frozen=True)
class ReferralSeen:
    """A referral as its page shows it."""

    stored: Stored[Referral]
    programme: Programme
    name: str
    clients: tuple[Client, ...]
    today: date
    owed: tuple[Owed, ...]
    start_due: date | None
    """Last day for the first meeting; None once it was held, or none is set."""
    first: date
    """First day on which the service may be given."""
    last: date | None
    pots: tuple[Pot, ...]
    plan: tuple[PlanItem, ...]
    asked: tuple[Asked, ...]
    notices: tuple[Notice, ...]
    three_party: Component | None
    interpreter: str
    may_extend: bool

    @property
    def referral(self) -> Referral:
        """The record itself."""
        return self.stored.record

    @property
    def planned_first(self) -> PlanItem | None:
        """The wish for the first meeting, once it stands in the plan."""
        first = self.three_party.id if self.three_party else ""
        return next((one for one in self.plan if one.component == first), None)


def look_at_referral(
    unit: Unit, keep: Keep, one: str, case_manager: str | None = None
) -> ReferralSeen | None:
    """A referral by id; None where there is none. The look at whom it is for is on record.

    ``case_manager``: of somebody who sees only what they have referred (None: sees all). One
    statement where nothing has changed.
    """
    today = unit.at.astimezone(ZONE).date()
    mark = f"{mark_of_kinds(unit, MADE_FROM)} {today}"
    seen = keep(("referral", unit.tenant, one), mark, unit.at, lambda: _see(unit, one, today))
    if seen is None:
        return None
    made_by = seen.referral.case_manager
    if case_manager is not None and (not case_manager or made_by != case_manager):
        return None
    unit.note("look", f"{kinds.REFERRAL.name}/{one}")
    return seen


def _see(unit: Unit, one: str, today: date) -> ReferralSeen | None:
    siblings = Repository[Referral](unit, kinds.REFERRAL).alike("client", one)
    stored = siblings.get(one)
    if stored is None:
        return None
    referral = stored.record
    name, clients = who_is(unit, referral.client)
    used = _where(unit, kinds.USED, siblings)
    plan: tuple[PlanItem, ...] = _where(unit, kinds.PLAN_ITEM, [one])
    requests: tuple[InformationRequest, ...] = _where(unit, kinds.REQUEST, [one])
    notices: tuple[Notice, ...] = _where(unit, kinds.NOTICE, [one])
    programme = programmes()[referral.programme]
    periods = [period_of(programme, part, referral) for part in programme.components]
    ends = [last for _, last in periods if last is not None]
    starts = [start_deadline(programme, part, referral) for part in programme.components]
    first = first_component(programme)
    owes_talk = referral.first_met is None and referral.closing is None
    return ReferralSeen(
        stored=stored,
        programme=programme,
        name=name,
        clients=clients,
        today=today,
        owed=owed_under(referral, today, plan, requests, notices),
        start_due=min((day for day in starts if day is not None), default=None),
        first=min(begins for begins, _ in periods),
        last=max(ends) if len(ends) == len(periods) else None,
        pots=tuple(_pots(referral, [one.record for one in siblings.values()], used, plan, today)),
        plan=plan,
        asked=tuple(_asked(programme, request, today) for request in requests),
        notices=tuple(sorted(notices, key=lambda told: told.noticed, reverse=True)),
        three_party=first,
        interpreter=interpreter_for(clients, programme, _workers(unit)) if owes_talk else "",
        may_extend=any(
            isinstance(cap, UnitsPerReferral) and cap.may_extend
            for part in programme.components
            for cap in programme.caps_of(part, today)
        ),
    )


def who_is(unit: Unit, one: str) -> tuple[str, tuple[Client, ...]]:
    """Name of a client or a family by id, and the people behind it."""
    clients = Repository[Client](unit, kinds.CLIENT)
    found = clients.get(one)
    if found is not None:
        return found.record.name, (found.record,)
    family = Repository[Family](unit, kinds.FAMILY).get(one)
    if family is None:
        return one, ()
    members = clients.some(family.record.members)
    ordered = (members[member].record for member in family.record.members if member in members)
    return family.record.name, tuple(ordered)


def _pots(
    referral: Referral,
    siblings: Iterable[Referral],
    used: tuple[Used, ...],
    plan: Iterable[PlanItem],
    today: date,
) -> Iterator[Pot]:
    """What is left of every cap of the whole programme, and of components in use."""
    programme = programmes()[referral.programme]
    history = History.of(used, siblings)
    in_use = {row.component for row in used if row.referral == referral.id}
    in_use |= {item.component for item in plan}
    euros = f"{referral.client}:{programme.id}:all"
    seen: set[str] = set()
    for component in programme.components:
        left = remaining(programme, component, referral, history, today, today)
        whole = remaining(programme, component, referral, EMPTY, today, today)
        for one, all_of_it in zip(left, whole, strict=True):
            of_all = one.scope == f"{referral.id}:units" or one.scope.startswith(euros)
            if one.scope in seen or not (of_all or component.id in in_use):
                continue
            seen.add(one.scope)
            yield _pot("" if of_all else component.id, one, all_of_it)


def _pot(component: str, left: Remaining, whole: Remaining) -> Pot:
    return Pot(component, left.rule, whole.left, left.left, left.first, left.last, left.source)


def _asked(programme: Programme, request: InformationRequest, today: date) -> Asked:
    due = answer_deadline(programme, request)
    return Asked(request, due, None if due is None else days_left(today, due))


def _workers(unit: Unit) -> list[Worker]:
    return [one.record for one in Repository[Worker](unit, kinds.WORKER).all().values()]


def _where(unit: Unit, kind: Kind[Any], referrals: Iterable[str]) -> tuple[Any, ...]:
    found = Repository[Any](unit, kind).where("referral", referrals)
    return tuple(one.record for one in found.values())
