"""Calendars by their secret addresses, and one's own week.

An address is the secret itself, for many programs can send nothing else; or it names the calendar,
and the secret goes along as a password (HTTP Basic) and stands in no history and no log of others.
"""

import binascii
import re
from base64 import b64decode
from typing import Annotated

from pydantic import StringConstraints
from starlette.requests import Request

from api.journeys.own_calendar import own_calendar, read_feed
from api.journeys.who_is_it import whose_feed
from api.routes.doors import Ask, Door, Public, Reply, tagged
from api.routes.models import Loose
from api.routes.problems import Refused
from api.security.rights import Right
from api.security.tokens import FEED_PREFIX
from api.store.unit import Unit
from domain.words import Language

CALENDAR = "text/calendar"
NAMED = {"Content_Disposition": 'inline; filename="tugiplaan.ics"'}
SECRET = Public("the address is the secret: it is one worker's, read only, and can be revoked")
Secret = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,100}$")]


NAME = re.compile(r"F[0-9a-f]{16}")
"""How a calendar is named in an address that tells nothing."""


class LanguageAsked(Loose):
    """In which language the meetings are described."""

    language: Language = "et"


def _feed(ask: Ask) -> Reply:
    named, language = ask.path["secret"], ask.query.language
    found = read_feed(ask.house.store, ask.at, _secret(ask, named), language)
    if found is None:
        raise Refused(404)
    return tagged(ask, found, CALENDAR, **NAMED)


def _secret(ask: Ask, named: str) -> str:
    """The secret of an address; Refused (401) where one that tells nothing came without it."""
    if named.startswith(FEED_PREFIX):
        return named if ask.house.settings.calendar_addresses == "secret" else ""
    if not NAME.fullmatch(named):
        return ""
    secret = password_of(ask.request)
    feed = whose_feed(ask.house.store, secret) if secret else None
    if feed is None or feed.id != named:
        raise Refused(401, headers={"WWW-Authenticate": 'Basic realm="calendar"'})
    return secret


def password_of(request: Request) -> str:
    """The password that came along, whoever it says it is of; empty where none did."""
    scheme, _, told = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return b64decode(told, validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _own(unit: Unit, ask: Ask) -> Reply:
    own = own_calendar(unit, ask.who.person, ask.query.language)
    return tagged(ask, own, CALENDAR, **NAMED)


DOORS: tuple[Door, ...] = (
    Door("GET", "/calendars/{secret}.ics", SECRET, _feed, "A worker's calendar", "free",
         media=CALENDAR, asks=LanguageAsked, ids={"secret": Secret}, also=(401,), tagged=True),
    Door("GET", "/api/v1/me/calendar.ics", Right.CALENDAR_OWN, _own, "One's own calendar", "read",
         media=CALENDAR, asks=LanguageAsked, tagged=True),
)  # fmt: skip
