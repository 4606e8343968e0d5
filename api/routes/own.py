"""What somebody sees who is a person of the provider's records: a case manager's own clients."""

from datetime import date

from pydantic import BaseModel

from api.journeys.own_clients import own_clients
from api.routes.doors import Ask, Door, Reply, answer
from api.security.rights import Right
from api.store.unit import Unit


class OwnReferral(BaseModel):
    """A referral as whoever made it sees it."""

    id: str
    programme: str
    on: date
    first_met: date | None
    planned_on: date | None
    closed_on: date | None


class OwnClientTold(BaseModel):
    """A client as their case manager sees them."""

    id: str
    name: str
    referrals: list[OwnReferral]


class OwnClients(BaseModel):
    """One's own clients."""

    items: list[OwnClientTold]


def _clients(unit: Unit, ask: Ask) -> Reply:
    items = [
        OwnClientTold(
            id=one.client.id,
            name=one.client.name,
            referrals=[
                OwnReferral(
                    id=referral.id,
                    programme=referral.programme,
                    on=referral.on,
                    first_met=referral.first_met,
                    planned_on=referral.planned_on,
                    closed_on=referral.closing.on if referral.closing else None,
                )
                for referral in one.referrals
            ],
        )
        for one in own_clients(unit, ask.who.person)
    ]
    return answer(OwnClients(items=items))


DOORS: tuple[Door, ...] = (
    Door("GET", "/api/v1/me/clients", Right.CLIENTS_OWN, _clients, "One's own clients", "read",
         gives=OwnClients),
)  # fmt: skip
