"""What stands about one person: the records that are theirs and those that name them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from api.store import kinds
from api.store.forms import Kind
from api.store.repository import Repository
from api.store.unit import Unit
from domain.people import Absence, Client, Family, Worker
from domain.provider import PublishedMeeting
from domain.referral import (
    Group,
    InformationRequest,
    Notice,
    ParallelService,
    PlanItem,
    Referral,
    Used,
)
from domain.session import Held


@dataclass(frozen=True)
class KnownPerson:
    """A client or worker (no two share an id) with all that goes with them, by records' ids."""

    id: str
    client: Client | None
    worker: Worker | None
    referrals: dict[str, Referral]
    absences: dict[str, Absence]
    parallel: dict[str, ParallelService]
    plan: dict[str, PlanItem]
    used: dict[str, Used]
    requests: dict[str, InformationRequest]
    notices: dict[str, Notice]
    families: dict[str, Family]
    """In which the person is."""
    groups: dict[str, Group]
    """That the person attends."""
    held: dict[str, Held]
    named_by: dict[str, Client | Worker]
    """People whose records name this one: chosen, refused, confirmed or kept apart."""
    pinned: dict[str, PlanItem]
    """Plans of others that are to be met by this worker."""

    @property
    def own(self) -> tuple[tuple[Kind[Any], tuple[str, ...]], ...]:
        """Ids of the records that are about nobody else, those that name others first."""
        kind: Kind[Any] = kinds.CLIENT if self.client is not None else kinds.WORKER
        return (
            (kinds.USED, tuple(self.used)),
            (kinds.PLAN_ITEM, tuple(self.plan)),
            (kinds.PARALLEL, tuple(self.parallel)),
            (kinds.ABSENCE, tuple(self.absences)),
            (kinds.REQUEST, tuple(self.requests)),
            (kinds.NOTICE, tuple(self.notices)),
            (kinds.REFERRAL, tuple(self.referrals)),
            (kind, (self.id,)),
        )


def find_person(unit: Unit, person: str) -> KnownPerson | None:
    """Everything about a client or a worker; None where there is nobody of that id."""
    clients, workers = _all(unit, kinds.CLIENT), _all(unit, kinds.WORKER)
    client, worker = clients.get(person), workers.get(person)
    if client is None and worker is None:
        return None
    referrals = _some(_all(unit, kinds.REFERRAL), lambda one: one.client == person)
    plans = _all(unit, kinds.PLAN_ITEM)
    return KnownPerson(
        id=person,
        client=client,
        worker=worker,
        referrals=referrals,
        absences=_some(_all(unit, kinds.ABSENCE), lambda one: one.who == person),
        parallel=_some(_all(unit, kinds.PARALLEL), lambda one: one.client == person),
        plan=_some(plans, lambda one: one.referral in referrals),
        used=_some(_all(unit, kinds.USED), lambda one: one.referral in referrals),
        requests=_some(_all(unit, kinds.REQUEST), lambda one: one.referral in referrals),
        notices=_some(_all(unit, kinds.NOTICE), lambda one: one.referral in referrals),
        families=_some(_all(unit, kinds.FAMILY), lambda one: person in one.members),
        groups=_some(
            _all(unit, kinds.GROUP), lambda one: not referrals.keys().isdisjoint(one.referrals)
        ),
        held=_some(_all(unit, kinds.HELD), lambda one: _is_at(one, person)),
        named_by={
            **_some(clients, lambda one: person in {one.chosen, *one.refused, *one.confirmed}),
            **_some(workers, lambda one: person in one.excluded),
        },
        pinned=_some(plans, lambda one: one.pinned_worker == person),
    )


def meetings_of(known: KnownPerson, meetings: Iterable[PublishedMeeting]) -> list[PublishedMeeting]:
    """Published meetings to which a person comes, alone or in a group."""
    return [
        one
        for one in meetings
        if known.id in {one.client, *one.workers} or one.group in known.groups
    ]


def _all(unit: Unit, kind: Kind[Any]) -> dict[str, Any]:
    return {one: kept.record for one, kept in Repository[Any](unit, kind).all().items()}


def _some(records: dict[str, Any], chosen: Any) -> dict[str, Any]:
    return {one: record for one, record in records.items() if chosen(record)}


def _is_at(held: Held, person: str) -> bool:
    return person in held.workers or any(one.client == person for one in held.clients)
