"""A new referral, with its client where that is somebody new: kept together or not at all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from api.journeys.keep_records import check_kept, keep_record
from api.security.tokens import new_id
from api.store import kinds
from api.store.repository import Repository
from api.store.unit import Actor, Store, Unit
from domain.finding import Finding, Where
from domain.people import Client
from domain.referral import Referral

MOST_NAMED = 5
OF_CLIENT = "import.unknown_client"


def begin_referral(
    store: Store, actor: Actor, at: datetime, referral: Referral, client: Client | None
) -> tuple[Referral | None, list[Finding]]:
    """Keep a referral, and its client (None: one who is known); None, with all findings at once.

    An empty id is made up.
    """
    made = replace(referral, id=referral.id or new_id("R"))
    if client is not None:
        client = replace(client, id=client.id or new_id("C"))
        made = replace(made, client=client.id)
    with store.write(actor, at) as unit:
        found = _faults(unit, made, client)
        if found:
            return None, found
        if client is not None:
            keep_record(unit, kinds.CLIENT, client, 0)
        kept, found = keep_record(unit, kinds.REFERRAL, made, 0)
    return (made, []) if kept else (None, found)


def judge_referral(unit: Unit, referral: Referral, client: Client | None) -> list[Finding]:
    """What would be wrong with a new referral and its client, all at once; nothing is kept."""
    made = replace(referral, id=referral.id or "?")
    if client is not None:
        client = replace(client, id=client.id or "??")
        made = replace(made, client=client.id)
    return _faults(unit, made, client)


def find_client(unit: Unit, told: str) -> tuple[Client | None, list[Finding]]:
    """A client by number or by name; findings where nobody or several are meant."""
    where = Where("", "", None, "client", told)
    if not told.strip():
        return None, [Finding("referral.no_client", "", where=where)]
    found = Repository[Client](unit, kinds.CLIENT).get(told.strip())
    if found is not None:
        return found.record, []
    named = _named(
        (one.record for one in Repository[Client](unit, kinds.CLIENT).all().values()), told
    )
    if len(named) == 1:
        return named[0], []
    if not named:
        return None, [Finding("referral.no_client", told, where=where)]
    near = ", ".join(f"{one.name} ({one.id})" for one in named[:MOST_NAMED])
    return None, [Finding("referral.client_unclear", told, {"expected": near}, where=where)]


def _named(clients: Iterable[Client], told: str) -> list[Client]:
    wanted = " ".join(told.split()).casefold()
    found = [one for one in clients if wanted in one.name.casefold()]
    same = [one for one in found if one.name.casefold() == wanted]
    return same or found


def _faults(unit: Unit, referral: Referral, client: Client | None) -> list[Finding]:
    found: list[Finding] = []
    if Repository[Referral](unit, kinds.REFERRAL).get(referral.id) is not None:
        where = Where("", "", None, "id", referral.id)
        found.append(Finding("referral.number_taken", referral.id, where=where))
        referral = replace(referral, id=new_id("R"))
    if client is not None:
        found += check_kept(unit, kinds.CLIENT, None, client)[0]
    # The new client is not kept yet, so nobody knows them: what is said of that is left away.
    about = [
        one
        for one in check_kept(unit, kinds.REFERRAL, None, referral)[0]
        if client is None or one.rule != OF_CLIENT
    ]
    return found + about
