"""Clients: all of them, and one with everything that goes on. Themes, never diagnoses."""

from dataclasses import dataclass

from api.journeys import look_at_referrals
from api.journeys.keeping_in_mind import Keep
from api.journeys.look_at_meetings import MeetingBook, open_meetings
from api.journeys.look_at_referrals import Waiting, wait_for
from api.store import kinds
from api.store.mark_of_kinds import mark_of_kinds
from api.store.repository import Repository, Stored
from api.store.unit import Unit
from domain.clock import ZONE
from domain.people import Absence, Client, Worker
from domain.places import places
from domain.programme import programmes
from domain.provider import PublishedMeeting
from domain.referral import Group, Referral

MADE_FROM = (kinds.CLIENT, kinds.REFERRAL, kinds.FAMILY)
ONE_MADE_FROM = (*look_at_referrals.MADE_FROM, kinds.GROUP, kinds.ABSENCE)


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One client in the list."""

    client: Client
    home: str
    county: str
    codes: tuple[str, ...]
    """Two letters of each programme with an open referral."""
    open: int
    """Open referrals, those of the family too."""


@dataclass(frozen=True)
class ClientSeen:
    """A client as their page shows them."""

    stored: Stored[Client]
    home: str
    county: str
    waiting: tuple[Waiting, ...]
    """Referrals, those of the family too, with what is owed."""
    absences: dict[str, Absence]
    groups: tuple[Group, ...]
    coming: tuple[PublishedMeeting, ...]
    past: tuple[PublishedMeeting, ...]
    """The last first."""
    names: dict[str, str]
    """Workers whom any of this names, by id."""

    @property
    def client(self) -> Client:
        """The record itself."""
        return self.stored.record


def look_at_clients(unit: Unit, keep: Keep) -> tuple[ClientRow, ...]:
    """Every client; one statement where nothing has changed. The look is on record."""
    mark = mark_of_kinds(unit, MADE_FROM)
    found = keep(("clients", unit.tenant), mark, unit.at, lambda: _gather(unit))
    unit.note("list", kinds.CLIENT.name, count=len(found))
    return found


def look_at_client(unit: Unit, keep: Keep, one: str) -> ClientSeen | None:
    """A client by id; None where there is nobody. Two statements where nothing has changed.

    The look is on record.
    """
    today, book = unit.at.astimezone(ZONE).date(), open_meetings(unit, keep)
    mark = f"{mark_of_kinds(unit, ONE_MADE_FROM)} {book.mark} {today}"
    seen = keep(("client", unit.tenant, one), mark, unit.at, lambda: _see(unit, keep, one, book))
    if seen is not None:
        unit.note("look", f"{kinds.CLIENT.name}/{one}")
    return seen


def _see(unit: Unit, keep: Keep, one: str, book: MeetingBook) -> ClientSeen | None:
    stored = Repository[Client](unit, kinds.CLIENT).get(one)
    if stored is None:
        return None
    client = stored.record
    mine = {one, client.family}
    waiting = tuple(each for each in wait_for(unit, keep) if each.referral.client in mine)
    named = [("referral", each.referral.id) for each in waiting]
    groups = [each.record for each in Repository[Group](unit, kinds.GROUP).naming(named).values()]
    absences = Repository[Absence](unit, kinds.ABSENCE).where("who", [one])
    meetings = book.of(one, *(each.id for each in groups))
    today = unit.at.astimezone(ZONE).date()
    workers = {worker for each in meetings for worker in each.workers}
    workers |= client.confirmed | client.refused | ({client.chosen} if client.chosen else set())
    known = Repository[Worker](unit, kinds.WORKER).some(workers)
    home = places().get(client.home)
    return ClientSeen(
        stored=stored,
        home=home.name if home else client.home,
        county=home.county if home else "",
        waiting=waiting,
        absences={each.id: each.record for each in absences.values() if each.record.last >= today},
        groups=tuple(groups),
        coming=tuple(each for each in meetings if each.day >= today),
        past=tuple(reversed([each for each in meetings if each.day < today])),
        names={worker: each.record.name for worker, each in known.items()},
    )


def _gather(unit: Unit) -> tuple[ClientRow, ...]:
    referrals = Repository[Referral](unit, kinds.REFERRAL).all().values()
    under: dict[str, list[str]] = {}
    for kept in referrals:
        if kept.record.closing is None:
            code = programmes()[kept.record.programme].code
            under.setdefault(kept.record.client, []).append(code)
    found = []
    for stored in Repository[Client](unit, kinds.CLIENT).all().values():
        client = stored.record
        codes = under.get(client.id, []) + under.get(client.family or "", [])
        home = places().get(client.home)
        found.append(
            ClientRow(
                client,
                home.name if home else client.home,
                home.county if home else "",
                tuple(sorted(set(codes))),
                len(codes),
            )
        )
    return tuple(found)
