"""A case manager's own clients: those whom they referred, to look at and never to change."""

from dataclasses import dataclass

from api.store.kinds import CLIENT, REFERRAL
from api.store.repository import Repository
from api.store.unit import Unit
from domain.people import Client
from domain.referral import Referral


@dataclass(frozen=True, slots=True)
class OwnClient:
    """A client with the referrals that the case manager made."""

    client: Client
    referrals: tuple[Referral, ...]


def own_clients(unit: Unit, case_manager: str) -> list[OwnClient]:
    """Clients whom somebody referred, in the order of their first referral; each look on record."""
    if not case_manager:
        return []
    mine: dict[str, list[Referral]] = {}
    for kept in Repository[Referral](unit, REFERRAL).all().values():
        if kept.record.case_manager == case_manager:
            mine.setdefault(kept.record.client, []).append(kept.record)
    clients = Repository[Client](unit, CLIENT).some(mine)
    found = [
        OwnClient(clients[one].record, tuple(referrals))
        for one, referrals in mine.items()
        if one in clients
    ]
    for one in found:
        unit.note("look", f"client/{one.client.id}")
    return found
