"""The inbox of referrals: who waits for what, and how many working days are left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from api.journeys.keeping_in_mind import Keep
from api.journeys.owed import Owed, What, interpreter_for, owed_under, pressing_days
from api.store import kinds
from api.store.forms import Kind
from api.store.mark_of_kinds import mark_of_kinds
from api.store.repository import Repository
from api.store.unit import Unit
from domain.clock import ZONE
from domain.people import Client, Family, Worker
from domain.places import places
from domain.programme import programmes
from domain.referral import InformationRequest, Notice, PlanItem, Referral

R = TypeVar("R")
U = TypeVar("U", PlanItem, InformationRequest, Notice)
MADE_FROM = (
    *(kinds.REFERRAL, kinds.CLIENT, kinds.FAMILY, kinds.WORKER),
    *(kinds.PLAN_ITEM, kinds.REQUEST, kinds.NOTICE),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One referral as it stands in the inbox."""

    referral: Referral
    name: str
    """Of the client or the family."""
    code: str
    """Two letters of the programme."""
    county: str
    owed: tuple[Owed, ...]
    interpreter: str
    """Language in which somebody must interpret; empty: nobody needs to."""

    @property
    def days(self) -> int | None:
        """Working days until the first thing owed."""
        return pressing_days(self.owed)

    def owes(self, what: What) -> bool:
        """Whether something of a kind is owed."""
        return any(one.what == what for one in self.owed)


def look_at_referrals(unit: Unit, keep: Keep) -> tuple[Waiting, ...]:
    """Every referral with what is owed under it; the look is on record."""
    found = wait_for(unit, keep)
    unit.note("list", kinds.REFERRAL.name, count=len(found))
    return found


def wait_for(unit: Unit, keep: Keep) -> tuple[Waiting, ...]:
    """Every referral with what is owed under it; one statement where nothing has changed."""
    today = unit.at.astimezone(ZONE).date()
    mark = f"{mark_of_kinds(unit, MADE_FROM)} {today}"
    return keep(("referrals", unit.tenant), mark, unit.at, lambda: _gather(unit, today))


def _gather(unit: Unit, today: date) -> tuple[Waiting, ...]:
    referrals = _all(unit, kinds.REFERRAL, Referral)
    clients = {one.id: one for one in _all(unit, kinds.CLIENT, Client)}
    families = {one.id: one for one in _all(unit, kinds.FAMILY, Family)}
    workers = _all(unit, kinds.WORKER, Worker)
    plan = _by_referral(_all(unit, kinds.PLAN_ITEM, PlanItem))
    requests = _by_referral(_open_requests(unit))
    notices = _by_referral(_owed_notices(unit))
    found = []
    for one in referrals:
        family = families.get(one.client)
        ids = family.members if family else (one.client,)
        members = [clients[member] for member in ids if member in clients]
        owed = owed_under(
            one, today, plan.get(one.id, ()), requests.get(one.id, ()), notices.get(one.id, ())
        )
        programme = programmes()[one.programme]
        needs_one = one.closing is None and one.first_met is None
        home = places().get(members[0].home) if members else None
        found.append(
            Waiting(
                referral=one,
                name=family.name if family else members[0].name if members else one.client,
                code=programme.code,
                county=home.county if home else "",
                owed=owed,
                interpreter=interpreter_for(members, programme, workers) if needs_one else "",
            )
        )
    return tuple(found)


def _open_requests(unit: Unit) -> list[InformationRequest]:
    found = Repository[InformationRequest](unit, kinds.REQUEST).all(answered=None)
    return [one.record for one in found.values()]


def _owed_notices(unit: Unit) -> list[Notice]:
    found = Repository[Notice](unit, kinds.NOTICE).all(told=None)
    return [one.record for one in found.values()]


def _all(unit: Unit, kind: Kind[Any], _record: type[R]) -> list[R]:
    return [one.record for one in Repository[R](unit, kind).all().values()]


def _by_referral(records: Iterable[U]) -> dict[str, list[U]]:
    found: dict[str, list[U]] = {}
    for one in records:
        found.setdefault(one.referral, []).append(one)
    return found
