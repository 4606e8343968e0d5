"""Clients: a list with filters by links, and one with referrals, themes and meetings."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from api.journeys.look_at_clients import ClientRow, look_at_client, look_at_clients
from api.pages.listing import Address, list_rows
from api.pages.memory import memory_of
from api.pages.page import Page, Visit
from api.pages.people.away import Away, steps_of
from api.pages.sent import Sent, wrong_in
from api.routes.doors import Reply
from api.routes.models import Loose, Text
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.unit import Unit
from domain.clock import ZONE
from domain.finding import Finding
from domain.programme import components

HERE = "/clients"
Short = Annotated[str, StringConstraints(max_length=60)]
FEW = 12
"""Meetings of the past that are shown at once."""


class ClientsAsked(Loose):
    """Which clients are looked at."""

    programme: Annotated[str, StringConstraints(pattern=r"^[A-Z]{0,2}$")] = ""
    county: Short = ""
    language: Short = ""
    theme: Short = ""
    who: Text = ""
    sort: Short = ""
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


COLUMNS: Mapping[str, Callable[[ClientRow], Any]] = {
    "name": lambda one: one.client.name.casefold(),
    "home": lambda one: (one.county, one.home),
    "open": lambda one: -one.open,
}


def _list(unit: Unit, visit: Visit) -> Reply:
    asked: ClientsAsked = visit.query
    every = look_at_clients(unit, memory_of(visit))
    address = Address(HERE, asked.model_dump())
    who = asked.who.strip().casefold()
    rows = [
        one
        for one in every
        if (not asked.county or one.county == asked.county)
        and (not asked.programme or asked.programme in one.codes)
        and (not asked.language or asked.language in one.client.languages)
        and (not asked.theme or asked.theme in one.client.themes)
        and (not who or who in f"{one.client.name} {one.client.id}".casefold())
    ]
    codes = Counter(code for one in every for code in one.codes)
    spoken = Counter(one.client.languages[0] for one in every if one.client.languages)
    return visit.show(
        "people/clients.html.j2",
        asked=asked,
        address=address,
        counties=sorted({one.county for one in every if one.county}),
        codes=sorted(codes.items()),
        spoken=spoken.most_common(5),
        listing=list_rows(rows, address, COLUMNS, asked.sort, asked.page),
        many=len(every),
        changes=visit.who.may(Right.PEOPLE_CHANGE),
        clear=HERE,
    )


def _one(unit: Unit, visit: Visit) -> Reply:
    return show_client(unit, visit, Sent())


def show_client(unit: Unit, visit: Visit, sent: Sent, found: Iterable[Finding] = ()) -> Reply:
    """The page of a client; 422 with findings where a step could not be taken."""
    seen = look_at_client(unit, memory_of(visit), visit.path["id"])
    if seen is None:
        raise Refused(404)
    faults = list(found)
    return visit.show(
        "people/client.html.j2",
        422 if faults else 200,
        seen=seen,
        past=seen.past[:FEW],
        parts={name: part.name[visit.language] for name, (_, part) in components().items()},
        codes={name: programme.code for name, (programme, _) in components().items()},
        today=visit.at.astimezone(ZONE).date(),
        sent=sent,
        wrong=wrong_in(visit.language, faults),
        changes=visit.who.may(Right.PEOPLE_CHANGE),
    )


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.PEOPLE_LOOK, _list, "Clients", "read", asks=ClientsAsked),
    Page("GET", f"{HERE}/{{id}}", Right.PEOPLE_LOOK, _one, "One client", "read"),
    *steps_of(Away(HERE, show_client)),
)
